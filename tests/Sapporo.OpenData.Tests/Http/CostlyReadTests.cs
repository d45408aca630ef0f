using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Http;

/// <summary>Costly reads run a few at a time and never keep cheap ones waiting.</summary>
public sealed class CostlyReadTests(TestApi api) : IClassFixture<TestApi>
{
    private const string Table = "opendata.demographic_version";
    private const string Costly = "/v1/demographics?format=csv";

    [Fact]
    public async Task One_runs_one_waits_and_the_next_is_refused_while_pages_are_served()
    {
        var (app, client) = await StartAsync(("OpenData:BulkPoolSize", "1"), ("OpenData:BulkQueue", "1"));
        await using var held = await TableLock.TakeAsync(api.ConnectionString, Table);
        var running = client.GetAsync(Costly);
        Assert.True(await TableLock.UntilAsync(async () => await held.WaitingAsync() == 1, TimeSpan.FromSeconds(10)));
        var waiting = client.GetAsync("/v1/compare"); // ranks all of them, whatever the page
        foreach (var url in new[] { Costly, "/v1/projects?format=ndjson", "/v1/compare", "/catalog.zip", "/datastore/dump/" + await ResourceAsync(client) })
        {
            using var refused = await RefusedAsync(client, url);
            Assert.Equal("server-busy", (await SweepTests.ProblemAsync(refused, HttpStatusCode.ServiceUnavailable))["code"]!.GetValue<string>());
            Assert.True(refused.Headers.RetryAfter!.Delta > TimeSpan.Zero);
        }

        var started = Stopwatch.GetTimestamp();
        foreach (var url in new[] { "/v1/projects", "/v1/municipalities/011002", "/v1/quality", "/dataset/projections/projections.csv", "/health/ready" })
        {
            using var served = await client.GetAsync(url);
            Assert.Equal(HttpStatusCode.OK, served.StatusCode);
        }

        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(5));
        Assert.False(running.IsCompleted || waiting.IsCompleted);
        Assert.Equal(1, await held.WaitingAsync());
        await held.ReleaseAsync();
        Assert.Equal(HttpStatusCode.OK, (await running).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await waiting).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(Costly)).StatusCode); // the places are free again
        await app.DisposeAsync();
    }

    [Fact]
    public async Task Who_waits_longer_than_a_page_may_take_is_refused_and_who_goes_away_frees_its_place()
    {
        var (app, client) = await StartAsync(("OpenData:BulkPoolSize", "1"), ("OpenData:BulkQueue", "1"), ("OpenData:StatementTimeoutSeconds", "1"));
        await using var held = await TableLock.TakeAsync(api.ConnectionString, Table);
        using var leaving = new CancellationTokenSource();
        var running = client.GetAsync(Costly, leaving.Token);
        Assert.True(await TableLock.UntilAsync(async () => await held.WaitingAsync() == 1, TimeSpan.FromSeconds(10)));
        using var tired = await client.GetAsync(Costly);
        Assert.Equal("server-busy", (await SweepTests.ProblemAsync(tired, HttpStatusCode.ServiceUnavailable))["code"]!.GetValue<string>());
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/v1/projects?format=csv")).StatusCode);
        await app.DisposeAsync();
    }

    [Fact]
    public async Task What_the_client_has_already_and_a_comparison_of_one_measure_need_no_place()
    {
        var (app, client) = await StartAsync(("OpenData:BulkPoolSize", "1"), ("OpenData:BulkQueue", "0"));
        using var before = await client.GetAsync("/v1/projects?format=csv");
        await using var held = await TableLock.TakeAsync(api.ConnectionString, Table);
        var running = client.GetAsync(Costly);
        Assert.True(await TableLock.UntilAsync(async () => await held.WaitingAsync() == 1, TimeSpan.FromSeconds(10)));
        using var known = new HttpRequestMessage(HttpMethod.Get, "/v1/projects?format=csv");
        known.Headers.IfNoneMatch.Add(before.Headers.ETag!);
        Assert.Equal(HttpStatusCode.NotModified, (await client.SendAsync(known)).StatusCode);
        var one = client.GetAsync("/v1/compare?measure=population");
        Assert.True(await TableLock.UntilAsync(async () => await held.WaitingAsync() == 2, TimeSpan.FromSeconds(10)));
        await held.ReleaseAsync();
        Assert.Equal(HttpStatusCode.OK, (await running).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await one).StatusCode);
        await app.DisposeAsync();
    }

    private async Task<(WebApplication App, HttpClient Client)> StartAsync(params (string, string)[] settings)
    {
        var (app, client) = await TestApi.StartAsync(api.ConnectionString, settings);
        await TestApi.WaitUntilReadyAsync(client);
        return (app, client);
    }

    private static async Task<string> ResourceAsync(HttpClient client) =>
        System.Text.Json.Nodes.JsonNode.Parse(await client.GetStringAsync("/api/3/action/package_show?id=projections"))!["result"]!["resources"]!.AsArray()
            .First(resource => resource!["format"]!.GetValue<string>() == "CSV")!["id"]!.GetValue<string>();

    // The one before may not have taken its place in the queue yet.
    private static async Task<HttpResponseMessage> RefusedAsync(HttpClient client, string url)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        return await client.GetAsync(url, limit.Token);
    }
}
