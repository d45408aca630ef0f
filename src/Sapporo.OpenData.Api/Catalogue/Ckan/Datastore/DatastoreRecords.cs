using System.Buffers;
using System.Text.Json;
using Npgsql;
using Sapporo.OpenData.Api.Http.Responses;
using Sapporo.OpenData.Publishing;

namespace Sapporo.OpenData.Api.Catalogue.Ckan.Datastore;

/// <summary>Writes rows as datastore_search gives them: objects, lists, or one text of all.</summary>
/// <param name="query">The rows.</param>
/// <param name="format">objects, lists, csv or tsv.</param>
internal sealed class DatastoreRecords(DatastoreQuery query, string format)
{
    private const int Piece = 16_384; // bytes

    /// <summary>Writes the rows as they come, and sends what has gathered.</summary>
    /// <returns>How many there are, and the number of the last; null where numbers are not given, or not in their order.</returns>
    public async Task<(int Count, int? Last)> WriteAsync(Utf8JsonWriter json, BodyWriter body, NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = query.Rows(connection);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var (line, isText, count, last) = (new ArrayBufferWriter<byte>(), format is "csv" or "tsv", 0, (int?)null);
        if (!isText)
        {
            json.WriteStartArray();
        }

        for (; await rows.ReadAsync(cancel); count++)
        {
            last = query.RowNumberAt is { } at ? rows.GetInt32(at) : null;
            if (isText)
            {
                line.ResetWrittenCount();
                CsvLineWriter.Write(line, Enumerable.Range(0, rows.FieldCount).Select(i => DatastoreField.Text(rows, i)), format == "csv" ? ',' : '\t', "\n");
                json.WriteStringValueSegment(line.WrittenSpan, isFinalSegment: false);
            }
            else if (format == "lists")
            {
                WriteList(json, rows);
            }
            else
            {
                WriteObject(json, rows);
            }

            if (json.BytesPending > Piece)
            {
                json.Flush();
                await body.SendGatheredAsync();
            }
        }

        if (isText)
        {
            json.WriteStringValueSegment(""u8, isFinalSegment: true);
        }
        else
        {
            json.WriteEndArray();
        }

        return (count, last);
    }

    /// <summary>Writes a row as a list of its cells.</summary>
    public static void WriteList(Utf8JsonWriter json, NpgsqlDataReader row)
    {
        json.WriteStartArray();
        for (var i = 0; i < row.FieldCount; i++)
        {
            DatastoreField.Write(json, row, i);
        }

        json.WriteEndArray();
    }

    private void WriteObject(Utf8JsonWriter json, NpgsqlDataReader row)
    {
        json.WriteStartObject();
        for (var i = 0; i < row.FieldCount; i++)
        {
            json.WritePropertyName(query.Shown[i].Id);
            DatastoreField.Write(json, row, i);
        }

        json.WriteEndObject();
    }
}
