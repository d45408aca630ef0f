using System.Text.Json.Nodes;

namespace Sapporo.OpenData.Api.Catalogue.Ckan.Datastore;

/// <summary>The table of the tables, which datastore_search calls _table_metadata.</summary>
internal static class DatastoreTables
{
    /// <summary>What clients ask it by.</summary>
    public const string Id = "_table_metadata";

    private static readonly string[] Parameters = ["resource_id", "id", "filters", "limit", "offset"];

    private static readonly (string Id, string Type)[] Fields = [("_id", "text"), ("name", "text"), ("oid", "int"), ("alias_of", "text")];

    /// <summary>The tables, in the order of their names, a page of them.</summary>
    /// <exception cref="ActionException">A parameter is not offered here.</exception>
    public static JsonObject Search(ActionCall call)
    {
        if (call.Parameters.Names.FirstOrDefault(name => !Parameters.Contains(name, StringComparer.Ordinal)) is { } unknown)
        {
            throw ActionException.Invalid(unknown, $"Not offered for {Id}; allowed are {string.Join(", ", Parameters)}");
        }

        var tables = call.Catalogue.Datasets.SelectMany(dataset => dataset.Files).Select(file => file.Csv.Uuid).Order(StringComparer.Ordinal)
            .Select((name, i) => new JsonObject { ["_id"] = name, ["name"] = name, ["oid"] = i + 1, ["alias_of"] = null })
            .Where(Matches(call.Parameters)).ToList();
        var limit = DatastoreSearch.LimitOf(call.Parameters);
        return new JsonObject
        {
            ["resource_id"] = Id,
            ["fields"] = new JsonArray([.. Fields.Select(field => new JsonObject { ["id"] = field.Id, ["type"] = field.Type })]),
            ["records_format"] = "objects",
            ["records"] = new JsonArray([.. tables.Skip(call.Parameters.Count("offset") ?? 0).Take(limit)]),
            ["limit"] = limit,
            ["include_total"] = true,
            ["total"] = tables.Count,
            ["total_was_estimated"] = false,
        };
    }

    // Values, or lists of them.
    private static Func<JsonObject, bool> Matches(ActionParameters parameters)
    {
        var filters = parameters.Structure("filters") switch
        {
            null => [],
            JsonObject given => given,
            _ => throw ActionException.Invalid("filters", "Not a json object"),
        };
        if (filters.FirstOrDefault(filter => !Fields.Any(field => field.Id == filter.Key)).Key is { } unknown)
        {
            throw ActionException.Invalid("filters", $"field \"{unknown}\" not in table; known are {string.Join(", ", Fields.Select(field => field.Id))}");
        }

        return row => filters.All(filter => (filter.Value is JsonArray list ? list.Select(ActionParameters.AsText) : [ActionParameters.AsText(filter.Value)])
            .Contains(ActionParameters.AsText(row[filter.Key]), StringComparer.Ordinal));
    }
}
