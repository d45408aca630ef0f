using System.Buffers;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Sapporo.OpenData.Api.Http.Hosting;
using Sapporo.OpenData.Api.Http.Releases;
using Sapporo.OpenData.Api.Http.Responses;
using Sapporo.OpenData.Publishing;

namespace Sapporo.OpenData.Api.Http.Resources;

/// <summary>Writes the answer to a list request, row by row as the database gives them.</summary>
/// <typeparam name="T">Row type.</typeparam>
internal sealed class ListAnswer<T>(ResourceQuery<T> query, Snapshot snapshot, RenderContext render, KnownTotals totals, HttpContext context)
    where T : class
{
    private readonly BodyWriter body = new(context);
    private readonly JsonItemWriter<T> items = new(query.Fields, query.Resource.AbsentGroups);

    private IQueryable<T> Matching => query.Filter(query.Resource.Query(snapshot.Database, snapshot.Release).AsNoTracking());

    /// <summary>Writes the JSON envelope with a page of items, or all of them.</summary>
    public Task WriteJsonAsync() => query.Limit is { } limit ? WritePageAsync(limit) : WriteAllAsync();

    // The rows first: they are all there are where no other page is beside them, and need not be counted.
    private async Task WritePageAsync(int limit)
    {
        var matching = Matching;
        var rows = await query.Page(matching).ToListAsync(context.RequestAborted);
        var hasNext = rows.Count > limit;
        var total = hasNext || query.Cursor is not null ? await TotalAsync(matching) : rows.Count;
        await using var json = new Utf8JsonWriter(body.Writer, JsonStyle.WriterOptions);
        WriteHead(json, total);
        var shown = hasNext ? rows[..limit] : rows;
        context.RequestServices.GetRequiredService<Telemetry>().CountRows(shown.Count);
        foreach (var row in shown)
        {
            json.WriteStartObject();
            items.WriteMembers(json, row, render);
            json.WriteEndObject();
        }

        await snapshot.DisposeAsync(); // however slowly the client then takes the page
        await WriteTailAsync(json, hasNext ? query.CursorAfter(shown[^1], snapshot.Release.Number) : null);
    }

    private async Task WriteAllAsync()
    {
        var matching = Matching;
        await using var json = new Utf8JsonWriter(body.Writer, JsonStyle.WriterOptions);
        WriteHead(json, await TotalAsync(matching));
        await foreach (var row in Telemetry.Counted(context, query.Page(matching).AsAsyncEnumerable()).WithCancellation(context.RequestAborted))
        {
            json.WriteStartObject();
            items.WriteMembers(json, row, render);
            json.WriteEndObject();
            await FlushAsync(json);
        }

        await WriteTailAsync(json, null);
    }

    private Task<long> TotalAsync(IQueryable<T> matching) => totals.OfAsync(new MatchKey(snapshot.Newest, snapshot.Release.Number, context.Request.Path, query.FilterPrint), () => matching.LongCountAsync(context.RequestAborted));

    private static void WriteHead(Utf8JsonWriter json, long total)
    {
        json.WriteStartObject();
        json.WriteNumber("total", total);
        json.WriteStartArray("items");
    }

    private async Task WriteTailAsync(Utf8JsonWriter json, string? cursor)
    {
        json.WriteEndArray();
        WriteLinks(json, cursor);
        json.WriteNumber("release", render.Release);
        json.WriteEndObject();
        json.Flush();
        await body.CompleteAsync();
    }

    /// <summary>Writes one JSON object a line.</summary>
    public async Task WriteNdJsonAsync()
    {
        await using var json = new Utf8JsonWriter(body.Writer, JsonStyle.WriterOptions);
        await foreach (var row in Telemetry.Counted(context, query.Page(Matching).AsAsyncEnumerable()).WithCancellation(context.RequestAborted))
        {
            json.WriteStartObject();
            items.WriteMembers(json, row, render);
            json.WriteEndObject();
            json.Flush();
            json.Reset();
            body.Writer.Write("\n"u8);
            await body.SendGatheredAsync();
        }

        await body.CompleteAsync();
    }

    /// <summary>Writes CSV with a header line.</summary>
    public async Task WriteCsvAsync(bool byteOrderMark)
    {
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{query.Resource.Name.Replace('/', '-')}.csv\"";
        if (byteOrderMark)
        {
            body.Writer.Write(CsvLineWriter.ByteOrderMark);
        }

        CsvLineWriter.Write(body.Writer, query.Fields.Select(field => field.Name));
        await foreach (var row in Telemetry.Counted(context, query.Page(Matching).AsAsyncEnumerable()).WithCancellation(context.RequestAborted))
        {
            CsvLineWriter.Write(body.Writer, query.Fields.Select(field => field.CsvText(row, render)));
            await body.SendGatheredAsync();
        }

        await body.CompleteAsync();
    }

    private async ValueTask FlushAsync(Utf8JsonWriter json)
    {
        if (json.BytesPending > 16_384)
        {
            json.Flush();
            await body.SendGatheredAsync();
        }
    }

    private void WriteLinks(Utf8JsonWriter json, string? cursor)
    {
        var (self, next) = ListLinks.Set(context, render, cursor);
        json.WriteStartObject("links");
        json.WriteString("self", self);
        if (next is not null)
        {
            json.WriteString("next", next);
        }

        json.WriteEndObject();
    }
}
