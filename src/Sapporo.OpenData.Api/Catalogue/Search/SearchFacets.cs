namespace Sapporo.OpenData.Api.Catalogue.Search;

/// <summary>A value and how many documents have it.</summary>
/// <param name="Value">The value.</param>
/// <param name="Count">How many documents.</param>
public readonly record struct FacetCount(string Value, int Count);

/// <summary>Counts the values of found documents.</summary>
public static class SearchFacets
{
    /// <summary>Counts the values of fields; a document counts once for each of its values.</summary>
    /// <param name="documents">The found documents, all of them.</param>
    /// <param name="fields">The fields; one that no document has is there with no values.</param>
    /// <param name="limit">The most values a field; below 0 all.</param>
    /// <param name="mincount">The least count that is listed; values that no found document has are never listed.</param>
    /// <returns>By field the values, the most frequent first, then ordinally by value.</returns>
    public static IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> Count(
        IEnumerable<SearchDocument> documents, IEnumerable<string> fields, int limit = -1, int mincount = 1)
    {
        var counts = new OrderedDictionary<string, Dictionary<string, int>>(StringComparer.Ordinal);
        foreach (var field in fields)
        {
            counts.TryAdd(field, new Dictionary<string, int>(StringComparer.Ordinal));
        }

        foreach (var document in documents)
        {
            foreach (var (field, values) in counts)
            {
                Add(document, field, values);
            }
        }

        var result = new OrderedDictionary<string, IReadOnlyList<FacetCount>>(StringComparer.Ordinal);
        foreach (var (field, values) in counts)
        {
            var listed = values.Where(value => value.Value >= mincount)
                .OrderByDescending(value => value.Value).ThenBy(value => value.Key, StringComparer.Ordinal)
                .Select(value => new FacetCount(value.Key, value.Value));
            result.Add(field, [.. limit < 0 ? listed : listed.Take(limit)]);
        }

        return result;
    }

    private static void Add(SearchDocument document, string field, Dictionary<string, int> counts)
    {
        if (!document.Fields.TryGetValue(field, out var values))
        {
            return;
        }

        foreach (var value in values.Where(value => value.Length > 0).Distinct(StringComparer.Ordinal))
        {
            counts[value] = counts.GetValueOrDefault(value) + 1;
        }
    }
}
