using System.Collections.Frozen;
using System.Globalization;

namespace Sapporo.OpenData.Api.Catalogue.Search;

/// <summary>One key of a sort order.</summary>
/// <param name="Field">The field; "score" is how well the query is met.</param>
/// <param name="Descending">Whether the largest comes first.</param>
public readonly record struct SortKey(string Field, bool Descending);

/// <summary>
/// An order of found documents, as package_search's sort names it. It is total: what its keys leave equal goes by name, then
/// id, so that pages neither repeat nor lose a dataset. Text compares ordinally; documents without a value come last.
/// </summary>
public sealed class SearchOrder : IComparer<(SearchDocument Document, double Score)>
{
    private static readonly string[] AllowedFields =
        ["score", "id", "name", "title", "title_string", "metadata_created", "metadata_modified", "views_recent"];

    private static readonly FrozenSet<string> Allowed = AllowedFields.ToFrozenSet(StringComparer.Ordinal);

    private SearchOrder(IReadOnlyList<SortKey> keys) => Keys = keys;

    /// <summary>The order when none is asked for: the best first, then the most recently changed.</summary>
    public static SearchOrder Default { get; } = new([new SortKey("score", true), new SortKey("metadata_modified", true)]);

    /// <summary>Its keys, the first one weighing most.</summary>
    public IReadOnlyList<SortKey> Keys { get; }

    /// <summary>Reads a sort: fields with asc or desc (asc when left out), comma separated; nothing and "rank" are the default.</summary>
    /// <exception cref="SearchSyntaxException">It names another field or direction; the message says which there are.</exception>
    public static SearchOrder Parse(string? sort)
    {
        if (sort is null || sort.AsSpan().Trim() is "" or "rank")
        {
            return Default;
        }

        var keys = new List<SortKey>();
        var position = 0;
        foreach (var part in sort.Split(','))
        {
            var words = part.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length is 0 or > 2 || !Allowed.Contains(words[0]) || (words.Length == 2 && !IsDirection(words[1])))
            {
                throw new SearchSyntaxException(
                    $"The sort order '{part.Trim()}' is not known. Allowed are: {string.Join(", ", AllowedFields)}, each followed by asc or desc, comma separated.", position);
            }

            keys.Add(new SortKey(words[0], words.Length == 2 && words[1].Equals("desc", StringComparison.OrdinalIgnoreCase)));
            position += part.Length + 1;
        }

        return new SearchOrder(keys);
    }

    /// <inheritdoc />
    public int Compare((SearchDocument Document, double Score) x, (SearchDocument Document, double Score) y)
    {
        foreach (var key in Keys)
        {
            var order = key.Field == "score"
                ? Directed(x.Score.CompareTo(y.Score), key.Descending)
                : CompareValues(Value(x.Document, key.Field), Value(y.Document, key.Field), key);
            if (order != 0)
            {
                return order;
            }
        }

        var byName = string.CompareOrdinal(x.Document.First("name"), y.Document.First("name"));
        return byName != 0 ? byName : string.CompareOrdinal(x.Document.First("id"), y.Document.First("id"));
    }

    /// <summary>The order as package_search states it: "score desc, metadata_modified desc".</summary>
    public override string ToString() => string.Join(", ", Keys.Select(key => $"{key.Field} {(key.Descending ? "desc" : "asc")}"));

    private static bool IsDirection(string word) =>
        word.Equals("asc", StringComparison.OrdinalIgnoreCase) || word.Equals("desc", StringComparison.OrdinalIgnoreCase);

    // title_string is CKAN's copy of the title to sort by.
    private static string? Value(SearchDocument document, string field) =>
        document.First(field) ?? (field == "title_string" ? document.First("title") : null);

    private static int CompareValues(string? x, string? y, SortKey key)
    {
        if (x is null || y is null)
        {
            return (x is null).CompareTo(y is null);
        }

        var order = key.Field == "views_recent" ? Number(x).CompareTo(Number(y)) : string.CompareOrdinal(x, y);
        return Directed(order, key.Descending);
    }

    private static long Number(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : 0;

    // Not by negation, which has no positive counterpart for the smallest number.
    private static int Directed(int order, bool descending) => descending ? 0.CompareTo(order) : order;
}
