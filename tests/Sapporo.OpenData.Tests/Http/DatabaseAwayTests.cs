using System.Net;
using Sapporo.OpenData.Publishing;
using Sapporo.OpenData.Storage;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Http;

/// <summary>What the server answers while its database is not there.</summary>
public class DatabaseAwayTests
{
    [Fact]
    public async Task Without_a_release_it_is_live_but_not_ready()
    {
        var name = await TestDatabase.CreateEmptyAsync();
        await Migrator.MigrateAsync(TestCluster.For(name));
        var (app, client) = await TestApi.StartAsync(TestCluster.For(name));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/live")).StatusCode);
        foreach (var url in new[] { "/health/ready", "/v1", "/v1/projects", "/v1/projects/1-1" })
        {
            using var response = await client.GetAsync(url);
            Assert.Equal("nothing-published", (await SweepTests.ProblemAsync(response, HttpStatusCode.ServiceUnavailable))["code"]!.GetValue<string>());
        }

        await app.DisposeAsync();
        await TestCluster.ExecuteAsync($"drop database {name} with (force)");
        await TestCluster.ExecuteAsync($"drop role {name}_owner, {name}_publisher, {name}_reader");
    }

    [Fact]
    public async Task Started_without_its_database_it_says_that_and_not_that_nothing_is_published()
    {
        var (app, client) = await TestApi.StartAsync("Host=/nowhere;Username=opendata;Database=opendata");
        foreach (var url in new[] { "/v1", "/v1/projects", "/dataset/kpi/datapackage.json", "/health/ready" })
        {
            using var response = await client.GetAsync(url);
            Assert.Equal("database-unavailable", (await SweepTests.ProblemAsync(response, HttpStatusCode.ServiceUnavailable))["code"]!.GetValue<string>());
        }

        await app.DisposeAsync();
    }

    [Fact]
    public async Task A_database_that_goes_away_brings_503_and_its_return_is_noticed()
    {
        var cluster = PrivateCluster.Start();
        var connection = cluster.ConnectionString;
        await Migrator.MigrateAsync(connection);
        await using (var source = OpenDataSources.Create(connection, DatabaseRole.Publisher, TimeSpan.Zero))
        {
            await new Publisher(source).PublishAsync(TestDatabase.DataDirectory);
        }

        var (app, client) = await TestApi.StartAsync(connection);
        await TestApi.WaitUntilReadyAsync(client);
        using var before = await client.GetAsync("/v1/projects/1-1");
        cluster.StopServer();
        foreach (var url in new[] { "/health/ready", "/v1", "/v1/projects", "/v1/projects?format=csv", "/v1/projects/1-2" })
        {
            using var response = await client.GetAsync(url);
            await SweepTests.ProblemAsync(response, HttpStatusCode.ServiceUnavailable);
            Assert.NotNull(response.Headers.RetryAfter);
        }

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/live")).StatusCode);
        using var known = new HttpRequestMessage(HttpMethod.Get, "/v1/projects/1-1");
        known.Headers.IfNoneMatch.Add(before.Headers.ETag!);
        Assert.Equal(HttpStatusCode.NotModified, (await client.SendAsync(known)).StatusCode); // answered from memory

        cluster.StartServer();
        await TestApi.WaitUntilReadyAsync(client);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/v1/projects")).StatusCode);
        await app.DisposeAsync();
    }
}
