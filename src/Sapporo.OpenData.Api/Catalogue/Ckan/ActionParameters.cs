using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sapporo.OpenData.Api.Catalogue.Ckan;

/// <summary>
/// The parameters of an action, however they came: a form, else the query string, else a JSON object. Numbers and flags come
/// as text or typed, lists repeated or as JSON, structures as JSON text or JSON.
/// </summary>
/// <param name="values">Values by name.</param>
public sealed class ActionParameters(IReadOnlyDictionary<string, JsonNode?> values)
{
    /// <summary>Names given.</summary>
    public IEnumerable<string> Names => values.Keys;

    /// <summary>Whether a value is given that is not null.</summary>
    public bool Has(string name) => values.GetValueOrDefault(name) is not null;

    /// <summary>Text; the first of a list; null where absent.</summary>
    public string? Text(string name) => AsText(values.GetValueOrDefault(name) is JsonArray list ? list.FirstOrDefault() : values.GetValueOrDefault(name));

    /// <summary>Text that must be there, under one of several names.</summary>
    public string Required(params string[] names) =>
        names.Select(Text).FirstOrDefault(text => !string.IsNullOrEmpty(text)) ?? throw ActionException.Invalid(names[0], "Missing value");

    /// <summary>true|True|1|"true" and the like.</summary>
    public bool Flag(string name, bool otherwise = false) => Text(name)?.Trim().ToLowerInvariant() switch
    {
        null or "" => otherwise,
        "true" or "1" or "yes" or "t" or "y" or "on" => true,
        "false" or "0" or "no" or "f" or "n" or "off" or "none" => false,
        _ => throw ActionException.Invalid(name, "Please provide only true or false"),
    };

    /// <summary>A whole number of at least zero.</summary>
    public int? Count(string name) => Number(name) is not { Length: > 0 } text ? null
        : int.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number) ? number
        : text.All(char.IsAsciiDigit) ? int.MaxValue
        : text.StartsWith('-') ? throw ActionException.Invalid(name, "Must be a natural number") : throw ActionException.Invalid(name, "Invalid integer");

    /// <summary>A whole number, also below zero.</summary>
    public int? Integer(string name) => Number(name) is not { Length: > 0 } text ? null
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw ActionException.Invalid(name, "Invalid integer");

    // Some clients have only one kind of number, and write 5 as 5.0.
    private string? Number(string name) =>
        values.GetValueOrDefault(name) is JsonValue value && value.GetValueKind() == JsonValueKind.Number && value.TryGetValue<decimal>(out var number) && number == decimal.Truncate(number)
            ? number.ToString("0", CultureInfo.InvariantCulture) : Text(name);

    /// <summary>Texts: a list, JSON text of one, or a text whose items commas separate.</summary>
    public IReadOnlyList<string>? List(string name) => Structure(name) switch
    {
        null => null,
        JsonArray list => [.. list.Select(item => AsText(item) ?? "")],
        var single => [.. AsText(single)!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
    };

    /// <summary>A structure, or a JSON text of one; other text stays text. A list of JSON texts stays a list.</summary>
    public JsonNode? Structure(string name)
    {
        var value = values.GetValueOrDefault(name);
        if (value is JsonValue && AsText(value) is { } text && text.TrimStart() is ['{' or '[', ..] trimmed)
        {
            try
            {
                return ParseJson(trimmed);
            }
            catch (JsonException)
            {
                throw ActionException.Invalid(name, "Cannot be parsed as JSON");
            }
        }

        return value;
    }

    /// <summary>Parses JSON; a member that is given twice makes it malformed.</summary>
    /// <exception cref="JsonException">It is malformed.</exception>
    public static JsonNode? ParseJson(string text) => JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });

    /// <summary>A value as text: numbers and flags as JSON writes them.</summary>
    public static string? AsText(JsonNode? value) => value switch
    {
        null => null,
        JsonValue single when single.GetValueKind() == JsonValueKind.String => Sound(single),
        _ => value.ToJsonString(),
    };

    // Neither half a character nor the one that no text in the database can hold.
    private static string Sound(JsonValue value)
    {
        try
        {
            var text = value.GetValue<string>();
            return text.Contains('\0', StringComparison.Ordinal) ? throw ActionException.BadRequest("A text may not hold the character U+0000") : text;
        }
        catch (InvalidOperationException)
        {
            throw ActionException.BadRequest("JSON Error: A text holds half a surrogate pair");
        }
    }
}
