using System.Text.Json.Nodes;
using Sapporo.OpenData.Catalogue;

namespace Sapporo.OpenData.Api.Catalogue.Ckan.Datastore;

/// <summary>Actions on the rows of data files.</summary>
internal static class DatastoreActions
{
    public static IEnumerable<CkanAction> All { get; } =
    [
        new("datastore_search", "Rows of a CSV resource. resource_id; filters, q, fields, sort, distinct, limit (100, at most 32000), offset, include_total, records_format (objects, lists, csv, tsv), include_next_page.", DatastoreSearch.RunAsync) { MostRows = DatastoreSearch.LimitOf },
        new("datastore_info", "Columns of a CSV resource and how many rows it has. resource_id.", InfoAsync),
        CkanAction.Of("datastore_search_sql", "Not offered.", _ => throw ActionException.NotAuthorized("datastore_search_sql is not offered; use datastore_search")),
    ];

    /// <summary>The file whose rows a resource has in the DataStore.</summary>
    /// <exception cref="ActionException">There is none.</exception>
    public static CatalogueFile File(CatalogueSnapshot catalogue, string id) =>
        catalogue.FindResource(id) is { Format: "csv" } resource ? resource.File : throw ActionException.NotFound($"Resource \"{id}\" was not found.");

    /// <summary>Reads filters, q, fields, sort and distinct.</summary>
    public static DatastoreQuery ReadQuery(CatalogueFile file, ActionParameters parameters)
    {
        var query = new DatastoreQuery(file);
        switch (parameters.Structure("filters"))
        {
            case null or JsonValue when string.IsNullOrEmpty(parameters.Text("filters")): break;
            case JsonObject filters: query.Filter(filters); break;
            default: throw ActionException.Invalid("filters", "Not a json object");
        }

        foreach (var name in (string[])["q", "full_text"])
        {
            switch (parameters.Structure(name))
            {
                case null: break;
                case JsonObject columns: columns.ToList().ForEach(column => query.Search(name, ActionParameters.AsText(column.Value) ?? "", column.Key)); break;
                case var text: query.Search(name, ActionParameters.AsText(text)!); break;
            }
        }

        if (!parameters.Flag("plain", otherwise: true))
        {
            throw ActionException.Invalid("plain", "Only true is offered: words are looked for as they are written");
        }

        if (parameters.List("fields") is { Count: > 0 } fields)
        {
            query.Show(fields);
        }

        if (parameters.Flag("distinct"))
        {
            query.Distinct();
        }

        var sort = parameters.Structure("sort") is JsonArray list ? string.Join(',', list.Select(ActionParameters.AsText)) : parameters.Text("sort");
        if (!string.IsNullOrWhiteSpace(sort))
        {
            query.Sort(sort);
        }

        return query;
    }

    private static Task<object?> InfoAsync(ActionCall call)
    {
        var id = call.Parameters.Required("resource_id", "id");
        var file = File(call.Catalogue, id);
        return Task.FromResult<object?>(new JsonObject
        {
            ["meta"] = new JsonObject { ["id"] = id, ["count"] = file.Csv.Content.Rows, ["size"] = file.Csv.Content.Content.Size, ["idx_size"] = 0, ["db_size"] = file.Csv.Content.Content.Size, ["aliases"] = new JsonArray(), ["table_type"] = "VIEW" },
            ["fields"] = new JsonArray([.. new DatastoreQuery(file).Columns.Select(field => field.DescribeWithSchema())]),
        });
    }
}
