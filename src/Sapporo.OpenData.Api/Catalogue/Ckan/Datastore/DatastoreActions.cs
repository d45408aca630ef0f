using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Npgsql;
using Sapporo.OpenData.Api.Http.Releases;
using Sapporo.OpenData.Catalogue;
using Sapporo.OpenData.Publishing;

namespace Sapporo.OpenData.Api.Catalogue.Ckan.Datastore;

/// <summary>Actions on the rows of data files.</summary>
internal static class DatastoreActions
{
    private const int MaxLimit = 32_000;

    private static readonly string[] SearchParameters =
        ["resource_id", "id", "filters", "q", "full_text", "distinct", "plain", "language", "limit", "offset", "fields", "sort", "include_total", "total_estimation_threshold", "records_format", "include_next_page"];

    public static IEnumerable<CkanAction> All { get; } =
    [
        new("datastore_search", $"Rows of a CSV resource. resource_id; filters, q, fields, sort, distinct, limit (100, at most {MaxLimit}), offset, include_total, records_format (objects, lists, csv, tsv).", SearchAsync) { ReadsRows = true },
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
                case JsonObject columns: columns.ToList().ForEach(column => query.Search(column.Key, ActionParameters.AsText(column.Value) ?? "")); break;
                case var text: query.Search(ActionParameters.AsText(text)!); break;
            }
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

    private static async Task<object?> SearchAsync(ActionCall call)
    {
        var parameters = call.Parameters;
        if (parameters.Names.FirstOrDefault(name => !SearchParameters.Contains(name, StringComparer.Ordinal)) is { } unknown)
        {
            throw ActionException.Invalid(unknown, $"The input field {unknown} was not expected; allowed are {string.Join(", ", SearchParameters)}.");
        }

        var id = parameters.Required("resource_id", "id");
        if (id == "_table_metadata")
        {
            return Tables(call);
        }

        var file = File(call.Catalogue, id);
        var query = ReadQuery(file, parameters);
        query.Limit = Math.Min(parameters.Count("limit") ?? 100, MaxLimit);
        query.Offset = parameters.Count("offset") ?? 0;
        var format = parameters.Text("records_format") ?? "objects";
        if (format is not ("objects" or "lists" or "csv" or "tsv"))
        {
            throw ActionException.Invalid("records_format", "must be one of objects, lists, csv, tsv");
        }

        await using var connection = await call.Database.OpenConnectionAsync(call.Cancel);
        await using var snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, call.Cancel);
        var result = new JsonObject
        {
            ["resource_id"] = id,
            ["fields"] = new JsonArray([.. query.Shown.Select(field => field.Describe())]),
            ["records_format"] = format,
            ["records"] = await RecordsAsync(connection, query, format, call.Cancel),
            ["limit"] = query.Limit,
            ["include_total"] = parameters.Flag("include_total", otherwise: true),
        };
        foreach (var name in (string[])["filters", "q", "sort", "distinct", "language"])
        {
            if (parameters.Has(name))
            {
                result[name] = parameters.Structure(name)!.DeepClone();
            }
        }

        if (query.Offset > 0)
        {
            result["offset"] = query.Offset;
        }

        if (parameters.Flag("include_total", otherwise: true))
        {
            result["total"] = query.HoldsAllRows && await IsNewestAsync(connection, call) ? file.Csv.Content.Rows : await CountAsync(connection, query, call.Cancel);
            result["total_was_estimated"] = false;
        }

        result["_links"] = Links(call, query);
        return result;
    }

    // What a release's files hold was counted when it was published; the moment tells it from one of another database too.
    private static async Task<bool> IsNewestAsync(NpgsqlConnection connection, ActionCall call) => (await ReleaseReader.NewestAsync(connection, call.Cancel))?.PublishedAt == call.Catalogue.Release.PublishedAt;

    private static async Task<long> CountAsync(NpgsqlConnection connection, DatastoreQuery query, CancellationToken cancel)
    {
        await using var command = query.Total(connection);
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }

    private static async Task<JsonNode> RecordsAsync(NpgsqlConnection connection, DatastoreQuery query, string format, CancellationToken cancel)
    {
        await using var command = query.Rows(connection);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        if (format is "csv" or "tsv")
        {
            var text = new ArrayBufferWriter<byte>();
            while (await rows.ReadAsync(cancel))
            {
                CsvLineWriter.Write(text, Enumerable.Range(0, rows.FieldCount).Select(i => DatastoreField.Text(rows, i)), format == "csv" ? ',' : '\t', "\n");
            }

            return JsonValue.Create(Encoding.UTF8.GetString(text.WrittenSpan));
        }

        var records = new JsonArray();
        while (await rows.ReadAsync(cancel))
        {
            records.Add(format == "lists"
                ? new JsonArray([.. Enumerable.Range(0, rows.FieldCount).Select(i => DatastoreField.Json(rows, i))])
                : new JsonObject(Enumerable.Range(0, rows.FieldCount).Select(i => KeyValuePair.Create(query.Shown[i].Id, DatastoreField.Json(rows, i)))));
        }

        return records;
    }

    // CKAN up to 2.11 gives next always; clients stop at an empty page.
    private static JsonObject Links(ActionCall call, DatastoreQuery query)
    {
        var links = new JsonObject { ["start"] = Link(call, 0, query.Limit!.Value), ["next"] = Link(call, query.Offset + query.Limit!.Value, query.Limit!.Value) };
        if (query.Offset > 0)
        {
            links["prev"] = Link(call, Math.Max(0, query.Offset - query.Limit!.Value), query.Limit!.Value);
        }

        return links;
    }

    private static string Link(ActionCall call, int offset, int limit)
    {
        var query = call.Parameters.Names.Where(name => name is not ("offset" or "limit")).Select(name => KeyValuePair.Create(name, ActionParameters.AsText(call.Parameters.Structure(name))));
        return call.Path + QueryString.Create(query.Append(KeyValuePair.Create("limit", (string?)limit.ToString(CultureInfo.InvariantCulture))).Concat(offset > 0 ? [KeyValuePair.Create("offset", (string?)offset.ToString(CultureInfo.InvariantCulture))] : []));
    }

    private static JsonObject Tables(ActionCall call)
    {
        var tables = call.Catalogue.Datasets.SelectMany(dataset => dataset.Files).Select(file => file.Csv.Uuid).Order(StringComparer.Ordinal).ToList();
        var page = tables.Skip(call.Parameters.Count("offset") ?? 0).Take(Math.Min(call.Parameters.Count("limit") ?? 100, MaxLimit));
        return new JsonObject
        {
            ["resource_id"] = "_table_metadata",
            ["fields"] = new JsonArray(new JsonObject { ["id"] = "_id", ["type"] = "text" }, new JsonObject { ["id"] = "name", ["type"] = "text" }, new JsonObject { ["id"] = "oid", ["type"] = "int" }, new JsonObject { ["id"] = "alias_of", ["type"] = "text" }),
            ["records_format"] = "objects",
            ["records"] = new JsonArray([.. page.Select(name => new JsonObject { ["_id"] = name, ["name"] = name, ["oid"] = tables.IndexOf(name) + 1, ["alias_of"] = null })]),
            ["limit"] = Math.Min(call.Parameters.Count("limit") ?? 100, MaxLimit),
            ["include_total"] = true,
            ["total"] = tables.Count,
            ["total_was_estimated"] = false,
        };
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
