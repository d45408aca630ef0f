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
        using var threads = new ReaderThreads(2, 10, Enough);
        var (now, highest) = (0, 0);
        var all = Enumerable.Range(0, 200).Select(number => threads.RunAsync(() =>
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
        using var threads = new ReaderThreads(2, 4, patience);
        using var gate = new ManualResetEventSlim();
        var slow = Enumerable.Range(0, 3).Select(_ => threads.RunAsync(() => gate.Wait(Enough), CancellationToken.None)).ToList();
        Assert.Equal("quick", await threads.RunAsync(() => "quick", CancellationToken.None));

        slow.Add(threads.RunAsync(() => gate.Wait(Enough), CancellationToken.None));
        var late = threads.RunAsync(() => "late", CancellationToken.None);
        await Task.Delay(patience + TimeSpan.FromMilliseconds(200));
        gate.Set();
        await Assert.ThrowsAsync<TimeoutException>(() => late);
        Assert.All(await Task.WhenAll(slow), Assert.True);
        Assert.Equal("after", await threads.RunAsync(() => "after", CancellationToken.None));
    }

    [Fact]
    public async Task Who_goes_away_while_waiting_is_not_read_for()
    {
        using var threads = new ReaderThreads(1, 1, Enough);
        using var gate = new ManualResetEventSlim();
        using var client = new CancellationTokenSource();
        var isRead = false;
        var first = threads.RunAsync(() => gate.Wait(Enough), CancellationToken.None);
        var second = threads.RunAsync(() => isRead = true, client.Token);
        await client.CancelAsync();
        gate.Set();
        Assert.True(await first);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.False(isRead);
    }

    [Fact]
    public async Task What_a_reading_throws_comes_to_who_asked_and_its_context_goes_along()
    {
        using var threads = new ReaderThreads(1, 1, Enough);
        var asker = new AsyncLocal<string> { Value = "asker" };
        await Assert.ThrowsAsync<InvalidDataException>(() => threads.RunAsync<int>(() => throw new InvalidDataException(), CancellationToken.None));
        Assert.Equal("asker", await threads.RunAsync(() => asker.Value, CancellationToken.None));
    }

    private static void InterlockedMax(ref int highest, int value)
    {
        for (var seen = Volatile.Read(ref highest); value > seen; seen = Volatile.Read(ref highest))
        {
            Interlocked.CompareExchange(ref highest, value, seen);
        }
    }
}
