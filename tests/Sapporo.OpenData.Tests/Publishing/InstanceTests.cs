using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;
using Xunit.Abstractions;

namespace Sapporo.OpenData.Tests.Publishing;

/// <summary>Two instances over one database, read all the time while one release follows another.</summary>
public sealed partial class InstanceTests(TestApi api, ITestOutputHelper output) : IClassFixture<TestApi>
{
    private const int Releases = 5;

    // The promise is one second; a test machine that runs other things beside gets two more. The benchmark prints the real figures.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);
    private static readonly string[] Addresses =
    [
        "/v1/municipalities", "/v1/municipalities/011002", "/dataset/municipalities/municipalities.csv", "/api/3/action/package_show?id=municipalities", "/catalog.ttl",
    ];

    private readonly ConcurrentBag<Reading> readings = [];
    private readonly ConcurrentBag<string> failures = [];

    [Fact]
    public async Task No_answer_is_stale_for_long_none_is_mixed_and_none_fails()
    {
        var (app, other) = await TestApi.StartAsync(api.ConnectionString);
        await TestApi.WaitUntilReadyAsync(other);
        using var stop = new CancellationTokenSource();
        var clients = new[] { api.Client, other }.SelectMany(instance => Enumerable.Range(0, 2).Select(first => ReadAsync(instance, first, stop.Token))).ToList();
        var commits = new SortedDictionary<int, long> { [1] = 0 };
        using var input = new InputDirectory();
        for (var release = 2; release <= Releases + 1; release++)
        {
            if (release == Releases)
            {
                await CutListenersAsync();
            }

            var name = FormattableString.Invariant($"${{name}} e{release},");
            input.Edit("municipalities.csv", text => EnglishName().Replace(text, name));
            Assert.Equal(release, (await input.PublishAsync(api)).Release);
            commits[release] = Stopwatch.GetTimestamp();
            await Task.Delay(1500);
        }

        await stop.CancelAsync();
        await Task.WhenAll(clients);
        await app.DisposeAsync();
        Assert.Empty(failures);
        AssertOneReleaseEach();
        AssertFresh(commits);
    }

    private async Task ReadAsync(HttpClient client, int first, CancellationToken stop)
    {
        for (var i = first; !stop.IsCancellationRequested; i++)
        {
            var address = Addresses[i % Addresses.Length];
            try
            {
                var asked = Stopwatch.GetTimestamp();
                using var response = await client.GetAsync(address, CancellationToken.None);
                var body = await response.Content.ReadAsByteArrayAsync(CancellationToken.None);
                if (response.StatusCode == HttpStatusCode.OK)
                {
                    readings.Add(new Reading(client, address, asked, response.Headers.ETag!.Tag, body));
                }
                else
                {
                    failures.Add($"{address}: {(int)response.StatusCode} {Encoding.UTF8.GetString(body)}");
                }
            }
            catch (HttpRequestException failed)
            {
                failures.Add($"{address}: {failed.Message}");
            }

            await Task.Delay(10, CancellationToken.None);
        }
    }

    // The connections that listen: idle outside a transaction, having asked for the newest release.
    private async Task CutListenersAsync() =>
        Assert.NotEmpty(await api.QueryAsync("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and state = 'idle' and query like 'select number, published_at%'"));

    // All that an answer says is of one release, and its ETag belongs to that release alone.
    private void AssertOneReleaseEach()
    {
        foreach (var reading in readings)
        {
            _ = Release(reading);
        }

        foreach (var tag in readings.GroupBy(reading => (reading.Client, reading.Address, reading.Tag)))
        {
            Assert.Single(tag.Select(reading => Convert.ToHexString(SHA256.HashData(reading.Body))).Distinct(StringComparer.Ordinal));
        }
    }

    private void AssertFresh(SortedDictionary<int, long> commits)
    {
        var worst = TimeSpan.Zero;
        foreach (var reading in readings)
        {
            var release = Release(reading);
            foreach (var (_, commit) in commits.Where(commit => commit.Key > release && commit.Value < reading.Asked))
            {
                var age = Stopwatch.GetElapsedTime(commit, reading.Asked);
                worst = age > worst ? age : worst;
                Assert.True(age < Limit, $"{reading.Address} still answers release {release} {age} after the next");
            }
        }

        output.WriteLine(FormattableString.Invariant($"{readings.Count} answers; the latest stale one was asked for {worst.TotalMilliseconds:0} ms after a commit"));
        foreach (var address in Addresses)
        {
            Assert.Contains(readings, reading => reading.Address == address && Release(reading) == Releases + 1);
        }
    }

    private int Release(Reading reading)
    {
        var text = Encoding.UTF8.GetString(reading.Body);
        switch (Array.IndexOf(Addresses, reading.Address))
        {
            case 0:
                var list = JsonNode.Parse(text)!;
                Assert.Equal(12, list["total"]!.GetValue<int>());
                Assert.Equal(12, list["items"]!.AsArray().Count);
                return Only(text, list["release"]!.GetValue<int>());
            case 1:
                return Only(text, JsonNode.Parse(text)!["release"]!.GetValue<int>());
            case 2:
                Assert.StartsWith(Convert.ToHexStringLower(SHA256.HashData(reading.Body))[..32], reading.Tag.Trim('"'), StringComparison.Ordinal);
                return Only(text, null);
            default:
                // The catalogue names the bytes of the file, and the file names the release.
                var known = FileReleases().Where(file => text.Contains(file.Key, StringComparison.OrdinalIgnoreCase)).Select(file => file.Value).ToList();
                return Assert.Single(known);
        }
    }

    // Every edition writes its number behind each name.
    private static int Only(string text, int? label)
    {
        var release = Assert.Single(Edition().Matches(text).Select(match => int.Parse(match.Groups["n"].Value, CultureInfo.InvariantCulture)).DefaultIfEmpty(1).Distinct());
        Assert.Equal(label ?? release, release);
        return release;
    }

    private Dictionary<string, int>? fileReleases;

    private Dictionary<string, int> FileReleases() => fileReleases ??= readings.Where(reading => reading.Address == Addresses[2])
        .DistinctBy(reading => reading.Tag).Select(reading => (Hash: Convert.ToHexStringLower(SHA256.HashData(reading.Body)), Release: Only(Encoding.UTF8.GetString(reading.Body), null)))
        .DistinctBy(file => file.Hash).ToDictionary(file => file.Hash, file => file.Release);

    [GeneratedRegex(@"(?<=^\d{6},\d+,[^,]+,[^,]+,)(?<name>[A-Za-z]+)[^,]*,", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EnglishName();

    [GeneratedRegex(@"[a-z] e(?<n>\d+)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Edition();

    private sealed record Reading(HttpClient Client, string Address, long Asked, string Tag, byte[] Body);
}
