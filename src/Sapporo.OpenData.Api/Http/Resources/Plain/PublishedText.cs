using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Sapporo.OpenData.Api.Http.Responses;
using Sapporo.OpenData.Publishing;

namespace Sapporo.OpenData.Api.Http.Resources.Plain;

/// <summary>Texts as JSON strings and as cells of CSV.</summary>
internal static class PublishedText
{
    private static readonly JavaScriptEncoder Encoder = JsonStyle.WriterOptions.Encoder!;
    private static readonly SearchValues<byte> NeverEscaped = SearchValues.Create([.. Enumerable.Range(0x20, 0x5F).Select(code => (byte)code).Where(code => code is not ((byte)'"' or (byte)'\\'))]);
    private static readonly SearchValues<byte> NeedsQuotes = SearchValues.Create(Encoding.ASCII.GetBytes(CsvLineWriter.Special));

    /// <summary>Whether the bytes stand in JSON as they are, between quotes.</summary>
    public static bool IsPlainJson(ReadOnlySpan<byte> text)
    {
        var at = text.IndexOfAnyExcept(NeverEscaped);
        return at < 0 || Encoder.FindFirstCharacterToEncodeUtf8(text[at..]) < 0;
    }

    /// <summary>Whether the bytes stand in a cell as they are.</summary>
    public static bool IsPlainCsv(ReadOnlySpan<byte> text) => text.Length > 0 && !text.ContainsAny(NeedsQuotes);

    /// <summary>Writes a text, escaped or quoted where it must be.</summary>
    public static void Write(Utf8Body body, string text, bool isJson) => body.Write(Of(text, isJson));

    /// <summary>The bytes of a text, likewise.</summary>
    public static byte[] Of(string text, bool isJson) =>
        isJson ? [(byte)'"', .. JsonEncodedText.Encode(text, Encoder).EncodedUtf8Bytes, (byte)'"'] : Encoding.UTF8.GetBytes(CsvLineWriter.Cell(text));

    /// <summary>Writes a list of texts: an array, or one cell.</summary>
    public static void Write(Utf8Body body, string[] texts, bool isJson)
    {
        if (!isJson)
        {
            Write(body, string.Join(';', texts), isJson);
            return;
        }

        body.Write((byte)'[');
        for (var i = 0; i < texts.Length; i++)
        {
            if (i > 0)
            {
                body.Write((byte)',');
            }

            Write(body, texts[i], isJson);
        }

        body.Write((byte)']');
    }
}
