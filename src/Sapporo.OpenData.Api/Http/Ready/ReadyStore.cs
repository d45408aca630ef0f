using System.Collections.Concurrent;

namespace Sapporo.OpenData.Api.Http.Ready;

/// <summary>Keeps what was used lately within a bound of bytes, in two generations: the older goes where the newer has taken half.</summary>
/// <param name="most">Bytes at most.</param>
internal sealed class ReadyStore<TKey, TValue>(long most)
    where TKey : notnull
    where TValue : class
{
    private readonly Lock turning = new();
    private volatile Generation newer = new();
    private volatile Generation older = new();

    /// <summary>Bytes kept, as they were told.</summary>
    public long Bytes => newer.Bytes + older.Bytes;

    /// <summary>What is kept for a key.</summary>
    public bool TryGet(TKey key, out TValue value)
    {
        if (newer.Items.TryGetValue(key, out var kept))
        {
            value = kept.Value;
            return true;
        }

        if (older.Items.TryGetValue(key, out kept))
        {
            Set(key, kept.Value, kept.Bytes);
            value = kept.Value;
            return true;
        }

        value = null!;
        return false;
    }

    /// <summary>Keeps something; not what would take more than a tenth of all by itself.</summary>
    public void Set(TKey key, TValue value, int bytes)
    {
        if (bytes > most / 10)
        {
            return;
        }

        lock (turning)
        {
            if (newer.Bytes + bytes > most / 2)
            {
                (older, newer) = (newer, new Generation());
            }

            if (newer.Items.TryGetValue(key, out var before))
            {
                newer.Bytes -= before.Bytes;
            }

            newer.Items[key] = (value, bytes);
            newer.Bytes += bytes;
        }
    }

    private sealed class Generation
    {
        public ConcurrentDictionary<TKey, (TValue Value, int Bytes)> Items { get; } = new();

        public long Bytes { get; set; }
    }
}
