using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Sapporo.OpenData.Api.Http.Hosting;
using Sapporo.OpenData.Api.Http.Resources;

namespace Sapporo.OpenData.Api.Http.OpenApi;

/// <summary>Query parameters made from the fields of resources.</summary>
internal static class ResourceParameters
{
    /// <summary>Parameters of a list.</summary>
    public static IEnumerable<IOpenApiParameter> OfList(Resource resource, ApiOptions options)
    {
        if (resource.Name.Contains("{id}", StringComparison.Ordinal))
        {
            yield return Id(resource);
        }

        yield return Query("limit", $"Items on a page; {options.DefaultLimit} if absent.", new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = options.MaxLimit.ToString(null, null), Default = JsonValue.Create(options.DefaultLimit) });
        yield return Query("cursor", "Position to go on from: the one in links.next. It stays in the release that it began in.", Text());
        yield return Query("sort", $"Order: names of fields separated by commas, \"-\" before a name for descending. Sortable: {string.Join(", ", resource.FieldInfos.Where(field => field.IsSortable).Select(field => field.Name))}.", Text(resource.DefaultSort));
        yield return Query("fields", "Fields to answer with, separated by commas; a group's name takes all of it. All if absent; members that are not chosen are left out, also required ones.", Text());
        if (resource.IsSearchable)
        {
            yield return Query("q", "Words separated by blanks; all must occur, as parts of words too. Full- and half-width and letter case are the same.", Text());
        }

        if (resource.VariantInfo is { } variant)
        {
            yield return Query(variant.Name, variant.Description, Words(variant.Choices));
        }

        if (resource.TakesSince)
        {
            yield return Query(Resource.SinceName, "Only what releases after this one did: 0 for all, up to the newest (以後の公表).", new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "0" });
        }

        foreach (var field in resource.FieldInfos.Where(field => field.IsFilterable))
        {
            var ranges = field.TakesRanges ? " Takes ranges: a..b, a.., ..b." : "";
            var holds = field.Type is FieldType.TextList or FieldType.IntegerList ? " Finds lists that hold one of the values; null finds empty ones." : "";
            yield return Query(field.Name, $"Filter: {field.Description}{ranges}{holds}", field.Allowed is null ? Text() : Text(description: string.Join(", ", field.Allowed)));
        }

        foreach (var common in Common())
        {
            yield return common;
        }

        yield return Query("format", "Format; wins over Accept. csv, ndjson and json give the whole result, without pages.", Words(["json", "csv", "ndjson"]));
        yield return Query("bom", "true adds a byte-order mark to CSV, for Excel.", new OpenApiSchema { Type = JsonSchemaType.Boolean, Default = JsonValue.Create(false) });
    }

    /// <summary>Parameters of a single thing.</summary>
    public static IEnumerable<IOpenApiParameter> OfThing(Resource resource)
    {
        yield return Id(resource);
        yield return Query("fields", "Fields to answer with, separated by commas; all if absent. Members that are not chosen are left out, also required ones.", Text());
        if (resource.ExpansionInfos.Count > 0)
        {
            yield return Query("expand", $"What to bring in, separated by commas: {string.Join(", ", resource.ExpansionInfos.Select(expansion => expansion.Name))}.", Text());
        }

        foreach (var common in Common())
        {
            yield return common;
        }
    }

    private static OpenApiParameter Id(Resource resource) =>
        new() { Name = "id", In = ParameterLocation.Path, Required = true, Description = "Id.", Schema = Text(), Example = resource.ExampleId is null ? null : JsonValue.Create(resource.ExampleId) };

    /// <summary>Parameters of every address.</summary>
    public static IEnumerable<IOpenApiParameter> Common()
    {
        yield return Query("release", "Release to read; the newest if absent. A pinned answer never changes.", new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1" });
        yield return Query("lang", "Language of reasons and messages.", Words(["ja", "en"]));
    }

    private static OpenApiParameter Query(string name, string description, OpenApiSchema schema) =>
        new() { Name = name, In = ParameterLocation.Query, Description = description, Schema = schema };

    private static OpenApiSchema Text(string? defaultValue = null, string? description = null) =>
        new() { Type = JsonSchemaType.String, Default = defaultValue is null ? null : JsonValue.Create(defaultValue), Description = description };

    private static OpenApiSchema Words(IReadOnlyList<string> words) =>
        new() { Type = JsonSchemaType.String, Enum = [.. words.Select(word => (JsonNode)JsonValue.Create(word)!)], Default = JsonValue.Create(words[0]) };
}
