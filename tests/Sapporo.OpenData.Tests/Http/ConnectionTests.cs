using System.Text.Json.Nodes;
using Npgsql;
using Sapporo.OpenData.Api.Http.Resources.Plain;
using Sapporo.OpenData.Storage;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Http;

/// <summary>Connections of pages: how many are kept, and what statements leave behind on them.</summary>
public sealed class ConnectionTests(TestApi api) : IClassFixture<TestApi>
{
    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    public async Task Small_pages_leave_connections_to_others_however_many_are_asked_for(string connections)
    {
        var (app, client) = await TestApi.StartAsync(api.ConnectionString, ("OpenData:PoolSize", connections), ("OpenData:ReadyBytes", "0"));
        await TestApi.WaitUntilReadyAsync(client);
        using var enough = new CancellationTokenSource();
        var small = Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            var count = 0;
            for (; !enough.IsCancellationRequested; count++)
            {
                await client.GetStringAsync("/v1/demographics?area=012106&limit=3");
            }

            return count;
        }));
        foreach (var other in new[] { "/v1/demographics?limit=1000", "/v1/changes?limit=1", "/v1/demographics?limit=1000&q=0", "/releases" })
        {
            Assert.True((await client.GetAsync(other).WaitAsync(TimeSpan.FromSeconds(10))).IsSuccessStatusCode, other);
        }

        await enough.CancelAsync();
        Assert.All(await small, count => Assert.True(count > 0));
        await app.DisposeAsync();
    }

    [Fact]
    public async Task A_statement_that_fails_when_it_is_prepared_closes_its_connection()
    {
        await using var source = OpenDataSources.Create(api.ConnectionString, DatabaseRole.Reader, TimeSpan.FromSeconds(10), 1);
        var before = await BackendAsync(source);
        Assert.Equal(before, await BackendAsync(source)); // the pool keeps its one connection
        await using (var connection = await source.OpenConnectionAsync())
        {
            await using var command = new NpgsqlCommand("select nothing from opendata.nowhere", connection);
            Assert.Throws<PostgresException>(() => PlainReader.Prepare(command, source));
        }

        Assert.NotEqual(before, await BackendAsync(source));
    }

    [Fact]
    public async Task After_timeouts_every_connection_answers_as_before()
    {
        var (app, client) = await TestApi.StartAsync(api.ConnectionString, ("OpenData:StatementTimeoutSeconds", "1"), ("OpenData:PoolSize", "3"));
        await TestApi.WaitUntilReadyAsync(client);
        var expected = await client.GetStringAsync("/v1/demographics?area=012106");
        await using (var holder = new NpgsqlConnection(api.ConnectionString))
        {
            await holder.OpenAsync();
            await using var transaction = await holder.BeginTransactionAsync();
            await using (var block = new NpgsqlCommand("lock table opendata.demographic_version in access exclusive mode", holder, transaction))
            {
                await block.ExecuteNonQueryAsync();
            }

            var answers = await Task.WhenAll(Enumerable.Range(1, 12).Select(limit => client.GetAsync($"/v1/demographics?area=012106&limit={limit}")));
            Assert.All(answers, answer => Assert.False(answer.IsSuccessStatusCode));
        }

        for (var i = 0; i < 30; i++)
        {
            Assert.Equal(expected, await client.GetStringAsync("/v1/demographics?area=012106"));
            Assert.Equal(i % 5 + 1, (JsonNode.Parse(await client.GetStringAsync($"/v1/demographics?area=012106&limit={i % 5 + 1}"))!)["items"]!.AsArray().Count);
        }

        await app.DisposeAsync();
    }

    private static async Task<object?> BackendAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand("select pg_backend_pid()");
        return await command.ExecuteScalarAsync();
    }
}
