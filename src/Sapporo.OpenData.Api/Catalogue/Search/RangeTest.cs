namespace Sapporo.OpenData.Api.Catalogue.Search;

/// <summary>Makes tests whether a value lies in a range: as instants where the bounds are dates, else ordinally.</summary>
internal static class RangeTest
{
    /// <summary>A test of values.</summary>
    /// <param name="range">The range.</param>
    /// <param name="isDateField">Whether the field holds instants only.</param>
    /// <param name="now">What NOW is, in UTC.</param>
    /// <param name="position">Where the range stands in the query, for errors.</param>
    /// <exception cref="SearchSyntaxException">A bound of a date field is no date.</exception>
    public static Func<string, bool> Create(SearchRange range, bool isDateField, DateTime now, int position)
    {
        if (range.Lower is null && range.Upper is null)
        {
            return value => value.Length > 0;
        }

        var lowerIsDate = TryBound(range.Lower, now, out var lower);
        var upperIsDate = TryBound(range.Upper, now, out var upper);
        if (lowerIsDate && upperIsDate)
        {
            return value => DateMath.TryParseInstant(value, out var instant)
                && IsInside(range, lower is { } from ? instant.CompareTo(from) : 1, upper is { } to ? instant.CompareTo(to) : -1);
        }

        // Compared as text, a mistyped date would silently find nothing, or everything.
        return isDateField
            ? throw new SearchSyntaxException($"'{(lowerIsDate ? range.Upper : range.Lower)}' is no date; write 2024-07-01T03:04:05Z, 2024-07-01 or NOW-1DAY.", position)
            : value => IsInside(
                range,
                range.Lower is null ? 1 : string.CompareOrdinal(value, range.Lower),
                range.Upper is null ? -1 : string.CompareOrdinal(value, range.Upper));
    }

    private static bool TryBound(string? text, DateTime now, out DateTime? bound)
    {
        bound = null;
        if (text is null)
        {
            return true;
        }

        var isDate = DateMath.TryParse(text, now, out var instant);
        bound = instant;
        return isDate;
    }

    private static bool IsInside(SearchRange range, int toLower, int toUpper) =>
        (toLower > 0 || (toLower == 0 && range.IncludesLower)) && (toUpper < 0 || (toUpper == 0 && range.IncludesUpper));
}
