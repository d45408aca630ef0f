using System.Buffers;
using System.Text;

namespace Sapporo.OpenData.Api.Http.Responses;

/// <summary>Writes CSV lines (RFC 4180): UTF-8, CRLF, quotes only where needed, an empty cell for null.</summary>
public static class CsvLineWriter
{
    private static readonly SearchValues<char> NeedsQuotes = SearchValues.Create(",\"\r\n");

    /// <summary>The byte-order mark that helps Excel and breaks programs.</summary>
    public static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Writes one line.</summary>
    public static void Write(IBufferWriter<byte> output, IEnumerable<string?> cells)
    {
        var first = true;
        foreach (var cell in cells)
        {
            if (!first)
            {
                output.Write(","u8);
            }

            first = false;
            if (cell is null)
            {
                continue;
            }

            // An empty text is not null: it is quoted, as COPY does it.
            if (cell.Length == 0 || cell.AsSpan().ContainsAny(NeedsQuotes))
            {
                Encoding.UTF8.GetBytes($"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", output);
            }
            else
            {
                Encoding.UTF8.GetBytes(cell, output);
            }
        }

        output.Write("\r\n"u8);
    }
}
