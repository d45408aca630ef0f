using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Http;

/// <summary>Plain statements while releases follow one another: no answer is of two, none is old for long.</summary>
public sealed partial class PlainReleaseTests(TestApi api) : IClassFixture<TestApi>
{
    private const int Rows = 200_000;

    // The promise is one second; a test machine that runs other things beside gets two more.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task Lists_are_of_one_release_and_fresh()
    {
        using var stop = new CancellationTokenSource();
        string[] addresses = ["/v1/demographics", "/v1/demographics?measure=population&area=012106,012173&limit=3", "/v1/demographics?format=ndjson", "/v1/demographics?area=011002&sort=-amount"];
        var readers = addresses.Select(address => ReadAsync(address, stop.Token)).ToList();
        using var input = new InputDirectory();
        var commits = new SortedDictionary<int, DateTime>();
        for (var edition = 0; edition < 4; edition++)
        {
            input.Edit("demographics.csv", text => Place().Replace(text, FormattableString.Invariant($"の行 e{edition}\n")));
            commits[(await input.PublishAsync(api)).Release!.Value] = DateTime.UtcNow;
            await Task.Delay(700);
        }

        await stop.CancelAsync();
        var first = commits.Keys.First();
        var read = await Task.WhenAll(readers);
        Assert.All(read, Assert.NotEmpty);
        foreach (var (asked, release, editions) in read.SelectMany(readings => readings))
        {
            var edition = Assert.Single(editions);
            Assert.Equal(release ?? edition + first, edition + first);
            Assert.All(commits.Where(commit => commit.Key > edition + first), commit => Assert.True(asked - commit.Value < Limit, $"release {edition + first} was answered {asked - commit.Value} after release {commit.Key}"));
        }
    }

    [Fact]
    public async Task An_export_that_has_begun_ends_with_the_release_that_it_began_with()
    {
        await api.QueryAsync($"""
            insert into opendata.demographic select 'many-' || n from generate_series(1, {Rows}) n;
            insert into opendata.demographic_version (id, area, measure, period, printed, amount, unit, basis_reason, source, source_place, since_release)
            select 'many-' || n, '011002', case when n % 2 = 0 then 'commutingRate' else 'population' end, (1000 + n / 100)::text, n::text, n, '%', 'basisNotPrinted', 'formation-report', '試験用に作った行', 1 from generate_series(1, {Rows}) n;
            analyze opendata.demographic_version
            """);
        var before = (await api.JsonAsync("/v1/demographics?limit=1"))["release"]!.GetValue<int>();
        var total = (await api.JsonAsync($"/v1/demographics?limit=1&release={before}&measure=commutingRate,population"))["total"]!.GetValue<int>();
        using var response = await api.Client.GetAsync("/v1/demographics?measure=commutingRate,population&format=csv&fields=id", HttpCompletionOption.ResponseHeadersRead);
        using var body = new StreamReader(await response.Content.ReadAsStreamAsync());
        Assert.Equal("id", await body.ReadLineAsync());
        using var input = new InputDirectory();
        input.Edit("demographics.csv", text => text.Replace("1,952,356", "1,952,35" + before % 6, StringComparison.Ordinal));
        await input.PublishAsync(api);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        while (await body.ReadLineAsync() is { } line)
        {
            Assert.True(ids.Add(line));
        }

        Assert.Equal(total, ids.Count);
        Assert.True(ids.Count > Rows);
        Assert.NotEqual(before, (await api.JsonAsync("/v1/demographics?limit=1"))["release"]!.GetValue<int>());
    }

    private async Task<List<(DateTime Asked, int? Release, List<int> Editions)>> ReadAsync(string address, CancellationToken stop)
    {
        var readings = new List<(DateTime, int?, List<int>)>();
        while (!stop.IsCancellationRequested)
        {
            var asked = DateTime.UtcNow;
            var text = await api.Client.GetStringAsync(address, CancellationToken.None);
            var editions = Edition().Matches(text).Select(match => int.Parse(match.Groups["n"].Value, CultureInfo.InvariantCulture)).Distinct().ToList();
            if (editions.Count > 0)
            {
                readings.Add((asked, address.Contains("ndjson", StringComparison.Ordinal) ? null : JsonNode.Parse(text)!["release"]!.GetValue<int>(), editions));
            }

            await Task.Delay(5, CancellationToken.None);
        }

        return readings;
    }

    [GeneratedRegex(@"の行( e\d)?\n", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Place();

    [GeneratedRegex(@"の行 e(?<n>\d)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Edition();
}
