using Sapporo.OpenData.Api.Http.Resources.Plain;
using Xunit;

namespace Sapporo.OpenData.Tests.Http;

/// <summary>Readings take turns on a few threads; slow ones never hold up quick ones, up to a bound.</summary>
public sealed class ReaderThreadsTests
{
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task No_more_read_at_once_than_usual_while_all_are_quick()
    {
        using var threads = Threads(2, 10, Enough);
        var (now, highest) = (0, 0);
        var all = Enumerable.Range(0, 200).Select(number => threads.RunAsync(_ =>
        {
            var reading = Interlocked.Increment(ref now);
            InterlockedMax(ref highest, reading);
            Thread.SpinWait(10_000);
            Interlocked.Decrement(ref now);
            return number;
        }, CancellationToken.None));
        Assert.Equal(Enumerable.Range(0, 200), await Task.WhenAll(all));
        Assert.InRange(highest, 1, 2);
    }

    [Fact]
    public async Task Slow_ones_stand_aside_until_there_are_too_many()
    {
        var patience = TimeSpan.FromSeconds(4);
        using var threads = Threads(2, 4, patience);
        using var gate = new ManualResetEventSlim();
        var slow = Enumerable.Range(0, 3).Select(_ => threads.RunAsync(_ => gate.Wait(Enough), CancellationToken.None)).ToList();
        Assert.Equal("quick", await threads.RunAsync(_ => "quick", CancellationToken.None));

        slow.Add(threads.RunAsync(_ => gate.Wait(Enough), CancellationToken.None));
        var late = threads.RunAsync(_ => "late", CancellationToken.None);
        await Task.Delay(patience + TimeSpan.FromMilliseconds(200));
        gate.Set();
        await Assert.ThrowsAsync<TimeoutException>(() => late);
        Assert.All(await Task.WhenAll(slow), Assert.True);
        Assert.Equal("after", await threads.RunAsync(_ => "after", CancellationToken.None));
    }

    [Fact]
    public async Task Who_goes_away_while_waiting_is_not_read_for()
    {
        using var threads = Threads(1, 1, Enough);
        using var gate = new ManualResetEventSlim();
        using var client = new CancellationTokenSource();
        var isRead = false;
        var first = threads.RunAsync(_ => gate.Wait(Enough), CancellationToken.None);
        var second = threads.RunAsync(_ => isRead = true, client.Token);
        await client.CancelAsync();
        gate.Set();
        Assert.True(await first);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.False(isRead);
    }

    [Fact]
    public async Task What_a_reading_throws_comes_to_who_asked_and_its_context_goes_along()
    {
        using var threads = Threads(1, 1, Enough);
        var asker = new AsyncLocal<string> { Value = "asker" };
        await Assert.ThrowsAsync<InvalidDataException>(() => threads.RunAsync<int>(_ => throw new InvalidDataException(), CancellationToken.None));
        Assert.Equal("asker", await threads.RunAsync(_ => asker.Value, CancellationToken.None));
    }

    [Fact]
    public async Task A_source_is_kept_for_a_while()
    {
        using var threads = Threads(1, 1, Enough, Enough);
        var first = await threads.RunAsync(source => source, CancellationToken.None);
        Assert.Same(first, await threads.RunAsync(source => source, CancellationToken.None));
        Assert.False(first.IsClosed.Task.IsCompleted);
    }

    [Fact]
    public async Task A_source_is_given_back_when_there_is_no_work()
    {
        using var threads = Threads(1, 1, Enough, TimeSpan.FromMilliseconds(50));
        var first = await threads.RunAsync(source => source, CancellationToken.None);
        await first.IsClosed.Task.WaitAsync(Enough);
        Assert.NotSame(first, await threads.RunAsync(source => source, CancellationToken.None));
    }

    [Fact]
    public async Task A_source_of_which_a_reading_failed_is_not_read_again()
    {
        using var threads = Threads(1, 1, Enough, Enough);
        Source? failed = null;
        await Assert.ThrowsAsync<InvalidDataException>(() => threads.RunAsync<int>(
            source =>
            {
                failed = source;
                throw new InvalidDataException();
            },
            CancellationToken.None));
        Assert.NotSame(failed, await threads.RunAsync(source => source, CancellationToken.None));
        Assert.True(failed!.IsClosed.Task.IsCompleted);
    }

    [Fact]
    public async Task Where_none_is_kept_each_reading_has_its_own()
    {
        using var threads = Threads(1, 1, Enough);
        var first = await threads.RunAsync(source => source, CancellationToken.None);
        Assert.NotSame(first, await threads.RunAsync(source => source, CancellationToken.None));
        Assert.True(first.IsClosed.Task.IsCompleted);
    }

    [Fact]
    public async Task Sources_are_given_back_when_reading_ends()
    {
        var threads = Threads(1, 1, Enough, Enough);
        var source = await threads.RunAsync(source => source, CancellationToken.None);
        threads.Dispose();
        await source.IsClosed.Task.WaitAsync(Enough);
    }

    [Fact]
    public async Task A_source_that_can_not_be_opened_fails_the_reading_and_no_other()
    {
        var isAway = true;
        using var threads = new ReaderThreads<Source>(() => isAway ? throw new TimeoutException("away") : new Source(), Enough, 1, 1, Enough);
        Assert.Equal("away", (await Assert.ThrowsAsync<TimeoutException>(() => threads.RunAsync(_ => 1, CancellationToken.None))).Message);
        isAway = false;
        Assert.Equal(1, await threads.RunAsync(_ => 1, CancellationToken.None));
    }

    private static ReaderThreads<Source> Threads(int usual, int most, TimeSpan patience, TimeSpan kept = default) => new(() => new Source(), kept, usual, most, patience);

    private static void InterlockedMax(ref int highest, int value)
    {
        for (var seen = Volatile.Read(ref highest); value > seen; seen = Volatile.Read(ref highest))
        {
            Interlocked.CompareExchange(ref highest, value, seen);
        }
    }

    private sealed class Source : IDisposable
    {
        public TaskCompletionSource IsClosed { get; } = new();

        public void Dispose() => IsClosed.SetResult();
    }
}
