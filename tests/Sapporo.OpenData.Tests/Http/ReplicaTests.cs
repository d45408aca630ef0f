using System.Net;
using System.Text.Json.Nodes;
using Sapporo.OpenData.Publishing;
using Sapporo.OpenData.Storage;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Http;

/// <summary>A server over a streaming replica, which cannot listen for releases.</summary>
public class ReplicaTests
{
    [Fact]
    public async Task A_replica_serves_and_new_releases_are_seen_by_asking()
    {
        var primary = PrivateCluster.Start();
        await Migrator.MigrateAsync(primary.ConnectionString);
        await using var source = OpenDataSources.Create(primary.ConnectionString, DatabaseRole.Publisher, TimeSpan.Zero);
        await new Publisher(source).PublishAsync(TestDatabase.DataDirectory);
        var replica = primary.StartReplica();
        var (app, client) = await TestApi.StartAsync(replica.ConnectionString, ("OpenData:ReleasePollSeconds", "1"));
        var (slow, late) = await TestApi.StartAsync(replica.ConnectionString, ("OpenData:ReleasePollSeconds", "3600"));
        var (slowest, last) = await TestApi.StartAsync(replica.ConnectionString, ("OpenData:ReleasePollSeconds", "3600"));
        var (slower, later) = await TestApi.StartAsync(replica.ConnectionString, ("OpenData:ReleasePollSeconds", "3600"));
        await TestApi.WaitUntilReadyAsync(late);
        await TestApi.WaitUntilReadyAsync(later);
        await TestApi.WaitUntilReadyAsync(last);
        var file = await ManyRowsTests.FileAsync(late);
        await ManyRowsTests.FileAsync(later); // the catalogue of the first release is in memory
        for (var i = 0; i < 200 && await ReleaseAsync(client) is null; i++)
        {
            await Task.Delay(50); // nobody asks /health/ready, which would look for itself
        }

        Assert.Equal(1, await ReleaseAsync(client));
        using var input = new InputDirectory();
        input.Replace("demographics.csv", "\"120,636\"", "\"120,637\"");
        Assert.Equal(2, (await new Publisher(source).PublishAsync(input.Path)).Release);
        for (var i = 0; i < 200 && await ReleaseAsync(client) == 1; i++)
        {
            await Task.Delay(50);
        }

        Assert.Equal(2, await ReleaseAsync(client));
        await FollowedAsync(client, last);
        await LabelledAsync(late, $"/api/3/action/datastore_search?resource_id={file}");
        await LabelledAsync(later, $"/datastore/dump/{file}");
        await slow.DisposeAsync();
        await slower.DisposeAsync();
        await slowest.DisposeAsync();
        await app.DisposeAsync();
        replica.StopServer();
        primary.StopServer();
    }

    // A server that has not heard of the second release reads its rows, and says so by the tag that it has then for ever.
    private static async Task LabelledAsync(HttpClient client, string url)
    {
        using var first = await client.GetAsync(url);
        Assert.Contains("120,637", await first.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var known = await client.GetAsync("/health/ready");
        using var again = await client.GetAsync(url);
        Assert.Equal(again.Headers.ETag, first.Headers.ETag);
        Assert.Equal(again.Content.Headers.LastModified, first.Content.Headers.LastModified);
    }

    // The next page of what one server began is asked of another, which has not heard of that release either; later ones are refused as ever.
    private static async Task FollowedAsync(HttpClient first, HttpClient other)
    {
        var page = JsonNode.Parse(await first.GetStringAsync("/v1/demographics?limit=1"))!;
        using var second = await other.GetAsync(new Uri(page["links"]!["next"]!.GetValue<string>()).PathAndQuery);
        Assert.Equal((HttpStatusCode.OK, 2), (second.StatusCode, JsonNode.Parse(await second.Content.ReadAsStringAsync())!["release"]!.GetValue<int>()));
        using var refused = await other.GetAsync("/v1/projects?limit=1&release=3");
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    private static async Task<int?> ReleaseAsync(HttpClient client)
    {
        using var response = await client.GetAsync("/v1/demographics?limit=1");
        return response.StatusCode == HttpStatusCode.OK ? JsonNode.Parse(await response.Content.ReadAsStringAsync())!["release"]!.GetValue<int>() : null;
    }
}
