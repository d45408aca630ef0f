using Sapporo.OpenData.Demographics;
using Sapporo.OpenData.Publishing;

namespace Sapporo.OpenData.Catalogue;

/// <summary>The whole catalogue as one release holds it, with everything that its documents say joined together.</summary>
public sealed class CatalogueSnapshot
{
    /// <summary>The release.</summary>
    public required Release Release { get; init; }

    /// <summary>Title, description and publisher.</summary>
    public required CatalogueDescription Description { get; init; }

    /// <summary>All organizations, in order.</summary>
    public required IReadOnlyList<Organization> Organizations { get; init; }

    /// <summary>All groups, in order.</summary>
    public required IReadOnlyList<DatasetGroup> Groups { get; init; }

    /// <summary>All licences.</summary>
    public required IReadOnlyList<Licence> Licences { get; init; }

    /// <summary>All datasets, in order.</summary>
    public required IReadOnlyList<CatalogueDataset> Datasets { get; init; }

    /// <summary>Datasets that were withdrawn.</summary>
    public required IReadOnlyList<Tombstone> Withdrawn { get; init; }

    /// <summary>Ids of datasets by names that they had before.</summary>
    public required IReadOnlyDictionary<string, string> FormerNames { get; init; }

    /// <summary>When a dataset first appeared: the issue of the catalogue.</summary>
    public DateTime Issued => Datasets.Select(dataset => dataset.Issued).DefaultIfEmpty(Release.PublishedAt).Min();

    /// <summary>When a dataset last changed or went.</summary>
    public DateTime Modified => Datasets.Select(dataset => dataset.Modified).Concat(Withdrawn.Select(gone => gone.At)).DefaultIfEmpty(Release.PublishedAt).Max();

    /// <summary>The organization that publishes the catalogue.</summary>
    public Organization Publisher => Organizations.First(organization => organization.Id == Description.Organization);

    /// <summary>The dataset of a UUID or name; null where there is none.</summary>
    public CatalogueDataset? Find(string? idOrName) => idOrName is null ? null
        : Datasets.FirstOrDefault(dataset => dataset.Row.Name == idOrName) ?? Datasets.FirstOrDefault(dataset => dataset.Row.Uuid == idOrName);

    /// <summary>The dataset that had a name before; null where there is none.</summary>
    public CatalogueDataset? FindRenamed(string name) => FormerNames.TryGetValue(name, out var id) ? Datasets.FirstOrDefault(dataset => dataset.Row.Id == id) : null;

    /// <summary>The withdrawn dataset of a UUID or name; null where there is none.</summary>
    public Tombstone? FindWithdrawn(string idOrName) => Withdrawn.FirstOrDefault(gone => gone.Uuid == idOrName || gone.Names.Contains(idOrName, StringComparer.Ordinal));

    /// <summary>The resource of a UUID; null where there is none.</summary>
    public DataResource? FindResource(string? uuid) => uuid is null ? null : Datasets.SelectMany(dataset => dataset.Resources).FirstOrDefault(resource => resource.Uuid == uuid);
}

/// <summary>A dataset with what belongs to it.</summary>
public sealed class CatalogueDataset(
    Dataset row, Organization organization, IReadOnlyList<DatasetGroup> groups, Licence licence, IReadOnlyList<Source> sources, Area area, IReadOnlyList<Release> changes)
{
    /// <summary>Its row.</summary>
    public Dataset Row => row;

    /// <summary>Owner.</summary>
    public Organization Organization => organization;

    /// <summary>Groups.</summary>
    public IReadOnlyList<DatasetGroup> Groups => groups;

    /// <summary>Licence; the one that stands for "not specified" where none is set.</summary>
    public Licence Licence => licence;

    /// <summary>Source documents.</summary>
    public IReadOnlyList<Source> Sources => sources;

    /// <summary>Area that it is about.</summary>
    public Area Area => area;

    /// <summary>Releases that changed it, oldest first, without those that withdrew it.</summary>
    public IReadOnlyList<Release> Changes => changes;

    /// <summary>Its data files, in order.</summary>
    public IReadOnlyList<CatalogueFile> Files { get; internal set; } = [];

    /// <summary>The CSV and JSON of its data files, in order.</summary>
    public IReadOnlyList<DataResource> Resources => [.. Files.SelectMany(file => new[] { file.Csv, file.Json })];

    /// <summary>When it first appeared, UTC.</summary>
    public DateTime Issued => Changes[0].PublishedAt;

    /// <summary>When it last changed, UTC.</summary>
    public DateTime Modified => Changes[^1].PublishedAt;

    /// <summary>Release that last changed it: its version.</summary>
    public int Version => Changes[^1].Number;
}

/// <summary>A data file with its columns and its two formats.</summary>
public sealed class CatalogueFile(DataFile row, CatalogueDataset dataset, IReadOnlyList<DataFileColumn> columns)
{
    /// <summary>Its row.</summary>
    public DataFile Row => row;

    /// <summary>Dataset that it belongs to.</summary>
    public CatalogueDataset Dataset => dataset;

    /// <summary>Columns, in order.</summary>
    public IReadOnlyList<DataFileColumn> Columns => columns;

    /// <summary>The CSV.</summary>
    public DataResource Csv { get; internal set; } = null!;

    /// <summary>The JSON.</summary>
    public DataResource Json { get; internal set; } = null!;
}

/// <summary>One format of a data file: a CKAN resource, a DCAT distribution.</summary>
public sealed class DataResource(CatalogueFile file, string format, string uuid, int position, FileRendition content, DateTime created, DateTime modified)
{
    /// <summary>The data file.</summary>
    public CatalogueFile File => file;

    /// <summary>csv or json.</summary>
    public string Format => format;

    /// <summary>UUID.</summary>
    public string Uuid => uuid;

    /// <summary>Position within the dataset, from 0.</summary>
    public int Position => position;

    /// <summary>Rendition that the release holds: hash, length, rows.</summary>
    public FileRendition Content => content;

    /// <summary>When it first appeared, UTC.</summary>
    public DateTime Created => created;

    /// <summary>When its bytes or columns last changed, UTC.</summary>
    public DateTime Modified => modified;

    /// <summary>Media type.</summary>
    public string MediaType => Format == "csv" ? "text/csv" : "application/json";

    /// <summary>Name within the dataset, with extension.</summary>
    public string FileName => $"{File.Row.Name}.{Format}";

    /// <summary>Name to save it as: municipality code and name, in ASCII.</summary>
    public string DownloadName => $"{File.Dataset.Organization.Code}_{File.Dataset.Row.Name}{(File.Dataset.Row.Name == File.Row.Name ? "" : "_" + File.Row.Name)}.{Format}";

    /// <summary>Name to save it as, in Japanese.</summary>
    public string DownloadNameJa => $"{File.Dataset.Organization.Code}_{File.Row.TitleJa}.{Format}";
}

/// <summary>What remains of a dataset that was withdrawn.</summary>
/// <param name="Uuid">Its UUID.</param>
/// <param name="Names">Names that it had, the last one first.</param>
/// <param name="TitleJa">Its last title in Japanese.</param>
/// <param name="TitleEn">Its last title in English.</param>
/// <param name="Organization">Id of its last owner.</param>
/// <param name="Release">Release that withdrew it.</param>
/// <param name="At">When, UTC.</param>
public sealed record Tombstone(string Uuid, IReadOnlyList<string> Names, string TitleJa, string TitleEn, string Organization, int Release, DateTime At);
