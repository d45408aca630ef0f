using System.Text.Json.Nodes;
using Sapporo.OpenData.Publishing;
using Sapporo.OpenData.Tests.Http;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Publishing;

/// <summary>The server after made-up releases: 2 corrects, adds and removes rows, 3 brings back the state of 1.</summary>
public sealed class ThreeReleases : TestApi
{
    /// <summary>Note of release 2.</summary>
    public const string Note = "誤記の訂正（試験）";

    /// <summary>What every documented address answered in release 1 while it was the newest.</summary>
    public Dictionary<string, string> First { get; } = [];

    /// <inheritdoc />
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        foreach (var address in Pinned())
        {
            First[address] = await Client.GetStringAsync(address);
        }

        using var input = new InputDirectory();
        input.Replace("evaluations.csv", "1-2-1,2019,１回,,◎", "1-2-1,2019,２回,,◎");
        input.Replace("indicators.csv", "産業展示会の共同出展回数", "産業展示会の共同出展回数（改）");
        input.Replace("demographics.csv", "\"1,913,545\"", "\"1,913,546\"");
        input.Replace("municipalities.csv", "サッポロシ,Sapporo", "サッポロシ,Sapporo-shi");
        input.Remove("partnerships.csv", "direction-");
        input.Append("evaluations.csv", "1-2-1,2020,３回,,◎,,,,,,,,fy2019-project-status,試験用に作った行");
        await input.PublishAsync(this, Note);
        await new Publisher(Publisher).RevertAsync(1);
        while ((await JsonAsync("/v1/releases?limit=1"))["release"]!.GetValue<int>() < 3)
        {
            await Task.Delay(20);
        }
    }

    // Every documented address in release 1; lists as a whole, in every format, and things with all that expand brings in.
    private static IEnumerable<string> Pinned()
    {
        foreach (var (path, item) in OpenApiTests.Committed["paths"]!.AsObject())
        {
            var operation = item!["get"]!;
            var address = SweepTests.Concrete(path, operation);
            yield return address + "?release=1";
            yield return address + "?release=1&lang=en";
            foreach (var format in operation["operationId"]?.GetValue<string>().StartsWith("list", StringComparison.Ordinal) == true ? new[] { "json", "csv", "ndjson" } : [])
            {
                yield return $"{address}?release=1&format={format}";
            }

            if (operation["parameters"]?.AsArray().FirstOrDefault(parameter => parameter!["name"]!.GetValue<string>() == "expand")?["description"]!.GetValue<string>() is { } expand)
            {
                yield return $"{address}?release=1&expand={expand[(expand.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim(' ', '.').Replace(", ", ",", StringComparison.Ordinal)}";
            }
        }
    }
}

/// <summary>The change feed, errata, and releases that stay as they were.</summary>
public class ChangeFeedTests(ThreeReleases api) : IClassFixture<ThreeReleases>
{
    [Fact]
    public async Task A_release_once_published_answers_byte_for_byte_as_before()
    {
        foreach (var (address, body) in api.First)
        {
            Assert.True(body == await api.Client.GetStringAsync(address), address);
        }
    }

