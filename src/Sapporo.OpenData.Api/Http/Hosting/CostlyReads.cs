using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Sapporo.OpenData.Api.Http.Problems;

namespace Sapporo.OpenData.Api.Http.Hosting;

/// <summary>
/// Lets only a few costly reads run at once (whole results, dumps, archives, comparisons of everything), and a few more
/// wait, so that cheap ones always find a processor and a connection. As many run as there are connections for them, so
/// that whoever has a place never waits for a connection.
/// </summary>
public sealed class CostlyReads(IOptions<ApiOptions> options, Telemetry telemetry) : IDisposable
{
    // Nobody waits longer for a place than a page may take.
    private readonly TimeSpan patience = TimeSpan.FromSeconds(options.Value.StatementTimeoutSeconds);
    private readonly ConcurrencyLimiter places = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = options.Value.BulkPoolSize,
        QueueLimit = options.Value.BulkQueue,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>How many run.</summary>
    public long Running => options.Value.BulkPoolSize - places.GetStatistics()!.CurrentAvailablePermits;

    /// <summary>How many wait.</summary>
    public long Waiting => places.GetStatistics()!.CurrentQueuedCount;

    /// <summary>Takes a place until the response is complete; waits for one where none is free.</summary>
    /// <param name="context">Request and response.</param>
    /// <param name="isCostly">False for a request that turns out to be cheap; it takes none.</param>
    /// <exception cref="ProblemException">No place became free in time, or too many wait already.</exception>
    public static ValueTask EnterAsync(HttpContext context, bool isCostly = true) =>
        isCostly ? context.RequestServices.GetRequiredService<CostlyReads>().EnterAsync(context) : ValueTask.CompletedTask;

    /// <inheritdoc />
    public void Dispose() => places.Dispose();

    private async ValueTask EnterAsync(HttpContext context)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        limit.CancelAfter(patience);
        try
        {
            var lease = await places.AcquireAsync(1, limit.Token);
            context.Response.RegisterForDispose(lease);
            if (lease.IsAcquired)
            {
                return;
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
