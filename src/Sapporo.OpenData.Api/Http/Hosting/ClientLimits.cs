using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

namespace Sapporo.OpenData.Api.Http.Hosting;

/// <summary>
/// A bucket of tokens for each client, filled evenly over a minute: a client may use a minute's requests at once, and
/// then as many as flow in. A client is an IPv4 address or an IPv6 network of 64 bits. Buckets are bounded in number: full ones are
/// dropped, and while none is, further clients share one.
/// </summary>
/// <param name="perMinute">Requests a minute; at least 1.</param>
/// <param name="mostClients">Most buckets.</param>
public sealed class ClientLimits(int perMinute, int mostClients = 10_000)
{
    private readonly ConcurrentDictionary<(AddressFamily Family, ulong Network), TokenBucketRateLimiter> buckets = new();
    private readonly TokenBucketRateLimiter shared = NewBucket(perMinute);
    private long swept;

    /// <summary>Seconds after which a client that has used up its tokens has another.</summary>
    public int SecondsToNext { get; } = (int)Math.Ceiling(60.0 / perMinute);

    /// <summary>How many clients have a bucket.</summary>
    public int Clients => buckets.Count;

    /// <summary>Takes a token of a client.</summary>
    /// <param name="client">Its address; null where the connection has none.</param>
    /// <returns>Whether there was one, and how many are left.</returns>
    public (bool IsAllowed, long Left) Take(IPAddress? client)
    {
        var bucket = BucketOf(NetworkOf(client));
        bucket.TryReplenish();
        using var lease = bucket.AttemptAcquire();
        return (lease.IsAcquired, bucket.GetStatistics()!.CurrentAvailablePermits);
    }

    private TokenBucketRateLimiter BucketOf((AddressFamily Family, ulong Network) client)
    {
        if (buckets.TryGetValue(client, out var known))
        {
            return known;
        }

        if (buckets.Count >= mostClients)
        {
            DropFull();
        }

        return buckets.Count < mostClients ? buckets.GetOrAdd(client, _ => NewBucket(perMinute)) : shared;
    }

    // At most once a second: a flood of addresses must not make each request look at all buckets.
    private void DropFull()
    {
        var (now, last) = (Environment.TickCount64, Interlocked.Read(ref swept));
        if (now - last < 1000 || Interlocked.CompareExchange(ref swept, now, last) != last)
        {
            return;
        }

        foreach (var (client, bucket) in buckets)
        {
            bucket.TryReplenish();
            if (bucket.GetStatistics()!.CurrentAvailablePermits >= perMinute)
            {
                buckets.TryRemove(client, out _);
            }
        }
    }

    private static TokenBucketRateLimiter NewBucket(int perMinute) => new(new TokenBucketRateLimiterOptions
    {
        TokenLimit = perMinute,
        TokensPerPeriod = 1,
        ReplenishmentPeriod = TimeSpan.FromMinutes(1) / perMinute,
        AutoReplenishment = false, // no timer for each client; a bucket is filled when it is used
    });

    // Who has one IPv6 address has all of its network.
    private static (AddressFamily, ulong) NetworkOf(IPAddress? client)
    {
        if (client is null)
        {
            return (AddressFamily.Unspecified, 0);
        }

        var address = client.IsIPv4MappedToIPv6 ? client.MapToIPv4() : client;
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var length);
        return (address.AddressFamily, length == 4 ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt64BigEndian(bytes));
    }
}
