using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Npgsql;
using Sapporo.OpenData.Catalogue;

namespace Sapporo.OpenData.Api.Catalogue.Ckan.Datastore;

/// <summary>A query of a data file's rows: SQL over its view, in which columns are names of the file and all values are parameters.</summary>
public sealed class DatastoreQuery
{
    private const string Always = "true";
    private const int MaxWords = 50;
    private readonly List<NpgsqlParameter> parameters = [];
    private readonly StringBuilder condition = new(Always);
    private readonly StringBuilder searched = new();
    private int words;
    private readonly List<(DatastoreField Field, string Order)> order = [];
    private IReadOnlyList<DatastoreField> shown;
    private bool isDistinct;

    /// <summary>All rows of a file.</summary>
    public DatastoreQuery(CatalogueFile file)
    {
        File = file.Row;
        Columns = [DatastoreField.RowNumber, .. file.Columns.Select(column => new DatastoreField(column))];
        shown = Columns;
        if (DataFileQuery.Restriction(File) is { } value)
        {
            parameters.Add(value);
        }
    }

    /// <summary>The file.</summary>
    public DataFile File { get; }

    /// <summary>_id and the file's columns.</summary>
    public IReadOnlyList<DatastoreField> Columns { get; }

    /// <summary>Columns that are given, in their order.</summary>
    public IReadOnlyList<DatastoreField> Shown => shown;

    /// <summary>Whether it is of all rows of the file.</summary>
    public bool HoldsAllRows => condition.Length == Always.Length && !isDistinct;

    /// <summary>Where _id stands among the columns that are given; null where it is not given, or rows are not in its order.</summary>
    public int? RowNumberAt => order.Count == 0 && !isDistinct && shown.Contains(DatastoreField.RowNumber) ? shown.ToList().IndexOf(DatastoreField.RowNumber) : null;

    /// <summary>Rows given at most; null for all.</summary>
    public int? Limit { get; set; }

    /// <summary>Rows left out before.</summary>
    public int Offset { get; set; }

    /// <summary>Gives some columns only.</summary>
    public void Show(IReadOnlyList<string> names) => shown = [.. names.Distinct(StringComparer.Ordinal).Select(name => Column("fields", name))];

    /// <summary>Gives different rows only.</summary>
    public void Distinct() => isDistinct = true;

    /// <summary>Restricts by columns: a value, one of several, or conditions such as gt.</summary>
    public void Filter(JsonObject filters) => condition.Append(" and ").Append(new DatastoreFilter(this).All(filters, 0));

    /// <summary>Restricts to rows that hold every word of a text.</summary>
    /// <param name="parameter">Parameter that gives it.</param>
    /// <param name="text">The words.</param>
    /// <param name="column">Column that must hold them; null for any.</param>
    public void Search(string parameter, string text, string? column = null) => Search(parameter, text, column is null ? Columns.Skip(1) : [Column(parameter, column)]);

    /// <summary>Orders: "column, column2 desc nulls last".</summary>
    public void Sort(string sort)
    {
        foreach (var item in SplitOrder(sort.Replace('\t', ' ')))
        {
            var name = item.Trim();
            var suffix = "";
            foreach (var ending in (string[])[" nulls first", " nulls last", " asc", " desc"])
            {
                if (name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
                {
                    suffix = ending + suffix;
                    name = name[..^ending.Length].TrimEnd();
                }
            }

            order.Add((Column("sort", name.Trim('"')), suffix.ToLowerInvariant()));
            if (isDistinct && !shown.Contains(order[^1].Field))
            {
                throw ActionException.Invalid("sort", "With distinct, only columns that are given can be sorted by");
            }
        }
    }

    /// <summary>The rows.</summary>
    public NpgsqlCommand Rows(NpgsqlConnection connection)
    {
        var keys = order.Select(key => key.Field.Sql + key.Order).ToList();
        if (!isDistinct)
        {
            keys.Add("_id");
        }
        else if (keys.Count == 0)
        {
            keys.AddRange(shown.Select(field => field.Sql));
        }

        var page = (Limit is { } limit ? $" limit {limit.ToString(CultureInfo.InvariantCulture)}" : "") + $" offset {Offset.ToString(CultureInfo.InvariantCulture)}";
        return Command(connection, $"select {(isDistinct ? "distinct " : "")}{List(shown)} from {From(HoldsAllRows && order.Count == 0 && Limit is { } most ? Offset + (long)most : null)} order by {string.Join(", ", keys)}{page}");
    }

    /// <summary>How many rows there are, without limit and offset.</summary>
    public NpgsqlCommand Total(NpgsqlConnection connection) =>
        Command(connection, isDistinct ? $"select count(*) from (select distinct {List(shown)} from {From(null)}) d" : $"select count(*) from {From(null)}");

    internal DatastoreField Column(string parameter, string name) =>
        Columns.FirstOrDefault(field => field.Id == name) ?? throw ActionException.Invalid(parameter, $"field \"{name}\" not in table; known are {string.Join(", ", Columns.Select(field => field.Id))}");

    internal string Parameter(object value)
    {
        parameters.Add(new NpgsqlParameter { Value = value });
        return $"${parameters.Count.ToString(CultureInfo.InvariantCulture)}";
    }

    // The searched text is made once a row, however many words are looked for (offset 0 keeps it from being made again for each).
    private string From(long? first) =>
        $"(select row_number() over ()::integer as _id, v.* from ({DataFileQuery.Rows(File)}{(first is { } most ? $" limit {most.ToString(CultureInfo.InvariantCulture)}" : "")}) v) b{searched} where {condition}";

    private void Search(string parameter, string text, IEnumerable<DatastoreField> fields)
    {
        var distinct = text.Split([' ', '\t', '\u3000'], StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).ToArray();
        words += distinct.Length;
        if (words > MaxWords)
        {
            throw ActionException.Invalid(parameter, $"May hold {MaxWords} words at most");
        }

        if (distinct.Length > 0)
        {
            var alias = $"s{words.ToString(CultureInfo.InvariantCulture)}";
            searched.Append(CultureInfo.InvariantCulture, $" cross join lateral (select opendata.searchable({string.Join(", ", fields.Select(field => $"b.{field.Sql}::text"))}) as searched offset 0) {alias}");
            condition.Append(CultureInfo.InvariantCulture, $" and (select bool_and(position(opendata.searchable(w) in {alias}.searched) > 0) from unnest({Parameter(distinct)}) w)");
        }
    }

    private NpgsqlCommand Command(NpgsqlConnection connection, string sql)
    {
        var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(parameters.Select(parameter => parameter.Clone()).ToArray());
        return command;
    }

    private static string List(IEnumerable<DatastoreField> fields) => string.Join(", ", fields.Select(field => field.Sql));

    private static IEnumerable<string> SplitOrder(string sort)
    {
        var (start, quoted) = (0, false);
        for (var i = 0; i < sort.Length; i++)
        {
            quoted ^= sort[i] == '"';
            if (sort[i] == ',' && !quoted)
            {
                yield return sort[start..i];
                start = i + 1;
            }
        }

        yield return sort[start..];
    }
}
