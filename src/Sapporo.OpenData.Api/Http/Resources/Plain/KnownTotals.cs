using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Sapporo.OpenData.Api.Http.Releases;

namespace Sapporo.OpenData.Api.Http.Resources.Plain;

/// <summary>How many rows match a filter in a release, as counted before.</summary>
internal sealed class KnownTotals
{
    private const int LongText = 100; // characters
    private readonly RecentValues<(string Installation, int Release, string Of, string Filter), long> known = new(20_000);
    private readonly ConcurrentDictionary<(string Installation, int Release, string Of, string Filter), SemaphoreSlim> counting = new();

    /// <summary>The total of a statement's rows. Where several ask for one that is not known, one counts and the others wait for it: counting all there is takes long.</summary>
    /// <param name="statement">What is asked.</param>
    /// <param name="count">Counts the rows.</param>
    /// <param name="patience">How long to wait for another; then each counts for itself.</param>
    /// <param name="cancel">Cancels the waiting.</param>
    public long? CountOnce<T>(PlainStatement<T> statement, Func<long> count, TimeSpan patience, CancellationToken cancel)
        where T : class
    {
        var key = KeyOf(statement);
        var turn = counting.GetOrAdd(key, static _ => new SemaphoreSlim(1));
        var isMine = turn.Wait(patience, cancel);
        try
        {
            return Known(statement) ?? Keep(statement, count());
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

    /// <summary>As <see cref="Known"/>, of what an address lists in a snapshot; counted where it is not known.</summary>
    /// <param name="snapshot">Snapshot that is read.</param>
    /// <param name="path">Path of the address: lists of a thing are of that thing only.</param>
    /// <param name="filter">The filters in their canonical form.</param>
    /// <param name="count">Counts the rows.</param>
    public async Task<long> OfAsync(Snapshot snapshot, string path, string filter, Func<Task<long>> count)
    {
        var key = (snapshot.Newest.Installation, snapshot.Release.Number, path, KeyOf(filter));
        if (!known.TryGet(key, out var total))
        {
            known.Set(key, total = await count());
        }

        return total;
    }

    /// <summary>The total of a statement's rows; null where it is not known.</summary>
    public long? Known<T>(PlainStatement<T> statement)
        where T : class => known.TryGet(KeyOf(statement), out var total) ? total : null;

    /// <summary>Keeps a total, which is asked for only where a row is there: null for none, for then the release is no longer the newest.</summary>
    public long? Keep<T>(PlainStatement<T> statement, long total)
        where T : class
    {
        if (total == 0)
        {
            return null;
        }

        known.Set(KeyOf(statement), total);
        return total;
    }

    /// <summary>A text to keep something by: a long one is its hash.</summary>
    public static string KeyOf(string text) => text.Length <= LongText ? text : Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static (string Installation, int Release, string Of, string Filter) KeyOf<T>(PlainStatement<T> statement)
        where T : class => (statement.Newest!.Installation, statement.Release.Number, statement.Query.Resource.Name, KeyOf(statement.Query.FilterPrint));
}
