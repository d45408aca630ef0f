namespace Sapporo.OpenData.Api.Catalogue.Search;

/// <summary>What is searched of one dataset. Immutable, so that one may serve many requests at once.</summary>
public sealed class SearchDocument
{
    private readonly Dictionary<string, string[]> normalized = new(StringComparer.Ordinal);

    /// <summary>A document of its fields.</summary>
    /// <param name="fields">
    /// The values by CKAN's field name (id, name, title, tags, res_format, extras_KEY …), dates as ISO text in UTC without Z;
    /// under "text" everything else that words are looked for in. They must not change afterwards.
    /// </param>
    public SearchDocument(IReadOnlyDictionary<string, IReadOnlyList<string>> fields)
    {
        Fields = fields;
        foreach (var (field, values) in fields)
        {
            if (SearchFields.IsNormalized(field))
            {
                normalized[field] = [.. values.Select(SearchText.Normalize)];
            }
        }
    }

    /// <summary>The values by field name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Fields { get; }

    /// <summary>The first value of a field; null where there is none.</summary>
    public string? First(string field) => Fields.TryGetValue(field, out var values) && values.Count > 0 ? values[0] : null;

    /// <summary>Whether a value of the field passes a test.</summary>
    internal bool Any(string field, Func<string, bool> test) => Fields.TryGetValue(field, out var values) && values.Any(test);

    /// <summary>Whether a normalised value of the field passes a test.</summary>
    internal bool AnyNormalized(string field, Func<string, bool> test) => normalized.TryGetValue(field, out var values) && values.Any(test);
}
