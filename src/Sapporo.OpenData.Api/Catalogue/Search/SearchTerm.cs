namespace Sapporo.OpenData.Api.Catalogue.Search;

/// <summary>A piece of a term: literal text, or a wildcard.</summary>
/// <param name="Literal">The text with its escapes resolved; empty for a wildcard.</param>
/// <param name="Wildcard">* (any text) or ? (one character); NUL for literal text.</param>
internal readonly record struct TermPart(string Literal, char Wildcard);

/// <summary>What stands where a value is looked for: a term or a range.</summary>
internal abstract record SearchValue;

/// <summary>A range of values.</summary>
/// <param name="Lower">Lower bound; null for none.</param>
/// <param name="Upper">Upper bound; null for none.</param>
/// <param name="IncludesLower">Whether the lower bound is inside.</param>
/// <param name="IncludesUpper">Whether the upper bound is inside.</param>
internal sealed record SearchRange(string? Lower, string? Upper, bool IncludesLower, bool IncludesUpper) : SearchValue;

/// <summary>A word or quoted phrase.</summary>
/// <param name="Parts">Its pieces in order.</param>
internal sealed record SearchTerm(IReadOnlyList<TermPart> Parts) : SearchValue
{
    /// <summary>Whether it is only a *, which any value satisfies.</summary>
    public bool IsAnything => Parts.Count > 0 && Parts.All(part => part.Wildcard == '*');

    /// <summary>Whether it has wildcards.</summary>
    public bool HasWildcards => Parts.Any(part => part.Wildcard != '\0');

    /// <summary>Its text, where it has no wildcards.</summary>
    public string Literal => string.Concat(Parts.Select(part => part.Literal));

    /// <summary>Whether nothing is left to look for once blanks are gone.</summary>
    public bool IsBlank => !HasWildcards && string.IsNullOrWhiteSpace(Literal);

    /// <summary>A test whether the term is found inside a normalised text.</summary>
    public Func<string, bool> Inside()
    {
        if (!HasWildcards)
        {
            var literal = SearchText.Normalize(Literal).Trim();
            return text => text.Contains(literal, StringComparison.Ordinal);
        }

        var any = new TermPart("", '*');
        var pattern = new WildcardPattern([any, .. Parts.Select(part => part with { Literal = SearchText.Normalize(part.Literal) }), any]);
        return pattern.Matches;
    }

    /// <summary>A test whether the term is a whole value.</summary>
    public Func<string, bool> Whole(bool caseBlind)
    {
        if (HasWildcards)
        {
            return new WildcardPattern(Parts, caseBlind).Matches;
        }

        var literal = Literal;
        var comparison = caseBlind ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        return value => string.Equals(value, literal, comparison);
    }
}
