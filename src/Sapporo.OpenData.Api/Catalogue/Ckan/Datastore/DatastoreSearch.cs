using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Npgsql;
using Sapporo.OpenData.Api.Http.Releases;
using Sapporo.OpenData.Publishing;

namespace Sapporo.OpenData.Api.Catalogue.Ckan.Datastore;

/// <summary>datastore_search: rows of a data file as CKAN gives them.</summary>
internal static class DatastoreSearch
{
    /// <summary>Most rows that are given at once; a higher limit is cut to it.</summary>
    public const int MaxLimit = 32_000;

    private static readonly string[] SearchParameters =
        ["resource_id", "id", "filters", "q", "full_text", "distinct", "plain", "language", "limit", "offset", "fields", "sort", "include_total", "total_estimation_threshold", "records_format", "include_next_page"];

    /// <summary>Runs it.</summary>
    public static async Task<object?> RunAsync(ActionCall call)
    {
        var parameters = call.Parameters;
        if (parameters.Names.FirstOrDefault(name => !SearchParameters.Contains(name, StringComparer.Ordinal)) is { } unknown)
        {
            throw ActionException.Invalid(unknown, $"The input field {unknown} was not expected; allowed are {string.Join(", ", SearchParameters)}.");
        }

        var id = parameters.Required("resource_id", "id");
        if (id == DatastoreTables.Id)
        {
            return DatastoreTables.Search(call);
        }

        var file = DatastoreActions.File(call.Catalogue, id);
        var query = DatastoreActions.ReadQuery(file, parameters);
        query.Limit = Math.Min(parameters.Count("limit") ?? 100, MaxLimit);
        query.Offset = parameters.Count("offset") ?? 0;
        var format = parameters.Text("records_format") ?? "objects";
        if (format is not ("objects" or "lists" or "csv" or "tsv"))
        {
            throw ActionException.Invalid("records_format", "must be one of objects, lists, csv, tsv");
        }

        var isWalked = parameters.Flag("include_next_page");
        if (isWalked && query.RowNumberAt is null)
        {
            throw ActionException.Invalid("include_next_page", "Needs rows in the order of _id, and _id among the fields: no sort, no distinct");
        }

        await using var connection = await call.Database.OpenConnectionAsync(call.Cancel);
        await using var snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, call.Cancel);
        var (records, count, last) = await RecordsAsync(connection, query, format, call.Cancel);
        var result = new JsonObject
        {
            ["resource_id"] = id,
            ["fields"] = new JsonArray([.. query.Shown.Select(field => field.Describe())]),
            ["records_format"] = format,
            ["records"] = records,
            ["limit"] = query.Limit,
            ["include_total"] = parameters.Flag("include_total", otherwise: true),
        };
        Echo(parameters, result);
        if (query.Offset > 0)
        {
            result["offset"] = query.Offset;
        }

        if (parameters.Flag("include_total", otherwise: true))
        {
            result["total"] = query.HoldsAllRows && await IsNewestAsync(connection, call) ? file.Csv.Content.Rows : await CountAsync(connection, query, call.Cancel);
            result["total_was_estimated"] = false;
        }

        if (isWalked && count > 0 && count == query.Limit)
        {
            result["next_page"] = new JsonObject { ["_id"] = new JsonObject { ["gt"] = last } };
        }

        result["_links"] = Links(call, query);
        return result;
    }

    private static void Echo(ActionParameters parameters, JsonObject result)
    {
        foreach (var name in (string[])["filters", "q", "sort", "distinct", "language"])
        {
            if (parameters.Has(name))
            {
                result[name] = parameters.Structure(name)!.DeepClone();
            }
        }
    }

    // What a release's files hold was counted when it was published; the moment tells it from one of another database too.
    private static async Task<bool> IsNewestAsync(NpgsqlConnection connection, ActionCall call) => (await ReleaseReader.NewestAsync(connection, call.Cancel))?.PublishedAt == call.Catalogue.Release.PublishedAt;

    private static async Task<long> CountAsync(NpgsqlConnection connection, DatastoreQuery query, CancellationToken cancel)
    {
        await using var command = query.Total(connection);
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }

    private static async Task<(JsonNode Records, int Count, int? Last)> RecordsAsync(NpgsqlConnection connection, DatastoreQuery query, string format, CancellationToken cancel)
    {
        await using var command = query.Rows(connection);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var (text, records, count, last) = (new ArrayBufferWriter<byte>(), new JsonArray(), 0, (int?)null);
        for (; await rows.ReadAsync(cancel); count++)
        {
            last = query.RowNumberAt is { } at ? rows.GetInt32(at) : null;
            var cells = Enumerable.Range(0, rows.FieldCount);
            if (format is "csv" or "tsv")
            {
                CsvLineWriter.Write(text, cells.Select(i => DatastoreField.Text(rows, i)), format == "csv" ? ',' : '\t', "\n");
            }
            else
            {
                records.Add(format == "lists"
                    ? new JsonArray([.. cells.Select(i => DatastoreField.Json(rows, i))])
                    : new JsonObject(cells.Select(i => KeyValuePair.Create(query.Shown[i].Id, DatastoreField.Json(rows, i)))));
            }
        }

        return (format is "csv" or "tsv" ? JsonValue.Create(Encoding.UTF8.GetString(text.WrittenSpan)) : records, count, last);
    }

    // CKAN up to 2.11 gives next always; clients stop at an empty page. A link that is longer than an address may be is none.
    private static JsonObject Links(ActionCall call, DatastoreQuery query)
    {
        var limit = query.Limit!.Value;
        var links = new JsonObject();
        Add("start", 0);
        Add("next", (long)query.Offset + limit);
        if (query.Offset > 0)
        {
            Add("prev", Math.Max(0, query.Offset - limit));
        }

        return links;

        void Add(string name, long offset)
        {
            if (Link(call, offset, limit) is var link && link.Length <= call.LongestUrl)
            {
                links[name] = link;
            }
        }
    }

    private static string Link(ActionCall call, long offset, int limit)
    {
        var query = call.Parameters.Names.Where(name => name is not ("offset" or "limit")).Select(name => KeyValuePair.Create(name, ActionParameters.AsText(call.Parameters.Structure(name))));
        return call.Path + QueryString.Create(query.Append(KeyValuePair.Create("limit", (string?)limit.ToString(CultureInfo.InvariantCulture))).Concat(offset > 0 ? [KeyValuePair.Create("offset", (string?)offset.ToString(CultureInfo.InvariantCulture))] : []));
    }
}
