using System.Collections.Concurrent;
using System.Diagnostics;

namespace Sapporo.OpenData.Api.Http.Resources.Plain;

/// <summary>
/// A few threads that read pages, one after another, each waiting for the database itself: handing an answer of a tenth of a
/// millisecond from thread to thread costs as much as reading it. More readers at once than the cores can serve would only
/// all wait longer; but one that has read for long stands aside for another, so that slow pages never hold up quick ones.
/// </summary>
public sealed class ReaderThreads : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromMilliseconds(100);
    private readonly int usual;
    private readonly int most;
    private readonly TimeSpan patience;
    private readonly BlockingCollection<Turn> waiting = [];
    private readonly List<Reader> readers = []; // its own lock
    private readonly Timer watch;
    private int isWatching;

    /// <summary>Threads that begin with the first reading.</summary>
    /// <param name="usual">How many read at once.</param>
    /// <param name="most">How many there are, with those that have read for long.</param>
    /// <param name="patience">How long a reading waits for its turn.</param>
    public ReaderThreads(int usual, int most, TimeSpan patience)
    {
        (this.usual, this.most, this.patience) = (usual, Math.Max(usual, most), patience);
        watch = new Timer(_ => Watch());
    }

    /// <summary>Reads, when its turn has come. What awaits the result goes on elsewhere, so that a turn ends with the reading.</summary>
    /// <exception cref="TimeoutException">No turn came.</exception>
    public Task<TResult> RunAsync<TResult>(Func<TResult> read, CancellationToken cancel)
    {
        var turn = new Turn<TResult>(read, patience, cancel);
        waiting.Add(turn, CancellationToken.None);
        if (readers.Count < usual)
        {
            StartWhereNeeded();
        }

        WatchSoon();
        return turn.Result;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        waiting.CompleteAdding();
        watch.Dispose();
    }

    private void WatchSoon()
    {
        if (Interlocked.Exchange(ref isWatching, 1) == 0)
        {
            watch.Change(Long, Timeout.InfiniteTimeSpan);
        }
    }

    private void Watch()
    {
        Volatile.Write(ref isWatching, 0);
        if (waiting.Count > 0)
        {
            StartWhereNeeded();
            WatchSoon();
        }
    }

    private void StartWhereNeeded()
    {
        lock (readers)
        {
            if (readers.Count < most && readers.Count(reader => !reader.IsLong) < usual)
            {
                var reader = new Reader();
                readers.Add(reader);
                new Thread(() => TakeTurns(reader)) { IsBackground = true, Name = "page reader" }.Start();
            }
        }
    }

    private void TakeTurns(Reader reader)
    {
        foreach (var turn in waiting.GetConsumingEnumerable())
        {
            reader.Since = Stopwatch.GetTimestamp();
            turn.Take();
            reader.Since = 0;
            if (readers.Count > usual && IsTooMany(reader))
            {
                return;
            }
        }
    }

    private bool IsTooMany(Reader reader)
    {
        lock (readers)
        {
            return readers.Count(other => !other.IsLong) > usual && readers.Remove(reader);
        }
    }

    private sealed class Reader
    {
        private long since;

        // When the reading began; 0 between two.
        public long Since
        {
            set => Volatile.Write(ref since, value);
        }

        public bool IsLong => Volatile.Read(ref since) is var began and not 0 && Stopwatch.GetElapsedTime(began) > Long;
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
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                result.SetCanceled(cancel);
            }
            catch (Exception failed)
            {
                result.SetException(failed);
            }
        }
    }
}
