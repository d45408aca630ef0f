using System.Net.Http.Headers;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Http;

/// <summary>A client that goes away stops its query in PostgreSQL within a second.</summary>
public sealed class CancellationTests(TestApi api) : IClassFixture<TestApi>, IAsyncLifetime
{
    private const int Rows = 20_000;

    // A machine that runs other things beside may be late; not three times in a row.
    private const int Tries = 3;

    // Some two gigabytes to send: what is not stopped is still at it seconds later.
    public async Task InitializeAsync()
    {
        if (await api.ScalarAsync("select count(*) from opendata.demographic_version where source_place like 'xxx%'") == "0")
        {
            await api.QueryAsync($"""
                insert into opendata.demographic select 'made-up-' || n from generate_series(1, {Rows}) n;
                insert into opendata.demographic_version (id, area, measure, period, printed, amount, unit, basis_reason, source, source_place, since_release)
                select 'made-up-' || n, '011002', 'commutingRate', (1000 + n / 100)::text, n::text, n, '%', 'basisNotPrinted', 'formation-report', repeat('x', 100000), 1 from generate_series(1, {Rows}) n
                """);
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("/v1/demographics?measure=commutingRate")]
    [InlineData("/v1/demographics?measure=population&format=csv")]
    [InlineData("/v1/demographics?format=ndjson")]
    [InlineData("/v1/demographics?format=json")]
    [InlineData("/v1/compare")]
    [InlineData("/v1/compare?measure=population")]
    [InlineData("/api/3/action/datastore_search?resource_id={demographics}")]
    [InlineData("/datastore/dump/{demographics}")]
    public async Task A_query_that_has_not_begun_to_answer(string url)
    {
        url = url.Replace("{demographics}", await FileOfDemographicsAsync(), StringComparison.Ordinal);
        await using var held = await TableLock.TakeAsync(api.ConnectionString, "opendata.demographic_version");
        await StopsWithinASecondAsync(url, held.WaitingAsync, async () =>
        {
            using var client = new CancellationTokenSource();
            var answer = api.Client.GetAsync(url, client.Token);
            Assert.True(await TableLock.UntilAsync(async () => await held.WaitingAsync() == 1, TimeSpan.FromSeconds(10)));
            await client.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        });
    }

    [Theory]
    [InlineData("/v1/demographics?measure=commutingRate&format=csv", "identity")]
    [InlineData("/v1/demographics?measure=commutingRate&format=csv", "br")]
    [InlineData("/v1/demographics?measure=commutingRate&format=ndjson", "gzip")]
    [InlineData("/v1/demographics?measure=commutingRate&format=json", "identity")]
    [InlineData("/datastore/dump/{demographics}", "identity")]
    [InlineData("/datastore/dump/{demographics}", "gzip")]
    public async Task A_query_in_the_middle_of_its_answer(string url, string coding)
    {
        url = url.Replace("{demographics}", await FileOfDemographicsAsync(), StringComparison.Ordinal);
        await using var held = await TableLock.TakeAsync(api.ConnectionString, "opendata.source"); // to look on; nobody here reads it
        await held.ReleaseAsync();
        using var client = new HttpClient(new SocketsHttpHandler { MaxResponseDrainSize = 0 }) { BaseAddress = api.Client.BaseAddress }; // goes away at once, reading no further
        await StopsWithinASecondAsync(url, held.BusyAsync, async () =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue(coding));
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            response.EnsureSuccessStatusCode();
            await using var body = await response.Content.ReadAsStreamAsync();
            await body.ReadExactlyAsync(new byte[1000]);
            Assert.Equal(1, await held.BusyAsync());
        });
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(1 + 12, (await api.Client.GetStringAsync("/v1/municipalities?format=csv")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        }

        Assert.Equal(12, (await api.JsonAsync("/v1/municipalities?limit=1"))["total"]!.GetValue<int>()); // the connections are sound
    }

    // Begins a query and goes away from it.
    private static async Task StopsWithinASecondAsync(string url, Func<Task<long>> countQueries, Func<Task> beginAndLeave)
    {
        for (var i = 0; i < Tries; i++)
        {
            await beginAndLeave();
            if (await TableLock.UntilAsync(async () => await countQueries() == 0, TimeSpan.FromSeconds(1)))
            {
                return;
            }

            Assert.True(await TableLock.UntilAsync(async () => await countQueries() == 0, TimeSpan.FromSeconds(10)), $"{url} goes on");
        }

        Assert.Fail($"{url} goes on for more than a second");
    }

    private async Task<string> FileOfDemographicsAsync() => (await api.JsonAsync("/api/3/action/package_show?id=demographics"))["result"]!["resources"]!.AsArray()
        .First(resource => resource!["format"]!.GetValue<string>() == "CSV")!["id"]!.GetValue<string>();
}
