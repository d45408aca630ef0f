using System.Globalization;
using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using System.Text;
using Sapporo.OpenData.Api.Http.Hosting;

namespace Sapporo.OpenData.Api.Http.Resources;

/// <summary>What a request asks of a resource: filters, order, fields, page.</summary>
/// <typeparam name="T">Row type.</typeparam>
public sealed class ResourceQuery<T>
    where T : class
{
    private static readonly ConditionalWeakTable<Resource<T>, IReadOnlyList<string>> KnownNames = [];
    private readonly List<Condition> conditions = [];
    private List<object?> position = [];

    private ResourceQuery(Resource<T> resource) => (Resource, Fields, Order) = (resource, resource.Fields, SortKey<T>.Default(resource));

    /// <summary>Resource asked.</summary>
    public Resource<T> Resource { get; }

    /// <summary>Fields to publish, in order.</summary>
    public IReadOnlyList<Field<T>> Fields { get; private set; }

    /// <summary>Order; the last keys make it total.</summary>
    public IReadOnlyList<SortKey<T>> Order { get; private set; }

    /// <summary>Whether the order is the resource's own.</summary>
    public bool IsDefaultOrder { get; private set; } = true;

    /// <summary>Items on a page; null for the whole result.</summary>
    public int? Limit { get; private set; }

    /// <summary>Choice of the resource's variant.</summary>
    public string Choice { get; private set; } = "";

    /// <summary>Position to go on from.</summary>
    public Cursor? Cursor { get; private set; }

    /// <summary>What is asked of the rows; all of it must hold.</summary>
    internal IReadOnlyList<Condition> Conditions => conditions;

    /// <summary>Values of the order's keys in the row to go on from.</summary>
    internal IReadOnlyList<object?> Position => position;

    /// <summary>The filters in one canonical form, whatever the order.</summary>
    public string FilterPrint { get; private set; } = "";

    /// <summary>What the cursor is bound to: filters and order, in one canonical form.</summary>
    public string Print { get; private set; } = "";

    /// <summary>Names that a list of the resource takes.</summary>
    public static IReadOnlyList<string> ParameterNames(Resource<T> resource) => KnownNames.GetValue(resource, static known => NamesOf(known));

    private static IReadOnlyList<string> NamesOf(Resource<T> resource) =>
    [
        "limit", "cursor", "sort", "fields", .. resource.IsSearchable ? ["q"] : Array.Empty<string>(), "release", "lang", "format", "bom",
        .. resource.Variant is { } variant ? [variant.Name] : Array.Empty<string>(), .. resource.TakesSince ? [Resources.Resource.SinceName] : Array.Empty<string>(),
        .. resource.Fields.Where(field => field.IsFilterable).Select(field => field.Name),
    ];

    /// <summary>Reads a list's parameters.</summary>
    /// <param name="resource">Resource asked.</param>
    /// <param name="parameters">Parameters; takes what is wrong.</param>
    /// <param name="isWhole">True where the format gives the whole result.</param>
    /// <param name="options">Limits.</param>
    /// <param name="newest">Number of the newest release.</param>
    public static ResourceQuery<T> Read(Resource<T> resource, ParameterReader parameters, bool isWhole, ApiOptions options, int newest)
    {
        var query = new ResourceQuery<T>(resource);
        query.ReadFields(parameters);
        query.ReadOrder(parameters);
        query.ReadFilters(parameters, options, newest);
        query.ReadPage(parameters, isWhole, options);
        return query;
    }

    /// <summary>Reads a single thing's fields parameter.</summary>
    public static IReadOnlyList<Field<T>> ReadFields(Resource<T> resource, ParameterReader parameters)
    {
        var query = new ResourceQuery<T>(resource);
        query.ReadFields(parameters);
        return query.Fields;
    }

    /// <summary>The rows that match the filters.</summary>
    public IQueryable<T> Filter(IQueryable<T> rows) => conditions.Aggregate(
        Resource.Variant is { } variant ? variant.Restrict(rows, Choice) : rows, (matching, condition) =>
        {
            var row = Expression.Parameter(typeof(T), "row");
            return matching.Where(Expression.Lambda<Func<T, bool>>(condition.ToExpression(row), row));
        });

    /// <summary>The matching rows from the cursor on, in order, one more than the page to tell whether a next page exists.</summary>
    public IQueryable<T> Page(IQueryable<T> matching)
    {
        if (Cursor is not null)
        {
            var row = Expression.Parameter(typeof(T), "row");
            matching = matching.Where(Expression.Lambda<Func<T, bool>>(Predicates.After(Order, position, row), row));
        }

        var ordered = SortKey<T>.Apply(matching, Order);
        return Limit is { } limit ? ordered.Take(limit + 1) : ordered;
    }

    /// <summary>The cursor that goes on after a row.</summary>
    public string CursorAfter(T row, int release) =>
        new Cursor(release, [.. Order.Select(key => Cursor.KeyText(key.Field.KeyOf(row)))]).Encode(Print);

    private List<object?> ReadPosition(Cursor cursor) => [.. Order.Zip(cursor.Keys, (key, text) => (object?)(text is null ? null : key.Field.Type switch
    {
        FieldType.Integer => int.Parse(text, CultureInfo.InvariantCulture),
        FieldType.Number => decimal.Parse(text, CultureInfo.InvariantCulture),
        FieldType.Date => DateOnly.ParseExact(text, "O", CultureInfo.InvariantCulture),
        FieldType.DateTime => DateTime.ParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
        _ => text,
    }))];

    private void ReadFields(ParameterReader parameters)
    {
        if (parameters["fields"] is not { } text)
        {
            return;
        }

        var chosen = new List<Field<T>>();
        foreach (var name in text.Split(','))
        {
            var matching = Resource.Fields.Where(field => field.Name == name || field.Name.StartsWith(name + ".", StringComparison.Ordinal)).ToList();
            if (matching.Count == 0 || matching.Exists(chosen.Contains))
            {
                var names = string.Join(", ", Resource.Fields.Select(field => field.Name));
                parameters.Refuse("fields", "次の項目をコンマで区切り、それぞれ1回: " + names, "each once, separated by commas: " + names);
                return;
            }

            chosen.AddRange(matching);
        }

        Fields = chosen;
    }

    private void ReadOrder(ParameterReader parameters)
    {
        if (parameters["sort"] is not { } text)
        {
            return;
        }

        var keys = new List<SortKey<T>>();
        foreach (var name in text.Split(','))
        {
            var field = Resource.Field(name.TrimStart('-'));
            if (field is not { IsSortable: true } || name.StartsWith("--", StringComparison.Ordinal) || keys.Exists(key => key.Field == field))
            {
                var names = string.Join(", ", Resource.Fields.Where(known => known.IsSortable).Select(known => known.Name));
                parameters.Refuse("sort", "次の項目をコンマで区切り、降順は - を前に付ける: " + names, "separated by commas, with - before a name for descending: " + names);
                return;
            }

            keys.Add(new SortKey<T>(field, name[0] == '-'));
        }

        IsDefaultOrder = false;

        // The default order behind it makes the order total.
        Order = [.. keys, .. SortKey<T>.Default(Resource).Where(rest => !keys.Exists(key => key.Field == rest.Field))];
    }

    private void ReadFilters(ParameterReader parameters, ApiOptions options, int newest)
    {
        var print = new StringBuilder();
        foreach (var field in Resource.Fields.Where(field => field.IsFilterable))
        {
            if (parameters[field.Name] is { } text)
            {
                Note(field.Name, text);
                if (new FilterReader<T>(field, parameters, options.MaxFilterValues).Read(text) is { } condition)
                {
                    conditions.Add(condition);
                }
            }
        }

        if (Resource.Search is { } search && parameters["q"] is { } wanted)
        {
            Note("q", wanted);
            ReadSearch(parameters, search);
        }

        if (Resource.Variant is { } variant)
        {
            Choice = parameters.OneOf(variant.Name, variant.Choices) ?? variant.Choices[0];
            Note(variant.Name, Choice);
        }

        if (Resource.Since is { } since && parameters.Integer(Resources.Resource.SinceName, 0, newest) is { } number)
        {
            Note(Resources.Resource.SinceName, number.ToString(CultureInfo.InvariantCulture));
            var row = Expression.Parameter(typeof(T), "row");
            conditions.Add(new Condition.Other(Expression.Lambda<Func<T, bool>>(Predicates.Compare(ExpressionType.GreaterThan, Predicates.Bind(since, row), number), row)));
        }

        FilterPrint = print.ToString();
        Print = $"{print}sort={string.Join(',', Order)}";

        // A line break in a value is no end of it.
        void Note(string name, string text) => print.Append(name).Append('=').Append(text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)).Append('\n');
    }

    private void ReadSearch(ParameterReader parameters, Expression<Func<T, string?>> search)
    {
        foreach (var word in SearchWords.Read(parameters, "q"))
        {
            var row = Expression.Parameter(typeof(T), "row");
            Expression<Func<string?, bool>> contains = text => text!.Contains(word);
            var body = new Predicates.ParameterReplacer(contains.Parameters[0], Predicates.Bind(search, row)).Visit(contains.Body);
            conditions.Add(new Condition.Other(Expression.Lambda<Func<T, bool>>(body, row)));
        }
    }

    private void ReadPage(ParameterReader parameters, bool isWhole, ApiOptions options)
    {
        foreach (var name in isWhole ? new[] { "limit", "cursor" } : [])
        {
            if (parameters[name] is not null)
            {
                parameters.Refuse(name, "CSV・NDJSON・format=json は全件を返すので指定しない", "nothing: CSV, NDJSON and format=json give the whole result");
            }
        }

        Limit = isWhole ? null : parameters.Integer("limit", 1, options.MaxLimit) ?? options.DefaultLimit;
        if (!isWhole && parameters["cursor"] is { } text)
        {
            try
            {
                Cursor = Cursor.Decode(text, Print, Order.Count) ?? throw new FormatException();
                position = ReadPosition(Cursor);
            }
            catch (Exception malformed) when (malformed is FormatException or OverflowException)
            {
                parameters.Refuse("cursor", "同じ条件の応答の links.next にあるもの", "the one in links.next of an answer to the same filters and order");
            }
        }
    }
}
