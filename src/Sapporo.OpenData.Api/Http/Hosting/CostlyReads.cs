using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Sapporo.OpenData.Api.Http.Problems;

namespace Sapporo.OpenData.Api.Http.Hosting;

/// <summary>
/// Lets only a few costly reads run at once (whole results, dumps, archives, comparisons of everything, pages that very many rows are read for), and a few more
/// wait, so that cheap ones always find a processor and a connection. As many run as there are connections for them, so
/// that whoever has a place never waits for a connection.
/// </summary>
public sealed class CostlyReads(IOptions<ApiOptions> options, Telemetry telemetry) : IDisposable
{
    // Nobody waits longer for a place than a page may take.
    private readonly TimeSpan patience = TimeSpan.FromSeconds(options.Value.StatementTimeoutSeconds);
    private readonly ConcurrencyLimiter places = Places(options.Value.BulkPoolSize, options.Value.BulkQueue);
    private readonly ConcurrencyLimiter pages = Places(MostPages, options.Value.BulkQueue);

    // Each keeps a core busy for as long as it runs.
    private static int MostPages => Math.Max(2, Environment.ProcessorCount);

    /// <summary>How many run.</summary>
    public long Running => options.Value.BulkPoolSize - places.GetStatistics()!.CurrentAvailablePermits + MostPages - pages.GetStatistics()!.CurrentAvailablePermits;

    /// <summary>How many wait.</summary>
    public long Waiting => places.GetStatistics()!.CurrentQueuedCount + pages.GetStatistics()!.CurrentQueuedCount;

    /// <summary>Takes a place until the response is complete; waits for one where none is free. Whoever takes nothing of the response for a while is cut off, so that nobody keeps a place for nothing.</summary>
    /// <param name="context">Request and response.</param>
    /// <param name="isCostly">False for a request that turns out to be cheap; it takes none.</param>
    /// <exception cref="ProblemException">No place became free in time, or too many wait already.</exception>
    public static ValueTask EnterAsync(HttpContext context, bool isCostly = true) =>
        isCostly ? TakeAsync(context, isPage: false) : ValueTask.CompletedTask;

    /// <summary>As <see cref="EnterAsync(HttpContext, bool)"/>, for a page that very many rows are read for; such pages have places of their own, so that exports do not keep them waiting. A page is read before it is sent, and its place is free again then.</summary>
    /// <exception cref="ProblemException">No place became free in time, or too many wait already.</exception>
    public static ValueTask EnterPageAsync(HttpContext context) => TakeAsync(context, isPage: true);

    /// <inheritdoc />
    public void Dispose()
    {
        places.Dispose();
        pages.Dispose();
    }

    private static ConcurrencyLimiter Places(int most, int queue) =>
        new(new ConcurrencyLimiterOptions { PermitLimit = most, QueueLimit = queue, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });

    private static async ValueTask TakeAsync(HttpContext context, bool isPage)
    {
        var reads = context.RequestServices.GetRequiredService<CostlyReads>();
        var lease = await reads.AcquireAsync(isPage ? reads.pages : reads.places, context);
        context.Response.RegisterForDispose(lease);
        if (isPage)
        {
            context.Response.OnStarting(static place =>
            {
                ((RateLimitLease)place).Dispose();
                return Task.CompletedTask;
            }, lease);
        }
        else
        {
            CountedBody.Hurry(context);
        }
    }

    private async Task<RateLimitLease> AcquireAsync(ConcurrencyLimiter limiter, HttpContext context)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        limit.CancelAfter(patience);
        try
        {
            var lease = await limiter.AcquireAsync(1, limit.Token);
            if (lease.IsAcquired)
            {
                return lease;
            }
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            // Waited long enough: refused like those that may not wait.
        }

        telemetry.CountRefusal(ProblemCode.ServerBusy.Code);
        throw new ProblemException(ProblemCode.ServerBusy);
    }
}
