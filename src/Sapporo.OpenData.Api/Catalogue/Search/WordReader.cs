using System.Globalization;
using System.Text;

namespace Sapporo.OpenData.Api.Catalogue.Search;

/// <summary>Reads the words of a query: where they end, what they are, their escapes and wildcards.</summary>
internal static class WordReader
{
    /// <summary>Where the colon of a field's name stands that begins at a place; 0 where no field begins there.</summary>
    public static int FieldEnd(string text, int start)
    {
        var end = start;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '_' or '.' or '-' or '*'))
        {
            end++;
        }

        var isName = end > start && (char.IsAsciiLetter(text[start]) || text[start] == '_');
        // http://… is an address that somebody looks for.
        return isName && end < text.Length && text[end] == ':' && string.CompareOrdinal(text, end, "://", 0, 3) != 0 ? end : 0;
    }

    /// <summary>Where the word ends that begins at a place.</summary>
    /// <exception cref="SearchSyntaxException">It ends in a backslash.</exception>
    public static int End(string text, int start)
    {
        var end = start;
        while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] is not ('(' or ')' or '"'))
        {
            end += text[end] == '\\' ? 2 : 1;
        }

        return end <= text.Length ? end : throw new SearchSyntaxException("A backslash stands before nothing.", text.Length - 1);
    }

    /// <summary>Whether a word is an operator, stands for everything, or is a value.</summary>
    public static TokenKind KindOf(string word) => word switch
    {
        "AND" or "&&" => TokenKind.And,
        "OR" or "||" => TokenKind.Or,
        "NOT" => TokenKind.Not,
        _ when word[..SuffixStart(word)] == "*:*" => TokenKind.Everything,
        _ => TokenKind.Value,
    };

    /// <summary>The pieces of a word without its boost and fuzziness.</summary>
    /// <param name="word">The word as written.</param>
    /// <param name="fielded">Whether it is a field's value; elsewhere ? ends a question.</param>
    public static IReadOnlyList<TermPart> Parts(string word, bool fielded)
    {
        var parts = new List<TermPart>();
        var literal = new StringBuilder();
        var end = SuffixStart(word);
        for (var i = 0; i < end; i++)
        {
            if (word[i] == '*' || (word[i] == '?' && fielded))
            {
                parts.Add(new TermPart(literal.ToString(), '\0'));
                parts.Add(new TermPart("", word[i]));
                literal.Clear();
                continue;
            }

            i += word[i] == '\\' ? 1 : 0;
            literal.Append(word[i]);
        }

        parts.Add(new TermPart(literal.ToString(), '\0'));
        return [.. parts.Where(part => part.Wildcard != '\0' || part.Literal.Length > 0)];
    }

    /// <summary>A text with its backslash escapes resolved.</summary>
    public static string Unescape(string text)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            i += text[i] == '\\' && i + 1 < text.Length ? 1 : 0;
            result.Append(text[i]);
        }

        return result.ToString();
    }

    // Where ^4 and ~2 at a word's end begin. A wave between numbers (2019~2024) is no fuzziness, which is 2 at most.
    private static int SuffixStart(string word)
    {
        var end = word.Length;
        while (true)
        {
            var mark = word.AsSpan(0, end).LastIndexOfAny('^', '~');
            if (mark <= 0 || IsEscaped(word, mark) || !IsSuffix(word[mark], word.AsSpan(mark + 1, end - mark - 1)))
            {
                return end;
            }

            end = mark;
        }
    }

    private static bool IsEscaped(string word, int place)
    {
        var first = place;
        while (first > 0 && word[first - 1] == '\\')
        {
            first--;
        }

        return (place - first) % 2 == 1;
    }

    private static bool IsSuffix(char mark, ReadOnlySpan<char> rest) => mark == '~' && rest.IsEmpty
        || (double.TryParse(mark == '^' ? rest.TrimStart('=') : rest, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && (mark == '^' || number is <= 1 or 2));
}
