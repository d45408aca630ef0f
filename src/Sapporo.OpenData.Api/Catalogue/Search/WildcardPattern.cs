namespace Sapporo.OpenData.Api.Catalogue.Search;

/// <summary>A pattern of literal text, * and ?, matched against whole values in at most pattern length × value length steps.</summary>
internal sealed class WildcardPattern
{
    private readonly List<char> pattern = [];
    private readonly List<bool> wild = [];
    private readonly bool caseBlind;

    /// <summary>A pattern of its pieces.</summary>
    public WildcardPattern(IEnumerable<TermPart> parts, bool caseBlind = false)
    {
        this.caseBlind = caseBlind;
        foreach (var part in parts)
        {
            var isWild = part.Wildcard != '\0';
            foreach (var character in isWild ? part.Wildcard.ToString() : part.Literal)
            {
                pattern.Add(caseBlind ? char.ToUpperInvariant(character) : character);
                wild.Add(isWild);
            }
        }
    }

    /// <summary>Whether a whole text matches.</summary>
    public bool Matches(string text)
    {
        // After a mismatch only the last * need take one character more: an earlier one could gain nothing by it.
        int at = 0, next = 0, star = -1, resume = 0;
        while (at < text.Length)
        {
            if (next < pattern.Count && wild[next] && pattern[next] == '*')
            {
                star = next++;
                resume = at;
            }
            else if (next < pattern.Count && Step(text, at, next) is > 0 and var step)
            {
                at += step;
                next++;
            }
            else if (star >= 0)
            {
                next = star + 1;
                at = ++resume;
            }
            else
            {
                return false;
            }
        }

        while (next < pattern.Count && wild[next] && pattern[next] == '*')
        {
            next++;
        }

        return next == pattern.Count;
    }

    // How much of the text one place of the pattern takes; ? takes a whole surrogate pair; 0 is a mismatch.
    private int Step(string text, int at, int next)
    {
        if (wild[next])
        {
            return char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]) ? 2 : 1;
        }

        return (caseBlind ? char.ToUpperInvariant(text[at]) : text[at]) == pattern[next] ? 1 : 0;
    }
}
