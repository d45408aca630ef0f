using System.Buffers.Text;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Npgsql;
using Sapporo.OpenData.Api.Http.Hosting;
using Sapporo.OpenData.Api.Http.Ready;
using Sapporo.OpenData.Api.Http.Releases;
using Sapporo.OpenData.Api.Http.Responses;
using Sapporo.OpenData.Publishing;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Api.Http.Resources.Plain;

/// <summary>Writes the answer to a list request from plain statements. Answers the same bytes as <see cref="ListAnswer{T}"/>, or nothing at all.</summary>
internal sealed class PlainListAnswer<T>(ResourceQuery<T> query, DataFormat format, PlainLayout layout, ReleasePoint release, CurrentRelease newest, RenderContext render, PlainReader plain, HttpContext context)
    where T : class
{
    private const int Head = 40; // {"total":9223372036854775807,"items":[
    private readonly PlainStatement<T> statement = new(query, layout, release, newest);
    private readonly SharedRuns? shared = layout.Context < 0 ? null : plain.Shared(newest.Installation, release.Number, query.Resource.Name, render.English, isCsv: format == DataFormat.Csv);
    private readonly CancellationToken cancel = context.RequestAborted;
    private bool isSending; // which a response to HEAD does not tell

    /// <summary>Writes the answer; false, with nothing sent, where there are no rows or the release is no longer the newest.</summary>
    public async Task<bool> TryWriteAsync(bool byteOrderMark)
    {
        using var body = new Utf8Body(context);
        if (query.Limit is not { } limit)
        {
            await using var connection = await plain.OpenAsync(cancel);
            return await TryWriteWholeAsync(connection, body, byteOrderMark);
        }

        if (await plain.InTurnAsync(limit, connection => TryReadPage(connection, body, limit), cancel) is not { } start)
        {
            return false;
        }

        await ReadyBody.SendAsync(context, body.Written(start)); // while the connection serves the next reader
        return true;
    }

    // Where the body begins; null where there is none.
    private int? TryReadPage(NpgsqlConnection connection, Utf8Body body, int limit)
    {
        var few = MayBeFew(limit);
        var read = (shared?.IsUseful == true && layout.Lean is { } lean ? ReadItems(connection, body, limit, lean, few) : null) ?? ReadItems(connection, body, limit, layout, few)!.Value;
        var total = read.Total ?? plain.Total(connection, statement, cancel);
        if (read.Written == 0 || total is null)
        {
            return null;
        }

        context.RequestServices.GetRequiredService<Telemetry>().CountRows(read.Written);
        WriteTail(body, read.Cursor);
        return WriteHead(body, total.Value);
    }

    // Parts of a list together with another filter are often few rows: found and counted by one statement, rather than part by part and by another.
    private bool MayBeFew(int limit) => query.Cursor is null && limit <= PlainReader.Few && query.Conditions.Count > 1 && statement.Parted is not null && plain.Totals.Known(statement.Key) is not > PlainReader.Few;

    // Items of a page, the cursor of the next, and the total where it was seen; null where the layout leaves out what a row shares with none that is known.
    private (int Written, string? Cursor, long? Total)? ReadItems(NpgsqlConnection connection, Utf8Body body, int limit, PlainLayout columns, bool few)
    {
        body.Restart(Head);
        var writer = new PlainRowWriter(columns, render, body, shared);
        var rows = columns == layout ? statement : new PlainStatement<T>(query, columns, release, newest);
        var sql = few ? rows.Few(PlainReader.Few) : rows.Rows(query.Cursor is null ? [] : plain.Branches(connection, statement, query.Position, cancel), limit + 1);
        var (written, found, isKnown, last) = (0, 0, true, (object?[]?)null);
        plain.Read(connection, sql, row =>
        {
            while (isKnown && row.Read())
            {
                if (++found <= limit && (isKnown = columns == layout || writer.Knows(row)))
                {
                    WriteItem(writer, body, row, written++);
                    last = written == limit ? PlainRows<T>.KeysOf(columns, row) : null;
                }
            }

            return found;
        }, cancel);
        if (!isKnown)
        {
            return null;
        }

        if (few && found > PlainReader.Few)
        {
            return ReadItems(connection, body, limit, columns, few: false);
        }

        if (few)
        {
            plain.Totals.Keep(statement.Key, found);
        }

        var cursor = found > limit ? new Cursor(release.Number, [.. last!.Select(Cursor.KeyText)]).Encode(query.Print) : null;
        return (written, cursor, few || (cursor is null && query.Cursor is null) ? found : null);
    }

    private async Task<bool> TryWriteWholeAsync(NpgsqlConnection connection, Utf8Body body, bool byteOrderMark)
    {
        var writer = new PlainRowWriter(layout, render, body, shared);
        var leanWriter = layout.Lean is null ? writer : new PlainRowWriter(layout.Lean, render, body, shared);
        var (written, start) = (0L, 0);
        if (format == DataFormat.Json)
        {
            if (await plain.TotalAsync(connection, statement, cancel) is not { } total)
            {
                return false;
            }

            body.Advance(Head);
            start = WriteHead(body, total);
        }
        else if (format == DataFormat.Csv)
        {
            body.Write(byteOrderMark ? CsvLineWriter.ByteOrderMark : []);
            body.Write(Encoding.UTF8.GetBytes(string.Join(',', query.Fields.Select(field => field.Name)) + "\r\n"));
        }

        var rows = new PlainRows<T>(query, layout, shared, release, newest, plain, connection, cancel);
        await foreach (var (row, columns) in Telemetry.Counted(context, rows.ReadAsync()))
        {
            WriteRow(columns == layout ? writer : leanWriter, body, row, written++);
            if (body.IsFull)
            {
                await SendPieceAsync(body, start);
                start = 0;
            }
        }

        if (written == 0)
        {
            return false;
        }

        if (format == DataFormat.Json)
        {
            WriteTail(body, null);
        }

        await SendPieceAsync(body, start, isLast: true);
        return true;
    }

    private void WriteRow(PlainRowWriter writer, Utf8Body body, NpgsqlDataReader row, long written)
    {
        if (format == DataFormat.Json)
        {
            WriteItem(writer, body, row, written);
        }
        else if (format == DataFormat.Csv)
        {
            writer.WriteCsv(row);
        }
        else
        {
            writer.WriteJson(row);
            body.Write((byte)'\n');
        }
    }

    private async ValueTask SendPieceAsync(Utf8Body body, int start, bool isLast = false)
    {
        if (format == DataFormat.Csv && !context.Response.HasStarted)
        {
            context.Response.Headers.ContentDisposition = $"attachment; filename=\"{query.Resource.Name.Replace('/', '-')}.csv\"";
        }

        await (isLast && !isSending ? new ValueTask(ReadyBody.SendAsync(context, body.Written(start))) : body.SendAsync(start));
        isSending = true;
    }

    private static void WriteItem(PlainRowWriter writer, Utf8Body body, NpgsqlDataReader row, long written)
    {
        if (written > 0)
        {
            body.Write((byte)',');
        }

        writer.WriteJson(row);
    }

    // The total stands first and is known last: it is written up against the items, and the body begins with it.
    private static int WriteHead(Utf8Body body, long total)
    {
        Span<byte> digits = stackalloc byte[20];
        Utf8Formatter.TryFormat(total, digits, out var length);
        byte[] head = [.. "{\"total\":"u8, .. digits[..length], .. ",\"items\":["u8];
        head.CopyTo(body.Kept(Head)[(Head - head.Length)..]);
        return Head - head.Length;
    }

    private void WriteTail(Utf8Body body, string? cursor)
    {
        var (self, next) = ListLinks.Set(context, render, cursor);
        body.Write("],\"links\":{\"self\":\""u8);
        body.Write(JsonEncodedText.Encode(self, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes);
        if (next is not null)
        {
            body.Write("\",\"next\":\""u8);
            body.Write(JsonEncodedText.Encode(next, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes);
        }

        body.Write("\"},\"release\":"u8);
        Utf8Formatter.TryFormat(render.Release, body.Room(16), out var digits);
        body.Advance(digits);
        body.Write((byte)'}');
    }
}
