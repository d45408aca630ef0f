using Sapporo.OpenData.Catalogue;

namespace Sapporo.OpenData.Api.Catalogue.Pages;

/// <summary>An organization or a group, with its datasets.</summary>
/// <param name="Path">Path of its page.</param>
/// <param name="Feed">Path of its feed.</param>
/// <param name="TitleJa">Name in Japanese.</param>
/// <param name="TitleEn">Name in English.</param>
/// <param name="DescriptionJa">Description in Japanese.</param>
/// <param name="DescriptionEn">Description in English.</param>
/// <param name="Organization">The organization; null for a group.</param>
/// <param name="Datasets">Its datasets.</param>
public sealed record DatasetOwner(string Path, string Feed, string TitleJa, string TitleEn, string DescriptionJa, string DescriptionEn, Organization? Organization, IReadOnlyList<CatalogueDataset> Datasets)
{
    /// <summary>An organization.</summary>
    public static DatasetOwner Of(Organization owner, CatalogueSnapshot catalogue) => new(
        CataloguePageAnswer.Paths.Page(owner), CataloguePageAnswer.Paths.Feed($"organization/{owner.Id}"), owner.TitleJa, owner.TitleEn, owner.DescriptionJa, owner.DescriptionEn, owner,
        [.. catalogue.Datasets.Where(dataset => dataset.Organization.Id == owner.Id)]);

    /// <summary>A group.</summary>
    public static DatasetOwner Of(DatasetGroup group, CatalogueSnapshot catalogue) => new(
        CataloguePageAnswer.Paths.Page(group), CataloguePageAnswer.Paths.Feed($"group/{group.Id}"), group.TitleJa, group.TitleEn, group.DescriptionJa, group.DescriptionEn, null,
        [.. catalogue.Datasets.Where(dataset => dataset.Groups.Any(one => one.Id == group.Id))]);
}
