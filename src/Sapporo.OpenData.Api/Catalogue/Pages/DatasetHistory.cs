using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Sapporo.OpenData.Api.Catalogue.Files;
using Sapporo.OpenData.Api.Http.Releases;
using Sapporo.OpenData.Catalogue;
using Sapporo.OpenData.Publishing;

namespace Sapporo.OpenData.Api.Catalogue.Pages;

/// <summary>What a release did to a data file: rows added, changed and removed.</summary>
/// <param name="File">The file.</param>
/// <param name="Rows">Rows that it has since.</param>
/// <param name="Counts">The counts; null where the file is too long to be compared while a page waits.</param>
public sealed record FileDifference(CatalogueFile File, long Rows, RowCounts? Counts);

/// <summary>Rows that differ between two states of a data file.</summary>
/// <param name="Added">Rows that only the later one has.</param>
/// <param name="Changed">Rows of the same key whose other cells differ.</param>
/// <param name="Removed">Rows that only the earlier one has.</param>
public sealed record RowCounts(int Added, int Changed, int Removed);

/// <summary>Tells what the releases did to the data files of a dataset, from the stored files themselves.</summary>
public sealed class DatasetHistory(ReleaseReader reader, StoredContentReader contents)
{
    /// <summary>Newest releases that are told of; a page names the others.</summary>
    public const int Most = 5;

    private const int MostRows = 10_000;
    private const int MostKept = 1000;
    private readonly ConcurrentDictionary<(string Before, string After), RowCounts> known = new();

    /// <summary>The newest releases that changed a dataset, the newest first, each with the files that it changed.</summary>
    /// <param name="dataset">The dataset, as a release holds it.</param>
    /// <param name="release">That release.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<IReadOnlyList<(Release Release, IReadOnlyList<FileDifference> Files)>> ReadAsync(CatalogueDataset dataset, int release, CancellationToken cancel)
    {
        var ids = dataset.Files.Select(file => file.Row.Id).ToList();
        ILookup<string, FileRendition> states;
        await using (var snapshot = await reader.OpenAsync(release, isWhole: false, cancel)) // no longer: files are read by other connections
        {
            states = (await snapshot.Database.Set<FileRendition>().AsNoTracking().Include(state => state.Content)
                .Where(state => ids.Contains(state.DataFile) && state.Format == "json" && state.Release <= release).OrderBy(state => state.Release).ToListAsync(cancel)).ToLookup(state => state.DataFile, StringComparer.Ordinal);
        }

        var history = new List<(Release, IReadOnlyList<FileDifference>)>();
        foreach (var change in dataset.Changes.Reverse().Take(Most))
        {
            var files = new List<FileDifference>();
            foreach (var file in dataset.Files)
            {
                if (states[file.Row.Id].FirstOrDefault(state => state.Release == change.Number) is { } after)
                {
                    files.Add(new FileDifference(file, after.Rows, await CompareAsync(states[file.Row.Id].LastOrDefault(state => state.Release < change.Number), after, cancel)));
                }
            }

            history.Add((change, files));
        }

        return history;
    }

    // Stored files never change, so neither does their difference.
    private async Task<RowCounts?> CompareAsync(FileRendition? before, FileRendition after, CancellationToken cancel)
    {
        if (before is null)
        {
            return new RowCounts((int)after.Rows, 0, 0);
        }

        if (before.Rows > MostRows || after.Rows > MostRows)
        {
            return null;
        }

        if (known.TryGetValue((before.Sha256, after.Sha256), out var counts))
        {
            return counts;
        }

        var (old, current) = (await RowsAsync(before, cancel), await RowsAsync(after, cancel));
        if (known.Count >= MostKept)
        {
            known.Clear();
        }

        return known[(before.Sha256, after.Sha256)] = new RowCounts(
            current.Keys.Count(key => !old.ContainsKey(key)), current.Count(row => old.TryGetValue(row.Key, out var line) && line != row.Value), old.Keys.Count(key => !current.ContainsKey(key)));
    }

    // The stored JSON has a row a line. A file without key columns is told apart by its whole rows.
    private async Task<Dictionary<string, string>> RowsAsync(FileRendition state, CancellationToken cancel)
    {
        var keys = state.ReadColumns().Where(column => column.IsKey).Select(column => column.Header).ToList();
        var rows = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var content = await contents.OpenAsync(state.Content, default, cancel);
        using var lines = new StreamReader(content);
        while (await lines.ReadLineAsync(cancel) is { } line)
        {
            if (line.StartsWith('{'))
            {
                line = line.TrimEnd(',');
                var key = keys.Count == 0 ? line : Key(line, keys);
                while (!rows.TryAdd(key, line))
                {
                    key += "\n"; // equal rows are counted, not merged
                }
            }
        }

        return rows;
    }

    private static string Key(string line, IEnumerable<string> keys)
    {
        using var row = JsonDocument.Parse(line);
        return string.Join('\t', keys.Select(key => row.RootElement.GetProperty(key).GetRawText()));
    }
}