    [Fact]
    public async Task An_erratum_shows_at_the_figures_it_changed_and_nowhere_else()
    {
        Assert.Null((await api.JsonAsync("/v1/evaluations/1-2-1-2019?release=1"))["revision"]);
        var revised = (await api.JsonAsync("/v1/evaluations/1-2-1-2019?release=2"))["revision"]!;
        Assert.Equal((2, ThreeReleases.Note), (revised["release"]!.GetValue<int>(), revised["note"]!.GetValue<string>()));
        Assert.Equal((await api.JsonAsync("/v1/releases/2"))["publishedAt"]!.GetValue<string>(), revised["publishedAt"]!.GetValue<string>());
        Assert.Null((await api.JsonAsync("/v1/evaluations/1-2-2-2019?release=2"))["revision"]);
        Assert.Equal(3, (await api.JsonAsync("/v1/evaluations/1-2-1-2019"))["revision"]!["release"]!.GetValue<int>());
        Assert.Equal(["1-2-1-2019"], await Ids("/v1/evaluations?revision.release=2&release=2"));
        Assert.Equal(["011002"], await Ids("/v1/municipalities?revision.release=2..&fields=id"));

        // What was removed earlier and comes back is published anew, not revised.
        Assert.Empty(await Ids("/v1/partnerships?revision.release=1.."));
        Assert.Contains("revision.release,revision.publishedAt,revision.note\r\n", await api.Client.GetStringAsync("/v1/municipalities?format=csv"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_child_that_expand_brings_in_is_of_the_release_asked_for()
    {
        Assert.Contains("1,913,545", await api.Client.GetStringAsync("/v1/municipalities/011002?expand=demographics&release=1"), StringComparison.Ordinal);
        var second = (await api.JsonAsync("/v1/municipalities/011002?expand=demographics&release=2"))["demographics"]!.ToJsonString();
        Assert.Contains("1,913,546", second, StringComparison.Ordinal);
        Assert.DoesNotContain("1,913,545", second, StringComparison.Ordinal);
        Assert.Contains("1,913,545", await api.Client.GetStringAsync("/v1/municipalities/011002?expand=demographics"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_table_can_be_asked_for_by_name()
    {
        foreach (var table in await api.QueryAsync("select resource from opendata.versioned_table"))
        {
            Assert.Equal(await api.ScalarAsync($"select sum(added + changed + removed) from opendata.release_count where resource = '{table[0]}'") ?? "0", $"{(await api.JsonAsync($"/v1/changes?resource={table[0]}&limit=1"))["total"]}");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task The_changes_of_a_release_applied_to_the_state_before_give_its_state(int release)
    {
        var changes = await api.AllItemsAsync($"/v1/releases/{release}/changes?limit=500");
        Assert.NotEmpty(changes);
        foreach (var table in await api.QueryAsync("select name, resource from opendata.versioned_table"))
        {
            var state = await StateAsync(table[0]!, release - 1);
            foreach (var change in changes.Where(change => change["resource"]!.GetValue<string>() == table[1]))
            {
                var key = change["key"]!.GetValue<string>();
                Assert.Equal(change["kind"]!.GetValue<string>() != "added", state.Remove(key));
                if (change["after"] is { } after)
                {
                    state.Add(key, Values(after));
                }
            }

            Assert.Equal(await StateAsync(table[0]!, release), state);
        }
    }

    [Fact]
    public async Task Old_and_new_of_each_field_lead_from_before_to_after()
    {
        var changes = await api.AllItemsAsync("/v1/changes?since=1&limit=100");
        Assert.Contains(changes, change => change["kind"]!.GetValue<string>() == "removed");
        foreach (var change in changes)
        {
            var differing = change["changes"]!.AsArray();
            Assert.Equal(change["kind"]!.GetValue<string>() == "changed", differing.Count > 0);
            var row = change["before"]?.DeepClone();
            foreach (var field in differing)
            {
                var path = field!["field"]!.GetValue<string>().Split('.');
                var group = path[..^1].Aggregate(row!, (node, part) => node[part]!);
                Assert.True(JsonNode.DeepEquals(group[path[^1]], field["old"]));
                group[path[^1]] = field["new"]?.DeepClone();
            }

            Assert.True(differing.Count == 0 || JsonNode.DeepEquals(row, change["after"]), change.ToJsonString());
        }

        var corrected = changes.Single(change => change["id"]!.GetValue<string>() == "2-evaluations-1-2-1-2019");
        Assert.Equal(["actual.text", "actual.amount"], corrected["changes"]!.AsArray().Select(field => field!["field"]!.GetValue<string>()));
        Assert.Equal(("１回", "２回"), (corrected["changes"]![0]!["old"]!.GetValue<string>(), corrected["changes"]![0]!["new"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Since_leaves_out_what_came_before_and_release_what_came_after()
    {
        var all = await Ids("/v1/changes?limit=1000");
        Assert.Equal(all, await Ids("/v1/changes?since=0&limit=1000"));
        Assert.Equal(all.Where(id => id[0] > '1'), await Ids("/v1/changes?since=1&limit=7"));
        Assert.Equal(all.Where(id => id[0] == '2'), await Ids("/v1/changes?since=1&release=2"));
        Assert.Equal(all.Where(id => id[0] == '2'), await Ids("/v1/releases/2/changes?limit=3"));
        Assert.Empty(await Ids("/v1/changes?since=3"));
        Assert.Equal(all.Where(id => id[0] > '1'), (await api.Client.GetStringAsync("/v1/changes?since=1&format=csv&fields=id")).Split("\r\n")[1..^1]);
        foreach (var (address, status) in new[] { ("/v1/changes?since=4", 400), ("/v1/changes?since=-1", 400), ("/v1/releases/4/changes", 404), ("/v1/releases/x/changes", 404), ("/v1/releases/2/changes?release=1", 404), ("/v1/releases/2/changes?since=1", 400) })
        {
            using var response = await api.Client.GetAsync(address);
            Assert.Equal((address, status), (address, (int)response.StatusCode));
        }

        Assert.EndsWith("/v1/releases/2/changes", (await api.JsonAsync("/v1/releases/2"))["links"]!["changes"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    private async Task<List<string>> Ids(string address) => (await api.AllItemsAsync(address)).ConvertAll(item => item["id"]!.GetValue<string>());

    // The rows of a release by hand-written SQL, each as its values in one order: names are the feed's business.
    private async Task<SortedDictionary<string, string>> StateAsync(string table, int release)
    {
        var rows = await api.QueryAsync($"""
            select id, (to_jsonb(v) - 'since_release' - 'until_release' - 'search' - 'revised' - 'context')::text from opendata.{table}_version v
             where since_release <= {release} and (until_release is null or until_release > {release})
            """);
        return new SortedDictionary<string, string>(rows.ToDictionary(row => row[0]!, row => Values(JsonNode.Parse(row[1]!)!)), StringComparer.Ordinal);
    }

    private static string Values(JsonNode row) => string.Join('\n', Leaves(row).Order(StringComparer.Ordinal));

    // Numbers as text: an id that is a number is stored as text.
    private static IEnumerable<string> Leaves(JsonNode? node) => node switch
    {
        JsonObject group => group.SelectMany(member => Leaves(member.Value)),
        null => ["null"],
        _ => [node.GetValueKind() == System.Text.Json.JsonValueKind.Array ? string.Join(',', node.AsArray().SelectMany(Leaves)) : node.ToString()],
    };
}
