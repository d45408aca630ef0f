using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Npgsql;
using Sapporo.OpenData.Catalogue;

namespace Sapporo.OpenData.Publishing;

/// <summary>Writes the rows of a query as CSV and as JSON in one pass: the same values, typed in JSON.</summary>
/// <param name="columns">Columns, in the query's order.</param>
internal sealed class FileWriter(IReadOnlyList<DataFileColumn> columns) : IAsyncDisposable
{
    private const int Piece = 262_144;
    private static readonly JsonWriterOptions JsonOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly ArrayBufferWriter<byte> csv = new(Piece * 2);
    private readonly ArrayBufferWriter<byte> json = new(Piece * 2);
    private readonly JsonEncodedText[] names = [.. columns.Select(column => JsonEncodedText.Encode(column.Header, JavaScriptEncoder.UnsafeRelaxedJsonEscaping))];

    /// <summary>The CSV: UTF-8 without BOM, CRLF, one header line.</summary>
    public RenderedFile Csv { get; } = new();

    /// <summary>The JSON: an array of one object a row, a row a line.</summary>
    public RenderedFile Json { get; } = new();

    /// <summary>Rows written.</summary>
    public long Rows { get; private set; }

    /// <summary>Writes all rows of a reader.</summary>
    public async Task WriteAsync(NpgsqlDataReader reader, CancellationToken cancel)
    {
        CsvLineWriter.Write(csv, columns.Select(column => column.Header));
        json.Write("["u8);
        await using var objects = new Utf8JsonWriter(json, JsonOptions);
        var cells = new object?[columns.Count];
        while (await reader.ReadAsync(cancel))
        {
            for (var i = 0; i < cells.Length; i++)
            {
                cells[i] = reader.IsDBNull(i) ? null : reader.GetValue(i); // the row is here already
            }

            CsvLineWriter.Write(csv, cells.Select(Text));
            json.Write(Rows == 0 ? "\n"u8 : ",\n"u8);
            WriteObject(objects, cells);
            Rows++;
            if (csv.WrittenCount >= Piece || json.WrittenCount >= Piece)
            {
                await SpoolAsync(cancel);
            }
        }

        json.Write("\n]\n"u8);
        await SpoolAsync(cancel);
        await Csv.CompleteAsync();
        await Json.CompleteAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Csv.DisposeAsync();
        await Json.DisposeAsync();
    }

    private void WriteObject(Utf8JsonWriter writer, object?[] cells)
    {
        writer.WriteStartObject();
        for (var i = 0; i < cells.Length; i++)
        {
            writer.WritePropertyName(names[i]);
            WriteValue(writer, cells[i]);
        }

        writer.WriteEndObject();
        writer.Flush();
        writer.Reset();
    }

    private static void WriteValue(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null: writer.WriteNullValue(); break;
            case bool flag: writer.WriteBooleanValue(flag); break;
            case short or int or long: writer.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture)); break;
            case decimal number: writer.WriteNumberValue(number); break;
            case double number: writer.WriteNumberValue(number); break;
            default: writer.WriteStringValue(Text(value)); break;
        }
    }

    private static string? Text(object? value) => value switch
    {
        null => null,
        string text => text,
        bool flag => flag ? "true" : "false",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime { Kind: DateTimeKind.Utc } moment => moment.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture),
        DateTime day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        var other => other.ToString(),
    };

    private async Task SpoolAsync(CancellationToken cancel)
    {
        var packing = Task.Run(async () => await Csv.WriteAsync(csv.WrittenMemory, cancel), cancel); // compressing takes longer than reading: both at once
        await Json.WriteAsync(json.WrittenMemory, cancel);
        await packing;
        csv.ResetWrittenCount();
        json.ResetWrittenCount();
    }
}
