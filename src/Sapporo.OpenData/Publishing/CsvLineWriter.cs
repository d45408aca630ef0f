using System.Buffers;
using System.Text;

namespace Sapporo.OpenData.Publishing;

/// <summary>Writes CSV lines (RFC 4180): UTF-8, CRLF, quotes only where needed, an empty cell for null.</summary>
public static class CsvLineWriter
{
    /// <summary>Characters for which a cell is quoted.</summary>
    public const string Special = ",\t\"\r\n";

    private static readonly SearchValues<char> NeedsQuotes = SearchValues.Create(Special);

    /// <summary>The byte-order mark that helps Excel and breaks programs.</summary>
    public static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Writes one line.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="cells">Cells; null for an empty one.</param>
    /// <param name="delimiter">A comma, or a tab.</param>
    /// <param name="end">End of the line.</param>
    public static void Write(IBufferWriter<byte> output, IEnumerable<string?> cells, char delimiter = ',', string end = "\r\n")
    {
        var count = 0;
        var isBlank = true;
        foreach (var cell in cells)
        {
            if (count++ > 0)
            {
                output.Write([(byte)delimiter]);
            }

            isBlank &= cell is null;
            WriteCell(output, cell);
        }

        if (count == 1 && isBlank)
        {
            output.Write("\"\""u8); // readers take a line without anything for no line
        }

        Encoding.ASCII.GetBytes(end, output);
    }

    /// <summary>Writes one cell; nothing for null.</summary>
    public static void WriteCell(IBufferWriter<byte> output, string? cell)
    {
        if (cell is not null)
        {
            Encoding.UTF8.GetBytes(Cell(cell), output);
        }
    }

    /// <summary>A text as a cell. An empty one is not null: it is quoted, as COPY does it.</summary>
    public static string Cell(string text) =>
        text.Length == 0 || text.AsSpan().ContainsAny(NeedsQuotes) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
