using Sapporo.OpenData.Api.Http.Resources;

namespace Sapporo.OpenData.Api.Pages;

/// <summary>What a list on a page is narrowed to. A plain form sends its empty fields too: they count as absent, and parameters that are not the list's are passed over.</summary>
/// <param name="query">Parameters of the request.</param>
/// <param name="names">Names of the list's own parameters.</param>
public sealed class PageFilter(IQueryCollection query, params IReadOnlyList<string> names)
{
    private readonly QueryCollection given = new(query.Where(parameter => names.Contains(parameter.Key, StringComparer.Ordinal) && parameter.Value.ToString().Trim().Length > 0)
        .ToDictionary(StringComparer.Ordinal));

    /// <summary>What a parameter says; an empty text where it is absent.</summary>
    public string this[string name] => given[name].FirstOrDefault()?.Trim() ?? "";

    /// <summary>Whether it narrows the list at all.</summary>
    public bool IsActive => given.Count > 0;

    /// <summary>Its parameters, in the list's order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Query => [.. names.Select(name => KeyValuePair.Create(name, this[name])).Where(parameter => parameter.Value.Length > 0)];

    /// <summary>A reader of its parameters.</summary>
    public ParameterReader Reader() => new(given, names);
}
