using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Sapporo.OpenData.Api.Http.Responses;

namespace Sapporo.OpenData.Api.Http.Resources.Plain;

/// <summary>A member of an object as it is written from a row's columns: a value, or a group of members.</summary>
/// <param name="Name">Name in quotes and the colon behind it, UTF-8; with the value, where that is known before any row is read.</param>
/// <param name="Kind">How a value is written.</param>
/// <param name="Ordinal">Column of the value; -1 of one that is known. Of a group the column that is null where the group is, -1 where it never is.</param>
/// <param name="IsNullable">Whether there may be no value.</param>
/// <param name="OmitNull">Whether the member is left out where there is no value.</param>
/// <param name="Children">Members of a group or a run; null for a value.</param>
/// <param name="Run">Number of a run: members or cells one after another that rows share, without braces around them; -1 for none.</param>
internal sealed record PlainMember(byte[] Name, StoredKind Kind, int Ordinal, bool IsNullable, bool OmitNull, PlainMember[]? Children, int Run = -1)
{
    /// <summary>Whether it is a value that was known before any row was read.</summary>
    public bool IsKnown => Ordinal < 0 && Children is null;
}

/// <summary>What to select for some fields in some order, and where each of them then stands.</summary>
internal sealed class PlainLayout
{
    private static readonly ConditionalWeakTable<Resource, PlainLayout> Whole = [];
    private List<string> columns = [];
    private bool[] isText = []; // of each column: whether it is written as a text and nothing else
    private string?[] known = []; // texts of columns that need not be read

    /// <summary>Columns to select.</summary>
    public IReadOnlyList<string> Columns => columns;

    /// <summary>Members of the JSON object.</summary>
    public PlainMember[] Members { get; private set; } = [];

    /// <summary>Cells of a CSV line.</summary>
    public PlainMember[] Cells { get; private set; } = [];

    /// <summary>Columns of the order's keys.</summary>
    public int[] Keys { get; private set; } = [];

    /// <summary>Column of the digest of what rows share; -1 where it is not asked for.</summary>
    public int Context { get; private set; } = -1;

    /// <summary>Runs of members that rows share.</summary>
    public int Runs { get; private set; }

    /// <summary>The same members without the columns of those runs, for rows whose runs are known; null where there are none.</summary>
    public PlainLayout? Lean { get; private set; }

    /// <summary>The layout of a query; null where a field is more than a column. Columns of which the query asks for one text are not read.</summary>
    public static PlainLayout? Of<T>(ResourceQuery<T> query)
        where T : class => ReadingAll(query)?.WithoutKnown(query.Conditions);

    /// <summary>The text that a column has in every row, where the query tells it.</summary>
    public string? Known(int ordinal) => ordinal < known.Length ? known[ordinal] : null;

    private static PlainLayout? ReadingAll<T>(ResourceQuery<T> query)
        where T : class
    {
        var isWhole = ReferenceEquals(query.Fields, query.Resource.Fields) && query.IsDefaultOrder;
        if (isWhole && Whole.TryGetValue(query.Resource, out var known))
        {
            return known;
        }

        var absent = query.Resource.Fields is FieldList<T> list ? list.AbsentColumns : null;
        if (query.Resource.AbsentGroups.Keys.Any(group => absent?.ContainsKey(group) != true))
        {
            return null;
        }

        if (query.Fields.Any(field => field.Stored?.Sql is null) || query.Order.Any(key => SqlText.ColumnOf(key.Field.Column!) is null))
        {
            return null;
        }

        var layout = Make(query, absent, isWhole ? query.Resource.Shared : null, isLean: false);
        if (isWhole)
        {
            layout.Lean = query.Resource.Shared is { } shared ? Make(query, absent, shared, isLean: true) : null;
            Whole.AddOrUpdate(query.Resource, layout);
        }

        return layout;
    }

