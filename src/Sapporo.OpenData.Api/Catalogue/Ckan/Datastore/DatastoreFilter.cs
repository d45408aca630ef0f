using System.Globalization;
using System.Text.Json.Nodes;

namespace Sapporo.OpenData.Api.Catalogue.Ckan.Datastore;

/// <summary>Turns CKAN's filters into a condition: values, lists, gt|gte|lt|lte|eq|in, $or and $and.</summary>
internal sealed class DatastoreFilter(DatastoreQuery query)
{
    private const int MaxDepth = 10;
    private const int MaxOperations = 100;

    private static readonly Dictionary<string, string> Operators = new(StringComparer.Ordinal) { ["gt"] = ">", ["gte"] = ">=", ["lt"] = "<", ["lte"] = "<=" };

    private int operations;

    /// <summary>All of the members must hold.</summary>
    public string All(JsonObject filters, int depth)
    {
        if (depth > MaxDepth)
        {
            throw Invalid($"may be nested {MaxDepth} deep at most");
        }

        var parts = filters.Select(member => member.Key switch
        {
            "$or" => Group(member.Value, " or ", depth),
            "$and" => Group(member.Value, " and ", depth),
            _ => Column(query.Column("filters", member.Key.StartsWith("$$", StringComparison.Ordinal) ? member.Key[1..] : member.Key), member.Value),
        }).ToList();
        return parts.Count == 0 ? "true" : $"({string.Join(" and ", parts)})";
    }

    private string Group(JsonNode? value, string between, int depth) => value is JsonArray { Count: > 0 } list
        ? $"({string.Join(between, list.Select(item => item is JsonObject inner ? All(inner, depth + 1) : throw Invalid("$or and $and take a list of objects")))})"
        : throw Invalid("$or and $and take a list of objects");

    private string Column(DatastoreField field, JsonNode? value)
    {
        if (++operations > MaxOperations)
        {
            throw Invalid($"may hold {MaxOperations} conditions at most");
        }

        return value switch
        {
            null => $"{field.Sql} is null",
            JsonArray list => OneOf(field, list),
            JsonObject { Count: 0 } => throw Invalid($"the conditions on \"{field.Id}\" are empty"),
            JsonObject conditions => string.Join(" and ", conditions.Select(condition => Compare(field, condition.Key, condition.Value))),
            _ => $"{field.Sql} = {Value(field, value)}",
        };
    }

    private string Compare(DatastoreField field, string name, JsonNode? value) => name switch
    {
        "eq" => value is null ? $"{field.Sql} is null" : $"{field.Sql} = {Value(field, value)}",
        "in" => value is JsonArray list ? OneOf(field, list) : throw Invalid("in takes a list"),
        _ => Operators.TryGetValue(name, out var sign) ? $"{field.Sql} {sign} {Value(field, value)}" : throw Invalid($"'{name}' is unknown; allowed are eq, gt, gte, lt, lte, in"),
    };

    private string OneOf(DatastoreField field, JsonArray list)
    {
        var values = list.Where(item => item is not null).Select(item => Value(field, item)).ToList();
        var parts = new List<string> { values.Count == 0 ? "false" : $"{field.Sql} in ({string.Join(", ", values)})" };
        if (list.Any(item => item is null))
        {
            parts.Add($"{field.Sql} is null");
        }

        return $"({string.Join(" or ", parts)})";
    }

    // A value is text until it meets its column: a number that is asked of a text column is compared as text.
    private string Value(DatastoreField field, JsonNode? value)
    {
        var text = ActionParameters.AsText(value) ?? throw Invalid("a comparison needs a value");
        return query.Parameter(field.Type switch
        {
            "int" => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw NotOfType(field, text),
            "numeric" => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : throw NotOfType(field, text),
            "bool" => text.ToLowerInvariant() switch { "true" or "t" or "1" => true, "false" or "f" or "0" => false, _ => throw NotOfType(field, text) },
            "date" => DateOnly.TryParseExact(text.Split('T')[0], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : throw NotOfType(field, text),
            "timestamp" => DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment) ? moment : throw NotOfType(field, text),
            _ => text.Contains('\0', StringComparison.Ordinal) ? throw NotOfType(field, text) : text,
        });
    }

    private static ActionException NotOfType(DatastoreField field, string text) => Invalid($"\"{text}\" is no {field.Type}, which the column \"{field.Id}\" holds");

    private static ActionException Invalid(string message) => ActionException.Invalid("filters", message);
}
