using System.Collections.Concurrent;
using System.Diagnostics;

namespace Sapporo.OpenData.Api.Http.Resources.Plain;

/// <summary>
/// A few threads that read pages, one after another, each waiting for the database itself: handing an answer of a tenth of a
/// millisecond from thread to thread costs as much as reading it. More readers at once than the cores can serve would only
/// all wait longer; but one that has read for long stands aside for another, so that slow pages never hold up quick ones.
/// Each may keep what it reads from while there is work, so that under load few connections serve all, each of them warm.
/// </summary>
/// <typeparam name="TSource">What is read from: a connection.</typeparam>
public sealed class ReaderThreads<TSource> : IDisposable
    where TSource : class, IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromMilliseconds(100);
    private readonly Func<TSource> open;
    private readonly TimeSpan kept;
    private readonly int usual;
    private readonly int most;
    private readonly TimeSpan patience;
    private readonly BlockingCollection<Turn> waiting = [];
    private readonly List<Reader> readers = []; // its own lock
    private readonly Timer watch;
    private int isWatching;

    /// <summary>Threads that begin with the first reading.</summary>
    /// <param name="open">Opens a source.</param>
    /// <param name="kept">How long a reader keeps its source without work; zero where it gives it back after each reading, as after one that failed.</param>
    /// <param name="usual">How many read at once.</param>
    /// <param name="most">How many there are, with those that have read for long.</param>
    /// <param name="patience">How long a reading waits for its turn.</param>
    public ReaderThreads(Func<TSource> open, TimeSpan kept, int usual, int most, TimeSpan patience)
    {
        (this.open, this.kept, this.usual, this.most, this.patience) = (open, kept, usual, Math.Max(usual, most), patience);
        watch = new Timer(_ => Watch());
    }

    /// <summary>Reads, when its turn has come. What awaits the result goes on elsewhere, so that a turn ends with the reading.</summary>
    /// <exception cref="TimeoutException">No turn came.</exception>
    public Task<TResult> RunAsync<TResult>(Func<TSource, TResult> read, CancellationToken cancel)
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
                var reader = new Reader(open);
                readers.Add(reader);
                new Thread(() => TakeTurns(reader)) { IsBackground = true, Name = "page reader" }.Start();
            }
        }
    }

    private void TakeTurns(Reader reader)
    {
        while (!waiting.IsCompleted)
        {
            if (waiting.TryTake(out var turn, reader.HasSource ? kept : Timeout.InfiniteTimeSpan))
            {
                reader.Take(turn);
            }

            if (turn is null || kept == TimeSpan.Zero)
            {
                reader.Close();
            }

            if (readers.Count > usual && IsTooMany(reader))
            {
                break;
            }
        }

        reader.Close();
    }

    private bool IsTooMany(Reader reader)
    {
        lock (readers)
        {
            return readers.Count(other => !other.IsLong) > usual && readers.Remove(reader);
        }
    }

    private sealed class Reader(Func<TSource> open)
    {
        private TSource? source;
        private long since; // when the reading began; 0 between two

        public bool HasSource => source is not null;

        public bool IsLong => Volatile.Read(ref since) is var began and not 0 && Stopwatch.GetElapsedTime(began) > Long;

        public void Take(Turn turn)
        {
            Volatile.Write(ref since, Stopwatch.GetTimestamp());
            turn.Take(this);
            Volatile.Write(ref since, 0);
        }

        public TSource Source() => source ??= open();

        public void Close()
        {
            try
            {
                source?.Dispose();
            }
            catch (Exception)
            {
                // What can't even be closed is gone; the next turn opens another.
            }

            source = null;
        }
    }

    private abstract class Turn
    {
        public abstract void Take(Reader reader);
    }

    private sealed class Turn<TResult>(Func<TSource, TResult> read, TimeSpan patience, CancellationToken cancel) : Turn
    {
        private readonly TaskCompletionSource<TResult> result = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ExecutionContext? context = ExecutionContext.Capture(); // whose span the statements belong to
        private readonly long since = Stopwatch.GetTimestamp();
        private Reader? reader;

        public Task<TResult> Result => result.Task;

        public override void Take(Reader reader)
        {
            this.reader = reader;
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

                result.SetResult(read(reader!.Source()));
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                reader!.Close();
                result.SetCanceled(cancel);
            }
            catch (Exception failed)
            {
                reader!.Close();
                result.SetException(failed);
            }
        }
    }
}