    private static PlainLayout Make<T>(ResourceQuery<T> query, IReadOnlyDictionary<string, Stored>? absent, SharedFields? shared, bool isLean)
        where T : class
    {
        var layout = new PlainLayout();
        layout.Context = shared is null ? -1 : layout.OrdinalOf(shared.Column); // first: it is read before the others, and columns are read fastest in their order
        var (members, cells) = (new List<PlainMember>(), new List<PlainMember>());
        foreach (var part in Parts(query.Fields, shared))
        {
            var isRun = shared?.Names.Contains(part[0].Field.Name) == true;
            var nested = isRun && isLean ? [] : layout.Nest(part, 0, "", absent);
            var plain = isRun && isLean ? [] : layout.CellsOf(part);
            members.AddRange(isRun ? [new PlainMember([], default, -1, IsNullable: false, OmitNull: false, nested, layout.Runs)] : nested);
            cells.AddRange(isRun ? [new PlainMember([], default, -1, IsNullable: false, OmitNull: false, plain, layout.Runs)] : plain);
            layout.Runs += isRun ? 1 : 0;
        }

        (layout.Members, layout.Cells) = ([.. members], [.. cells]);
        layout.Keys = [.. query.Order.Select(key => layout.OrdinalOf(SqlText.ColumnOf(key.Field.Column!)!))];
        var uses = WithChildren([.. layout.Members, .. layout.Cells]).Where(member => member.Children is not null || member.Kind != StoredKind.Text).Select(member => member.Ordinal).ToHashSet();
        layout.isText = [.. layout.columns.Select((_, ordinal) => !uses.Contains(ordinal))];
        return layout;
    }

    private static IEnumerable<PlainMember> WithChildren(PlainMember[] members) => members.SelectMany(member => WithChildren(member.Children ?? []).Prepend(member));

    // Every column costs time in each row; what a filter tells is written as it is known.
    private PlainLayout WithoutKnown(IReadOnlyList<Condition> conditions)
    {
        var texts = new string?[columns.Count];
        var isAny = false;
        foreach (var condition in conditions)
        {
            if (condition is Condition.OneOf { Values: [string text] } only && columns.IndexOf(SqlText.ColumnOf(only.Column)!) is >= 0 and var ordinal && isText[ordinal])
            {
                (texts[ordinal], isAny) = (text, true);
            }
        }

        return !isAny ? this : new PlainLayout
        {
            columns = [.. columns.Select((column, ordinal) => texts[ordinal] is null ? column : "null::text")],
            isText = isText,
            known = texts,
            Members = Written(Members, texts, isJson: true),
            Cells = Written(Cells, texts, isJson: false),
            Keys = Keys,
            Context = Context,
            Runs = Runs,
            Lean = Lean?.WithoutKnown(conditions),
        };
    }

    private static PlainMember[] Written(PlainMember[] members, string?[] texts, bool isJson) =>
        [.. members.Select(member =>
            member.Children is { } children ? member with { Children = Written(children, texts, isJson) }
            : member.Ordinal < 0 || texts[member.Ordinal] is not { } text ? member
            : new PlainMember([.. member.Name, .. PublishedText.Of(text, isJson)], StoredKind.Text, -1, IsNullable: false, OmitNull: false, null))];

    // Fields one after another that rows share, or do not.
    private static List<List<(Field<T> Field, string[] Path)>> Parts<T>(IReadOnlyList<Field<T>> fields, SharedFields? shared)
    {
        var parts = new List<List<(Field<T> Field, string[] Path)>>();
        bool? before = null;
        foreach (var field in fields)
        {
            var isShared = shared?.Names.Contains(field.Name) == true;
            if (isShared != before)
            {
                parts.Add([]);
                before = isShared;
            }

            parts[^1].Add((field, field.Name.Split('.')));
        }

        return parts;
    }

    private PlainMember[] CellsOf<T>(IEnumerable<(Field<T> Field, string[] Path)> fields) =>
        [.. fields.Select(item => new PlainMember([], item.Field.Stored!.Kind, OrdinalOf(item.Field.Stored.Sql!), item.Field.Stored.IsNullable, OmitNull: false, null))];

    private int OrdinalOf(string column)
    {
        var at = columns.IndexOf(column);
        if (at < 0)
        {
            columns.Add(column);
            at = columns.Count - 1;
        }

        return at;
    }

    private PlainMember[] Nest<T>(IReadOnlyList<(Field<T> Field, string[] Path)> fields, int depth, string prefix, IReadOnlyDictionary<string, Stored>? absent) =>
        [.. fields.GroupBy(item => item.Path[depth]).Select(group =>
        {
            var name = Encoding.UTF8.GetBytes($"\"{JsonEncodedText.Encode(group.Key, JsonStyle.WriterOptions.Encoder)}\":");
            var first = group.First();
            var path = prefix + group.Key;
            var absence = absent?.GetValueOrDefault(path)?.Sql;
            return first.Path.Length == depth + 1
                ? new PlainMember(name, first.Field.Stored!.Kind, OrdinalOf(first.Field.Stored.Sql!), first.Field.Stored.IsNullable, first.Field.OmitNull, null)
                : new PlainMember(name, default, absence is null ? -1 : OrdinalOf(absence), IsNullable: absence is not null, OmitNull: false, Nest([.. group], depth + 1, path + ".", absent));
        })];
}
