using Sapporo.OpenData.Catalogue;

namespace Sapporo.OpenData.Api.Catalogue.Pages;

/// <summary>A way to narrow the list of datasets.</summary>
/// <param name="Name">Parameter in addresses.</param>
/// <param name="TitleJa">Title in Japanese.</param>
/// <param name="TitleEn">Title in English.</param>
/// <param name="Values">Values of the datasets that are listed.</param>
public sealed record Facet(string Name, string TitleJa, string TitleEn, IReadOnlyList<FacetValue> Values)
{
    /// <summary>The facets over some datasets.</summary>
    public static IReadOnlyList<Facet> Of(CatalogueSnapshot catalogue, IReadOnlyList<CatalogueDataset> datasets) =>
    [
        new("organization", "組織", "Organization",
            [.. catalogue.Organizations.Select(owner => new FacetValue(owner.Id, owner.TitleJa, owner.TitleEn, datasets.Count(dataset => dataset.Organization.Id == owner.Id))).Where(value => value.Count > 0)]),
        new("group", "グループ", "Group",
            [.. catalogue.Groups.Select(group => new FacetValue(group.Id, group.TitleJa, group.TitleEn, datasets.Count(dataset => dataset.Groups.Contains(group)))).Where(value => value.Count > 0)]),
        new("tag", "タグ", "Tag", Count(datasets, dataset => dataset.Row.Tags)),
        new("format", "形式", "Format", Count(datasets, dataset => dataset.Resources.Select(resource => resource.Format.ToUpperInvariant()))),
    ];

    private static IReadOnlyList<FacetValue> Count(IReadOnlyList<CatalogueDataset> datasets, Func<CatalogueDataset, IEnumerable<string>> values) =>
    [
        .. datasets.SelectMany(dataset => values(dataset).Distinct(StringComparer.Ordinal)).CountBy(value => value, StringComparer.Ordinal)
            .OrderByDescending(count => count.Value).ThenBy(count => count.Key, StringComparer.Ordinal).Select(count => new FacetValue(count.Key, count.Key, null, count.Value)),
    ];
}

/// <summary>A value of a facet.</summary>
/// <param name="Id">Value in addresses.</param>
/// <param name="TitleJa">Title in Japanese.</param>
/// <param name="TitleEn">Title in English; null where it has none.</param>
/// <param name="Count">How many datasets have it.</param>
public sealed record FacetValue(string Id, string TitleJa, string? TitleEn, int Count);
