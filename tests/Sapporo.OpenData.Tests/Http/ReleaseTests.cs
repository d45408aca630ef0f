using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Sapporo.OpenData.Api.Http.Releases;
using Sapporo.OpenData.Publishing;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Http;

/// <summary>What readers see when a release is published.</summary>
public sealed class ReleaseTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task Two_instances_learn_of_a_release_at_once_and_keep_the_old_one_readable()
    {
        var (other, client) = await TestApi.StartAsync(api.ConnectionString);
        await TestApi.WaitUntilReadyAsync(client);
        var pinned = await api.Client.GetByteArrayAsync("/v1/indicators/1-2-1?release=1");
        using var firstPinned = await api.Client.GetAsync("/v1/indicators/1-2-1?release=1");
        var pinnedTag = firstPinned.Headers.ETag;
        var page = await api.JsonAsync("/v1/indicators?limit=5");
        using var before = await client.GetAsync("/v1/indicators/1-2-1");

        var folder = Directory.CreateTempSubdirectory("opendata-input-").FullName;
        var text = await File.ReadAllTextAsync(Path.Combine(TestDatabase.DataDirectory, "indicators.csv"));
        await File.WriteAllTextAsync(Path.Combine(folder, "indicators.csv"), text.Replace("産業展示会の共同出展回数", "産業展示会の共同出展回数（改）", StringComparison.Ordinal));
        var published = await new Publisher(api.Publisher).PublishAsync(folder, "試験");
        var clock = Stopwatch.StartNew();
        var release = published.Release!.Value;
        foreach (var instance in new[] { api.Client, client })
        {
            while (!(await instance.GetStringAsync("/v1/indicators/1-2-1")).Contains("（改）", StringComparison.Ordinal))
            {
                Assert.True(clock.Elapsed < TimeSpan.FromSeconds(1), "a stale answer a second after publishing");
            }

            using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/indicators/1-2-1");
            request.Headers.IfNoneMatch.Add(before.Headers.ETag!);
            using var after = await instance.SendAsync(request);
            Assert.Equal(HttpStatusCode.OK, after.StatusCode);
            Assert.Equal(pinned, await instance.GetByteArrayAsync("/v1/indicators/1-2-1?release=1").ContinueWith(body => Replace(body.Result, instance.BaseAddress!, api.Client.BaseAddress!)));
        }

        using var stillPinned = await api.Client.GetAsync("/v1/indicators/1-2-1?release=1");
        Assert.Equal(pinnedTag, stillPinned.Headers.ETag);

        // A reader in the middle of pages stays in the release that it began in.
        var second = await api.JsonAsync(page["links"]!["next"]!.GetValue<string>());
        Assert.Equal(1, second["release"]!.GetValue<int>());
        Assert.Equal(release, (await api.JsonAsync("/v1/indicators"))["release"]!.GetValue<int>());

        var change = (await api.JsonAsync($"/v1/changes?release=2&resource=indicators&sort=-release"))["items"]![0]!;
        Assert.Equal(("1-2-1", "changed"), (change["key"]!.GetValue<string>(), change["kind"]!.GetValue<string>()));
        Directory.Delete(folder, recursive: true);
        await other.DisposeAsync();
    }

    [Theory]
    [InlineData("/v1/projects")]
    [InlineData("/v1/demographics")]
    [InlineData("/v1/indicators/1-2-1")]
    [InlineData("/embed/indicators/1-2-1")]
    [InlineData("/projects")]
    public async Task A_release_that_the_database_has_yet_to_receive_is_not_made_of_an_older_one(string url)
    {
        var (app, client) = await TestApi.StartAsync(api.ConnectionString);
        await TestApi.WaitUntilReadyAsync(client);
        var holder = app.Services.GetRequiredService<CurrentReleaseHolder>();
        holder.Update(holder.Newest with { Number = holder.Newest.Number + 1, PublishedAt = DateTime.UtcNow }); // as another replica told
        using var answer = await client.GetAsync($"{url}?release={holder.Newest.Number}");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        await app.DisposeAsync();
    }

    private static byte[] Replace(byte[] body, Uri from, Uri to) =>
        System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.UTF8.GetString(body).Replace(from.ToString(), to.ToString(), StringComparison.Ordinal));
}
