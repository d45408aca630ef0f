using System.Collections.Concurrent;
using Sapporo.OpenData.Api.Http.Problems;
using Sapporo.OpenData.Api.Http.Releases;
using Sapporo.OpenData.Catalogue;

namespace Sapporo.OpenData.Api.Catalogue;

/// <summary>Holds the catalogue of the newest release, and of a few older ones that were asked for, in memory.</summary>
public sealed class CatalogueStore(ReleaseReader reader, CurrentReleaseHolder holder) : IDisposable
{
    private const int Kept = 8;
    private readonly ConcurrentDictionary<(string Installation, int Release), CatalogueSnapshot> loaded = new();
    private readonly SemaphoreSlim loading = new(1);

    /// <summary>The catalogue of the newest release where it is in memory already; else null. Asks no database.</summary>
    public CatalogueSnapshot? Known => holder.Current is { } newest ? loaded.GetValueOrDefault((newest.Installation, newest.Number)) : null;

    /// <summary>The catalogue of a release, and the newest release as this instance knows it.</summary>
    /// <param name="pinned">Release; null for the newest.</param>
    /// <param name="cancel">Cancels.</param>
    /// <exception cref="ProblemException">Nothing is published yet, or that release holds no catalogue.</exception>
    public async Task<(CatalogueSnapshot Catalogue, CurrentRelease Newest)> GetAsync(int? pinned, CancellationToken cancel)
    {
        var newest = holder.Newest;
        if (loaded.TryGetValue((newest.Installation, pinned ?? newest.Number), out var known))
        {
            return (known, newest);
        }

        await loading.WaitAsync(cancel); // many requests wait for one reading
        try
        {
            if (loaded.TryGetValue((newest.Installation, pinned ?? newest.Number), out known))
            {
                return (known, newest);
            }

            await using var snapshot = await reader.OpenAsync(pinned, isWhole: false, cancel);
            var catalogue = await CatalogueReader.LoadAsync(snapshot.Database, snapshot.Release, cancel)
                ?? throw (pinned is null ? new ProblemException(ProblemCode.NothingPublished) : new ProblemException(ProblemCode.NotFound, $"catalogue of release {pinned}"));
            Keep((snapshot.Newest.Installation, snapshot.Release.Number), catalogue);
            return (catalogue, snapshot.Newest);
        }
        finally
        {
            loading.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => loading.Dispose();

    private void Keep((string Installation, int Release) key, CatalogueSnapshot catalogue)
    {
        if (loaded.Count >= Kept)
        {
            loaded.TryRemove(loaded.Keys.MinBy(older => older.Release), out _);
        }

        loaded[key] = catalogue;
    }
}
