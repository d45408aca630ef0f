using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;
using Sapporo.OpenData.Api.Http.Releases;
using Sapporo.OpenData.Api.Http.Responses;
using Sapporo.OpenData.Catalogue;

namespace Sapporo.OpenData.Api.Catalogue.Ckan.Datastore;

/// <summary>datastore_search: rows of a data file as CKAN gives them, read in one snapshot and written as they come.</summary>
internal sealed class DatastoreSearch : IAsyncDisposable
{
    private const int MaxLimit = 32_000;

    private static readonly string[] Known =
        ["resource_id", "id", "filters", "q", "full_text", "distinct", "plain", "language", "limit", "offset", "fields", "sort", "include_total", "total_estimation_threshold", "records_format", "include_next_page"];

    private readonly ActionCall call;
    private readonly string id;
    private readonly CatalogueFile file;
    private readonly DatastoreQuery query;
    private readonly string format;
    private readonly bool isWalked;
    private readonly bool hasTotal;
    private NpgsqlConnection? connection;

    private DatastoreSearch(ActionCall call, string id)
    {
        (this.call, this.id) = (call, id);
        var parameters = call.Parameters;
        file = DatastoreActions.File(call.Catalogue, id);
        query = DatastoreActions.ReadQuery(file, parameters);
        query.Limit = LimitOf(parameters);
        query.Offset = parameters.Count("offset") ?? 0;
        hasTotal = parameters.Flag("include_total", otherwise: true);
        format = parameters.Text("records_format") ?? "objects";
        if (format is not ("objects" or "lists" or "csv" or "tsv"))
        {
            throw ActionException.Invalid("records_format", "must be one of objects, lists, csv, tsv");
        }

        isWalked = parameters.Flag("include_next_page");
        if (isWalked && query.RowNumberAt is null)
        {
            throw ActionException.Invalid("include_next_page", "Needs rows in the order of _id, and _id among the fields: no sort, no distinct");
        }
    }

    /// <summary>The limit that a call has; a higher one than is given is cut.</summary>
    public static int LimitOf(ActionParameters parameters) => Math.Min(parameters.Count("limit") ?? 100, MaxLimit);

    /// <summary>Reads the parameters and opens the snapshot.</summary>
    /// <exception cref="ActionException">A parameter is wrong.</exception>
    /// <exception cref="NewerReleaseException">The rows are of a newer release than the call.</exception>
    public static async Task<object?> RunAsync(ActionCall call)
    {
        if (call.Parameters.Names.FirstOrDefault(name => !Known.Contains(name, StringComparer.Ordinal)) is { } unknown)
        {
            throw ActionException.Invalid(unknown, $"The input field {unknown} was not expected; allowed are {string.Join(", ", Known)}.");
        }

        var resource = call.Parameters.Required("resource_id", "id");
        if (resource == DatastoreTables.Id)
        {
            return DatastoreTables.Search(call);
        }

        var search = new DatastoreSearch(call, resource);
        try
        {
            await search.OpenAsync();
            return new StreamedResult(search, search.WriteAsync);
        }
        catch
        {
            await search.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (connection is not null)
        {
            await connection.DisposeAsync(); // what it began is rolled back
        }
    }

    private async Task OpenAsync()
    {
        connection = await call.Database.OpenConnectionAsync(call.Cancel);
        await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, call.Cancel);
        if (await ReleaseReader.NewestAsync(connection, call.Cancel) is { } seen && seen != call.Newest)
        {
            throw new NewerReleaseException(seen);
        }
    }

    private async Task WriteAsync(Utf8JsonWriter json, BodyWriter body)
    {
        json.WriteStartObject();
        json.WriteString("resource_id", id);
        json.WriteStartArray("fields");
        foreach (var field in query.Shown)
        {
            field.Describe().WriteTo(json);
        }

        json.WriteEndArray();
        json.WriteString("records_format", format);
        json.WritePropertyName("records");
        var (count, last) = await new DatastoreRecords(query, format).WriteAsync(json, body, connection!, call.Cancel);
        json.WriteNumber("limit", query.Limit!.Value);
        json.WriteBoolean("include_total", hasTotal);
        WriteEcho(json);
        if (hasTotal)
        {
            json.WriteNumber("total", await TotalAsync());
            json.WriteBoolean("total_was_estimated", false);
        }

        if (isWalked && count > 0 && count == query.Limit)
        {
            json.WritePropertyName("next_page");
            new JsonObject { ["_id"] = new JsonObject { ["gt"] = last } }.WriteTo(json);
        }

        json.WritePropertyName("_links");
        Links().WriteTo(json);
        json.WriteEndObject();
    }

    private void WriteEcho(Utf8JsonWriter json)
    {
        foreach (var name in (string[])["filters", "q", "sort", "distinct", "language"])
        {
            if (call.Parameters.Has(name))
            {
                json.WritePropertyName(name);
                call.Parameters.Structure(name)!.WriteTo(json);
            }
        }

        if (query.Offset > 0)
        {
            json.WriteNumber("offset", query.Offset);
        }
    }

    // What a release's files hold was counted when it was published.
    private async Task<long> TotalAsync()
    {
        if (query.HoldsAllRows)
        {
            return file.Csv.Content.Rows;
        }

        await using var command = query.Total(connection!);
        return (long)(await command.ExecuteScalarAsync(call.Cancel))!;
    }

    // CKAN up to 2.11 gives next always; clients stop at an empty page. A link that is longer than an address may be is none.
    private JsonObject Links()
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
            if (Link(offset, limit) is var link && link.Length <= call.LongestUrl)
            {
                links[name] = link;
            }
        }
    }

    private string Link(long offset, int limit)
    {
        var given = call.Parameters.Names.Where(name => name is not ("offset" or "limit")).Select(name => KeyValuePair.Create(name, ActionParameters.AsText(call.Parameters.Structure(name))));
        return call.Path + QueryString.Create(given.Append(KeyValuePair.Create("limit", (string?)limit.ToString(CultureInfo.InvariantCulture))).Concat(offset > 0 ? [KeyValuePair.Create("offset", (string?)offset.ToString(CultureInfo.InvariantCulture))] : []));
    }
}
