using System.Buffers;
using Npgsql;
using Sapporo.OpenData.Catalogue;

namespace Sapporo.OpenData.Publishing;

/// <summary>Writes the rows of a query as CSV and as JSON in one pass: the same values, typed in JSON. What is written is compressed while the next rows are read.</summary>
/// <param name="columns">Columns, in the query's order.</param>
internal sealed class FileWriter(IReadOnlyList<DataFileColumn> columns) : IAsyncDisposable
{
    private const int Piece = 262_144;
    private readonly FileCell[] cells = [.. columns.Select((column, i) => new FileCell(column.Header, i))];
    private ArrayBufferWriter<byte> csv = new(Piece * 2);
    private ArrayBufferWriter<byte> json = new(Piece * 2);
    private ArrayBufferWriter<byte> packedCsv = new();
    private ArrayBufferWriter<byte> packedJson = new();
    private Task packing = Task.CompletedTask;

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
        while (await reader.ReadAsync(cancel))
        {
            WriteRow(reader);
            if (csv.WrittenCount >= Piece || json.WrittenCount >= Piece)
            {
                await SpoolAsync(cancel);
            }
        }

        json.Write("\n]\n"u8);
        await SpoolAsync(cancel);
        await packing;
        await Csv.CompleteAsync();
        await Json.CompleteAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await packing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Array.ForEach(cells, cell => cell.Dispose());
        await Csv.DisposeAsync();
        await Json.DisposeAsync();
    }

    private void WriteRow(NpgsqlDataReader reader)
    {
        json.Write(Rows == 0 ? "\n"u8 : ",\n"u8);
        foreach (var cell in cells)
        {
            cell.Read(reader);
            csv.Write(cell.Csv);
            json.Write(cell.Json);
        }

        csv.Write(cells.Length == 1 && cells[0].Csv.IsEmpty ? "\"\"\r\n"u8 : "\r\n"u8);
        json.Write("}"u8);
        Rows++;
    }

    // Reading, compressing the one and compressing the other go on at once; one piece is ahead.
    private async Task SpoolAsync(CancellationToken cancel)
    {
        await packing;
        (csv, packedCsv, json, packedJson) = (packedCsv, csv, packedJson, json);
        csv.ResetWrittenCount();
        json.ResetWrittenCount();
        packing = Task.WhenAll(
            Task.Run(async () => await Csv.WriteAsync(packedCsv.WrittenMemory, cancel), cancel),
            Task.Run(async () => await Json.WriteAsync(packedJson.WrittenMemory, cancel), cancel));
    }
}
