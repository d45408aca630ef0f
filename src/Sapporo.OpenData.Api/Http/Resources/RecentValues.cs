using System.Collections.Concurrent;

namespace Sapporo.OpenData.Api.Http.Resources;

/// <summary>Keeps values that were asked for lately, in two generations: the older is dropped where the newer is full.</summary>
/// <param name="most">Values in a generation.</param>
internal sealed class RecentValues<TKey, TValue>(int most)
    where TKey : notnull
{
    private ConcurrentDictionary<TKey, TValue> older = new();
    private ConcurrentDictionary<TKey, TValue> newer = new();

    /// <summary>A value, where it is kept.</summary>
    public bool TryGet(TKey key, out TValue value)
    {
        if (newer.TryGetValue(key, out value!))
        {
            return true;
        }

        if (older.TryGetValue(key, out value!))
        {
            Set(key, value);
            return true;
        }

        return false;
    }

    /// <summary>Keeps a value.</summary>
    public void Set(TKey key, TValue value)
    {
        if (newer.Count >= most)
        {
            (older, newer) = (newer, new ConcurrentDictionary<TKey, TValue>());
        }

        newer[key] = value;
    }
}
