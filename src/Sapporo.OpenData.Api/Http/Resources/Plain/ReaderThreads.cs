using System.Collections.Concurrent;
using System.Diagnostics;

namespace Sapporo.OpenData.Api.Http.Resources.Plain;

/// <summary>
/// A few threads that read pages, one after another, each waiting for the database itself: handing an answer of a tenth of a
/// millisecond from thread to thread costs as much as reading it. More readers at once than the cores can serve would only
/// all wait longer.
/// </summary>
/// <param name="count">Threads; started with the first reading.</param>
/// <param name="patience">How long a reading waits for its turn.</param>
internal sealed class ReaderThreads(int count, TimeSpan patience) : IDisposable
{
    private readonly BlockingCollection<Turn> waiting = [];
    private int isStarted;

    /// <summary>Reads, when its turn has come. What awaits the result goes on elsewhere, so that a turn ends with the reading.</summary>
    /// <exception cref="TimeoutException">No turn came.</exception>
    public Task<TResult> RunAsync<TResult>(Func<TResult> read, CancellationToken cancel)
    {
        if (Interlocked.Exchange(ref isStarted, 1) == 0)
        {
            for (var i = 0; i < count; i++)
            {
                new Thread(TakeTurns) { IsBackground = true, Name = $"page reader {i + 1}" }.Start();
            }
        }

        var turn = new Turn<TResult>(read, patience, cancel);
        waiting.Add(turn, CancellationToken.None);
        return turn.Result;
    }

    /// <inheritdoc />
    public void Dispose() => waiting.CompleteAdding();

    private void TakeTurns()
    {
        foreach (var turn in waiting.GetConsumingEnumerable())
        {
            turn.Take();
        }
    }

    private abstract class Turn
    {
        public abstract void Take();
    }

    private sealed class Turn<TResult>(Func<TResult> read, TimeSpan patience, CancellationToken cancel) : Turn
    {
        private readonly TaskCompletionSource<TResult> result = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ExecutionContext? context = ExecutionContext.Capture(); // whose span the statements belong to
        private readonly long since = Stopwatch.GetTimestamp();

        public Task<TResult> Result => result.Task;

        public override void Take()
        {
            if (context is null)
            {
                Read();
            }
            else
            {
                ExecutionContext.Run(context, static turn => ((Turn<TResult>)turn!).Read(), this);
            }
        }

        private void Read()
        {
            try
            {
                cancel.ThrowIfCancellationRequested();
                if (Stopwatch.GetElapsedTime(since) > patience)
                {
                    throw new TimeoutException("No turn to read came in time.");
                }

                result.SetResult(read());
            }
            catch (Exception failed)
            {
                result.SetException(failed);
            }
        }
    }
}
