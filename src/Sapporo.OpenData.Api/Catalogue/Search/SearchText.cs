using System.Text;

namespace Sapporo.OpenData.Api.Catalogue.Search;

/// <summary>How texts for people are made comparable.</summary>
internal static class SearchText
{
    /// <summary>Folds width and case (NFKC, lower case) and makes every run of blanks, U+3000 and line breaks included, one blank.</summary>
    public static string Normalize(string text)
    {
        var folded = WithoutLoneSurrogates(text).Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        var result = new StringBuilder(folded.Length);
        foreach (var character in folded)
        {
            if (!char.IsWhiteSpace(character))
            {
                result.Append(character);
            }
            else if (result.Length == 0 || result[^1] != ' ')
            {
                result.Append(' ');
            }
        }

        return result.ToString();
    }

    // Half a surrogate pair is no character: Unicode normalisation throws on it.
    private static string WithoutLoneSurrogates(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            result.Append(rune);
        }

        return result.ToString();
    }
}
