using System.Text.Json;
using System.Text.Json.Nodes;
using Sapporo.OpenData.Api.Http.Resources;
using Sapporo.OpenData.Publishing;

namespace Sapporo.OpenData.Api.Publishing;

/// <summary>A field that a release changed.</summary>
/// <param name="Field">Its name, nested ones with dots.</param>
/// <param name="Old">Value before.</param>
/// <param name="New">Value after.</param>
public sealed record FieldChange(string Field, JsonNode? Old, JsonNode? New);

/// <summary>Stored rows under the names of the API: start_date is startDate, actual_text is the text of actual.</summary>
internal static class ChangedRow
{
    // By resource, the fields that show a column of its own table, in their order. Made late: the list of resources holds the change feed itself.
    private static readonly Lazy<Dictionary<string, List<FieldInfo>>> Shown = new(() => PublishedResources.All.ToDictionary(
        resource => JsonNamingPolicy.CamelCase.ConvertName(string.Concat(resource.Name.Split('-').Select(Capital))),
        resource => resource.FieldInfos.Where(field => field.Column is not null).DistinctBy(field => field.Column).ToList(),
        StringComparer.Ordinal));

    /// <summary>The fields that differ; none where the row was added or removed.</summary>
    public static List<FieldChange> Differences(Change change)
    {
        if (change.Before is null || change.After is null)
        {
            return [];
        }

        var old = Flat(change.Resource, change.Before).ToDictionary(StringComparer.Ordinal);
        return [.. Flat(change.Resource, change.After)
            .Select(field => new FieldChange(field.Key, old.GetValueOrDefault(field.Key), field.Value))
            .Where(field => !JsonNode.DeepEquals(field.Old, field.New))];
    }

    /// <summary>The row as an object; null for none.</summary>
    public static JsonObject? Nested(string resource, string? row)
    {
        if (row is null)
        {
            return null;
        }

        var nested = new JsonObject();
        foreach (var (name, value) in Flat(resource, row))
        {
            var path = name.Split('.');
            var group = nested;
            foreach (var part in path[..^1])
            {
                if (!group.TryGetPropertyValue(part, out var inner))
                {
                    group[part] = inner = new JsonObject();
                }

                group = inner!.AsObject();
            }

            group[path[^1]] = value;
        }

        return nested;
    }

    // Published fields first, in their order; then columns that the API does not show as such.
    private static List<KeyValuePair<string, JsonNode?>> Flat(string resource, string row)
    {
        var stored = JsonNode.Parse(row)!.AsObject().ToDictionary(member => Camel(member.Key), member => member.Value?.DeepClone(), StringComparer.Ordinal);
        var flat = new List<KeyValuePair<string, JsonNode?>>();
        foreach (var field in Shown.Value.GetValueOrDefault(resource) ?? [])
        {
            if (stored.Remove(field.Column!, out var value))
            {
                flat.Add(KeyValuePair.Create(field.Name, Typed(value, field.Type)));
            }
        }

        flat.AddRange(stored);
        return flat;
    }

    // An id that is published as a number is stored as text.
    private static JsonNode? Typed(JsonNode? value, FieldType type) =>
        type == FieldType.Integer && value?.GetValueKind() == JsonValueKind.String ? JsonNode.Parse(value.GetValue<string>()) : value;

    private static string Camel(string column) => JsonNamingPolicy.CamelCase.ConvertName(string.Concat(column.Split('_').Select(Capital)));

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
