using System.Collections.Concurrent;

namespace Sapporo.OpenData.Api.Http.Resources;

/// <summary>How many rows match a filter in a release, as counted before.</summary>
internal sealed class KnownTotals
{
    private readonly RecentValues<MatchKey, long> known = new(20_000);
    private readonly ConcurrentDictionary<MatchKey, SemaphoreSlim> counting = new();

    /// <summary>The total; null where it is not known.</summary>
    public long? Known(MatchKey key) => known.TryGet(key, out var total) ? total : null;

    /// <summary>Keeps a total, which is asked for only where a row is there: null for none, for then the release is no longer the newest.</summary>
    public long? Keep(MatchKey key, long total)
    {
        if (total == 0)
        {
            return null;
        }

        known.Set(key, total);
        return total;
    }

    /// <summary>The total, counted where it is not known. Where several ask, one counts and the others wait for it: counting all there is takes long.</summary>
    /// <param name="key">What is counted.</param>
    /// <param name="count">Counts the rows.</param>
    /// <param name="patience">How long to wait for another; then each counts for itself.</param>
    /// <param name="cancel">Cancels the waiting.</param>
    public long? CountOnce(MatchKey key, Func<long> count, TimeSpan patience, CancellationToken cancel)
    {
        var turn = counting.GetOrAdd(key, static _ => new SemaphoreSlim(1));
        var isMine = turn.Wait(patience, cancel);
        try
        {
            return Known(key) ?? Keep(key, count());
        }
        finally
        {
            counting.TryRemove(KeyValuePair.Create(key, turn));
            if (isMine)
            {
                turn.Release();
            }
        }
    }

    /// <summary>The total, counted in a snapshot where it is not known.</summary>
    public async Task<long> OfAsync(MatchKey key, Func<Task<long>> count)
    {
        if (!known.TryGet(key, out var total))
        {
            known.Set(key, total = await count());
        }

        return total;
    }
}
