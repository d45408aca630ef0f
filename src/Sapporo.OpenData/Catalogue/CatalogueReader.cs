using Microsoft.EntityFrameworkCore;
using Sapporo.OpenData.Demographics;
using Sapporo.OpenData.Publishing;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Catalogue;

/// <summary>Reads the catalogue as a release holds it.</summary>
public static class CatalogueReader
{
    /// <summary>The catalogue of a release, read within the context's transaction; null where the release has none.</summary>
    public static async Task<CatalogueSnapshot?> LoadAsync(OpenDataContext database, ReleasePoint at, CancellationToken cancel)
    {
        var description = await database.Set<CatalogueDescription>().AsNoTracking().At(at).SingleOrDefaultAsync(cancel);
        if (description is null)
        {
            return null;
        }

        var releases = await database.Set<Release>().AsNoTracking().Where(release => release.Number <= at.Number).ToDictionaryAsync(release => release.Number, cancel);
        var organizations = await database.Set<Organization>().AsNoTracking().At(at).OrderBy(row => row.Ordinal).ThenBy(row => row.Id).ToListAsync(cancel);
        var groups = await database.Set<DatasetGroup>().AsNoTracking().At(at).OrderBy(row => row.Ordinal).ThenBy(row => row.Id).ToListAsync(cancel);
        var firstOrganizations = await FirstReleasesAsync<Organization>(database, cancel);
        organizations.ForEach(row => row.Created = releases[firstOrganizations[row.Id]].PublishedAt);
        var firstGroups = await FirstReleasesAsync<DatasetGroup>(database, cancel);
        groups.ForEach(row => row.Created = releases[firstGroups[row.Id]].PublishedAt);
        var licences = await database.Set<Licence>().AsNoTracking().At(at).OrderBy(row => row.Id).ToListAsync(cancel);
        var sources = await database.Set<Source>().AsNoTracking().At(at).OrderBy(row => row.Ordinal).ToListAsync(cancel);
        var areas = await database.Set<Area>().AsNoTracking().At(at).ToDictionaryAsync(row => row.Id, cancel);
        var versions = await database.Set<Dataset>().AsNoTracking().Where(row => row.SinceRelease <= at.Number).OrderBy(row => row.SinceRelease).ToListAsync(cancel);
        var files = (await database.Set<DataFile>().AsNoTracking().At(at).ToListAsync(cancel)).ToLookup(file => file.Dataset);
        var renditions = (await database.Set<FileRendition>().AsNoTracking().Include(row => row.Content).Where(row => row.Release <= at.Number).OrderBy(row => row.Release).ToListAsync(cancel)).ToLookup(row => (row.DataFile, row.Format));
        var states = (await database.Set<DatasetState>().AsNoTracking().Where(state => state.Release <= at.Number).OrderBy(state => state.Release).ToListAsync(cancel)).ToLookup(state => state.Dataset);
        var notSpecified = licences.Find(licence => licence.Id == Licence.NotSpecified) ?? new Licence { Id = Licence.NotSpecified, TitleJa = "指定なし", TitleEn = "License Not Specified" };

        var datasets = versions.Where(row => row.UntilRelease is null || row.UntilRelease > at.Number).OrderBy(row => row.Ordinal).ThenBy(row => row.Id, StringComparer.Ordinal).Select(row => new CatalogueDataset(
            row,
            organizations.First(organization => organization.Id == row.Organization),
            [.. groups.Where(group => row.Groups.Contains(group.Id, StringComparer.Ordinal))],
            licences.Find(licence => licence.Id == row.Licence) ?? notSpecified,
            [.. sources.Where(source => row.Sources.Contains(source.Id, StringComparer.Ordinal))],
            areas[row.Spatial],
            [.. states[row.Id].Where(state => state.Digest is not null).Select(state => releases[state.Release])])).ToList();
        foreach (var dataset in datasets)
        {
            dataset.Files = ReadFiles(dataset, files[dataset.Row.Id], renditions, releases);
        }

        var current = datasets.Select(dataset => dataset.Row.Id).ToHashSet(StringComparer.Ordinal);
        return new CatalogueSnapshot
        {
            Release = releases[at.Number],
            Description = description,
            Organizations = organizations,
            Groups = groups,
            Licences = licences.Contains(notSpecified) ? licences : [.. licences, notSpecified],
            Datasets = datasets,
            Withdrawn = [.. versions.Where(row => !current.Contains(row.Id)).GroupBy(row => row.Id, StringComparer.Ordinal).Select(history => Bury([.. history.Reverse()], releases))],
            FormerNames = versions.Where(row => current.Contains(row.Id)).GroupBy(row => row.Name, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Last().Id, StringComparer.Ordinal),
        };
    }

    private static Task<Dictionary<string, int>> FirstReleasesAsync<T>(OpenDataContext database, CancellationToken cancel)
        where T : Versioned => database.Set<T>().AsNoTracking().GroupBy(row => row.Id).Select(group => new { group.Key, First = group.Min(row => row.SinceRelease) }).ToDictionaryAsync(row => row.Key, row => row.First, cancel);

    private static List<CatalogueFile> ReadFiles(
        CatalogueDataset dataset, IEnumerable<DataFile> rows, ILookup<(string DataFile, string Format), FileRendition> renditions, Dictionary<int, Release> releases)
    {
        var files = new List<CatalogueFile>();
        foreach (var row in rows.OrderBy(row => row.Ordinal).ThenBy(row => row.Id, StringComparer.Ordinal))
        {
            var file = new CatalogueFile(row, dataset, renditions[(row.Id, "csv")].Last().ReadColumns());
            file.Csv = Resource("csv", row.CsvUuid, files.Count * 2);
            file.Json = Resource("json", row.JsonUuid, (files.Count * 2) + 1);
            files.Add(file);

            DataResource Resource(string format, string uuid, int position)
            {
                var history = renditions[(row.Id, format)].ToList();
                return new DataResource(file, format, uuid, position, history[^1], releases[history[0].Release].PublishedAt, releases[history[^1].Release].PublishedAt);
            }
        }

        return files;
    }

    private static Tombstone Bury(List<Dataset> newestFirst, Dictionary<int, Release> releases)
    {
        var last = newestFirst[0];
        return new Tombstone(
            last.Uuid, [.. newestFirst.Select(row => row.Name).Distinct(StringComparer.Ordinal)], last.TitleJa, last.TitleEn, last.Organization, last.UntilRelease!.Value, releases[last.UntilRelease.Value].PublishedAt);
    }
}
