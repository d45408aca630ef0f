using System.Diagnostics.Metrics;
using Sapporo.OpenData.Api.Http.Releases;

namespace Sapporo.OpenData.Api.Http.Hosting;

/// <summary>What this service measures of itself, as the meter Sapporo.OpenData. Costs nothing while nobody listens.</summary>
public sealed class Telemetry
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Sapporo.OpenData";

    private readonly Counter<long> rows;
    private readonly Counter<long> bytes;
    private readonly Counter<long> cache;
    private readonly Counter<long> refusals;

    /// <summary>The instruments of a host; the factory ends them with it.</summary>
    public Telemetry(IMeterFactory meters, CurrentReleaseHolder holder, IServiceProvider services)
    {
        var meter = meters.Create(MeterName);
        rows = meter.CreateCounter<long>("sapporo.opendata.rows", "{row}", "Rows written into lists and dumps.");
        bytes = meter.CreateCounter<long>("sapporo.opendata.response.bytes", "By", "Bytes of response bodies.");
        cache = meter.CreateCounter<long>("sapporo.opendata.cache.requests", "{request}", "Answers looked up in memory, by sapporo.opendata.cache.result: hit or miss.");
        refusals = meter.CreateCounter<long>("sapporo.opendata.refusals", "{request}", "Requests refused for their number, by error.type: server-busy or too-many-requests.");
        meter.CreateObservableGauge("sapporo.opendata.release", () => holder.Current is { } current ? [new Measurement<int>(current.Number)] : Array.Empty<Measurement<int>>(), "{release}", "Number of the newest release.");
        meter.CreateObservableUpDownCounter("sapporo.opendata.costly_reads", () => CostlyReads(services.GetRequiredService<CostlyReads>()), "{request}", "Costly reads, by sapporo.opendata.state: running or waiting.");
    }

    /// <summary>Whether anyone wants to know the bytes of bodies.</summary>
    public bool CountsBytes => bytes.Enabled;

    /// <summary>Counts rows that were written.</summary>
    public void CountRows(long number) => rows.Add(number);

    /// <summary>Rows, counted on their way where anyone wants to know.</summary>
    public static IAsyncEnumerable<T> Counted<T>(HttpContext context, IAsyncEnumerable<T> source) =>
        context.RequestServices.GetRequiredService<Telemetry>() is { rows.Enabled: true } telemetry ? telemetry.CountAsync(source) : source;

    /// <summary>Counts the bytes of a body.</summary>
    public void CountBytes(long number) => bytes.Add(number);

    /// <summary>Counts an answer that was looked up in memory.</summary>
    public void CountCache(bool isHit) => cache.Add(1, new KeyValuePair<string, object?>("sapporo.opendata.cache.result", isHit ? "hit" : "miss"));

    /// <summary>Counts a request that was refused.</summary>
    /// <param name="code">Code of the problem.</param>
    public void CountRefusal(string code) => refusals.Add(1, new KeyValuePair<string, object?>("error.type", code));

    private static IEnumerable<Measurement<long>> CostlyReads(CostlyReads reads) =>
    [
        new(reads.Running, new KeyValuePair<string, object?>("sapporo.opendata.state", "running")),
        new(reads.Waiting, new KeyValuePair<string, object?>("sapporo.opendata.state", "waiting")),
    ];

    private async IAsyncEnumerable<T> CountAsync<T>(IAsyncEnumerable<T> source, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel = default)
    {
        var number = 0L;
        try
        {
            await foreach (var row in source.WithCancellation(cancel))
            {
                number++;
                yield return row;
            }
        }
        finally
        {
            rows.Add(number);
        }
    }
}
