using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Sapporo.OpenData.Api.Http.Rdf;

/// <summary>
/// IRIs as every syntax can hold them: absolute, in ASCII. What RFC 3987 does not allow is percent-encoded, and so are
/// letters beyond ASCII, so that a reader gets the same text from every serialisation. Dot segments of a path are resolved.
/// </summary>
public static partial class RdfIri
{
    private static readonly SearchValues<char> Kept = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?@!$&'()*+,;=");

    /// <summary>Encodes an IRI.</summary>
    /// <exception cref="ArgumentException">The text has no scheme: readers would resolve it against different bases.</exception>
    public static string Encode(string text) =>
        TryEncode(text, out var iri) ? iri : throw new ArgumentException($"'{text}' is not an absolute IRI.", nameof(text));

    /// <summary>Encodes an IRI; false for a text without a scheme. What is percent-encoded already stays as it is.</summary>
    public static bool TryEncode(string? text, [NotNullWhen(true)] out string? iri)
    {
        iri = null;
        if (text is null || Start().Match(text) is not { Success: true } start)
        {
            return false;
        }

        var encoded = new StringBuilder(start.Value, text.Length + 16);
        var fragment = text.IndexOf('#', StringComparison.Ordinal);
        for (var i = start.Length; i < text.Length;)
        {
            // A lone surrogate is read as U+FFFD.
            Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var length);
            if (Kept.Contains(text[i]) || i == fragment || IsEncoded(text, i))
            {
                encoded.Append(text[i]);
            }
            else
            {
                AppendEncoded(encoded, rune);
            }

            i += length;
        }

        iri = WithoutDotSegments(encoded.ToString());
        return true;
    }

    private static bool IsEncoded(string text, int at) =>
        text[at] == '%' && at + 2 < text.Length && char.IsAsciiHexDigit(text[at + 1]) && char.IsAsciiHexDigit(text[at + 2]);

    private static void AppendEncoded(StringBuilder encoded, Rune rune)
    {
        Span<byte> bytes = stackalloc byte[4];
        foreach (var value in bytes[..rune.EncodeToUtf8(bytes)])
        {
            encoded.Append(CultureInfo.InvariantCulture, $"%{value:X2}");
        }
    }

    // RFC 3986, 5.2.4: some readers do it to every address and some do not.
    private static string WithoutDotSegments(string iri)
    {
        var scheme = iri.IndexOf(':', StringComparison.Ordinal);
        var path = iri.AsSpan(scheme).StartsWith("://") ? iri.IndexOfAny(['/', '?', '#'], scheme + 3) : -1;
        if (path < 0 || iri[path] != '/' || !iri.Contains("/.", StringComparison.Ordinal))
        {
            return iri;
        }

        var end = iri.IndexOfAny(['?', '#'], path) is var query and >= 0 ? query : iri.Length;
        var segments = iri[(path + 1)..end].Split('/');
        var kept = new Stack<string>();
        foreach (var segment in segments)
        {
            if (segment == "..")
            {
                kept.TryPop(out _);
            }
            else if (segment != ".")
            {
                kept.Push(segment);
            }
        }

        // A folder stays one: /a/b/.. is /a/
        var last = segments[^1] is "." or ".." ? [""] : Array.Empty<string>();
        return $"{iri[..path]}/{string.Join('/', kept.Reverse().Concat(last))}{iri[end..]}";
    }

    // The scheme, and an IPv6 host: the only place for square brackets.
    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9+.-]*:(//\[[0-9A-Fa-f.]*:[0-9A-Fa-f:.]+\](?=[:/?#]|\z))?", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Start();
}
