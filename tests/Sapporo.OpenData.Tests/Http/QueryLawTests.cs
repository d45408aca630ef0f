using System.Text.Json.Nodes;
using CsvHelper;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Http;

/// <summary>Laws of lists, over every list of the OpenAPI document; random choices print their seed.</summary>
public class QueryLawTests(TestApi api) : IClassFixture<TestApi>
{
    private readonly int seed = Environment.TickCount;

    [Theory]
    [MemberData(nameof(SweepTests.Lists), MemberType = typeof(SweepTests))]
    public async Task Pages_put_together_are_the_whole(string address)
    {
        var random = new Random(seed);
        var names = Sortable(address);
        var whole = (await api.JsonAsync($"{address}?format=json"))["items"]!.AsArray().Select(item => item!["id"]!.ToJsonString()).ToList();
        for (var round = 0; round < 12; round++)
        {
            var sort = string.Join(',', names.OrderBy(_ => random.Next()).Take(random.Next(1, 4)).Select(name => (random.Next(2) == 0 ? "-" : "") + name));
            var limit = random.Next(1, Math.Max(2, whole.Count / 3));
            var sorted = (await api.JsonAsync($"{address}?format=json&sort={sort}"))["items"]!.AsArray().Select(item => item!["id"]!.ToJsonString()).ToList();
            var paged = (await api.AllItemsAsync($"{address}?limit={limit}&sort={sort}")).ConvertAll(item => item["id"]!.ToJsonString());
            Assert.True(sorted.SequenceEqual(paged), $"seed {seed}: sort={sort} limit={limit}");
            Assert.True(whole.Order(StringComparer.Ordinal).SequenceEqual(paged.Order(StringComparer.Ordinal)), $"seed {seed}: sort={sort} limit={limit}");
        }
    }

    [Theory]
    [MemberData(nameof(SweepTests.Lists), MemberType = typeof(SweepTests))]
    public async Task A_filter_finds_exactly_the_rows_that_show_its_value(string address)
    {
        var rows = (await api.JsonAsync($"{address}?format=json"))["items"]!.AsArray().Select(item => item!).ToList();
        foreach (var name in Filterable(address))
        {
            if (name.EndsWith("eason", StringComparison.Ordinal) || name is "publishedAt")
            {
                continue; // filtered by code, shown in words
            }

            if (!name.EndsWith(".each", StringComparison.Ordinal) && !name.EndsWith(".approximate", StringComparison.Ordinal) && !name.EndsWith(".provisional", StringComparison.Ordinal))
            {
                var missing = (await api.JsonAsync($"{address}?{name}=null&limit=1"))["total"]!.GetValue<int>();
                var none = rows.Count(row => Leaf(row, name) is null or JsonArray { Count: 0 });
                Assert.True(none == missing, $"{address}?{name}=null: {missing} instead of {none}");
            }

            var values = rows.Select(row => Leaf(row, name)).GroupBy(value => value is JsonArray or null ? "" : value.ToString()).ToList();
            foreach (var group in values.Where(group => group.Key.Length > 0).Take(6))
            {
                var text = group.Key is "true" or "True" ? "true" : group.Key is "False" ? "false" : $"\"{group.Key}\"";
                if (text.Contains("..", StringComparison.Ordinal) || group.Key.Contains('"', StringComparison.Ordinal))
                {
                    continue;
                }

                var answer = await api.JsonAsync($"{address}?{name}={Uri.EscapeDataString(text)}&limit=1");
                var same = rows.Count(row => Leaf(row, name) is { } value and not JsonArray && value.ToString() == group.Key);
                Assert.True(same == answer["total"]!.GetValue<int>(), $"{address}?{name}={text}: {answer["total"]} instead of {same}");
            }
        }
    }

    [Theory]
    [InlineData("/v1/projects", "number", "..20", "21..")]
    [InlineData("/v1/demographics", "amount", "..25.5,null", "25.51..")]
    [InlineData("/v1/demographics", "period", "..2012,null", "2013..")]
    [InlineData("/v1/activities", "startDate", "..2019-12-31,null", "2020-01-01..")]
    [InlineData("/v1/evaluations", "rating", "◎,○,null", "×,－")]
    [InlineData("/v1/municipalities", "kind", "city", "town,village")]
    public async Task A_filter_and_its_complement_partition_the_rows(string address, string name, string one, string other)
    {
        var whole = await Ids(address);
        var parts = (await Ids($"{address}?{name}={Uri.EscapeDataString(one)}")).Concat(await Ids($"{address}?{name}={Uri.EscapeDataString(other)}")).ToList();
        Assert.NotEmpty(await Ids($"{address}?{name}={Uri.EscapeDataString(other)}"));
        Assert.Equal(whole.Order(StringComparer.Ordinal), parts.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(SweepTests.Lists), MemberType = typeof(SweepTests))]
    public async Task CSV_and_NDJSON_hold_the_same_data_as_JSON(string address)
    {
        var rows = (await api.JsonAsync($"{address}?format=json"))["items"]!.AsArray().Select(item => item!).ToList();
        var lines = (await api.Client.GetStringAsync($"{address}?format=ndjson")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(rows.Select(row => row.ToJsonString()), lines.Select(line => JsonNode.Parse(line)!.ToJsonString()));

        using var csv = new CsvParser(new StringReader(await api.Client.GetStringAsync($"{address}?format=csv")), System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(csv.Read());
        var header = csv.Record!;
        foreach (var row in rows)
        {
            Assert.True(csv.Read());
            for (var i = 0; i < header.Length; i++)
            {
                var (value, cell) = (Leaf(row, header[i]), csv.Record![i]);
                Assert.True(value is JsonObject ? JsonNode.DeepEquals(value, JsonNode.Parse(cell)) : CsvText(value) == cell, $"{address} {header[i]}: {cell} instead of {CsvText(value)}");
            }
        }

        Assert.False(csv.Read());
    }

    [Fact]
    public async Task Totals_and_rows_are_those_of_hand_written_SQL()
    {
        foreach (var (url, sql) in new[]
        {
            ("/v1/municipalities?kind=town", "select id from opendata.municipality_version where kind = 'town' and until_release is null order by ordinal"),
            ("/v1/projects?vision=2&role=3&priorityMeasureCount=2", "select id from opendata.project_version where vision = '2' and role = 3 and priority_measure_count = 2 and until_release is null order by number"),
            ("/v1/evaluations?rating=×&fiscalYear=2019", "select e.id from opendata.evaluation_version e join opendata.indicator_version i on i.id = e.indicator where rating = '×' and fiscal_year = 2019 order by i.ordinal"),
            ("/v1/evaluations?actual.unit=人&actual.amount=1000..", "select e.id from opendata.evaluation_version e join opendata.indicator_version i on i.id = e.indicator where actual_unit = '人' and actual_amount >= 1000 order by e.fiscal_year, i.ordinal"),
            ("/v1/activities?municipalities=012106,012173", "select id from opendata.activity_version where municipalities && array['012106', '012173'] order by ordinal"),
            ("/v1/indicators?target.kind=milestone", "select id from opendata.indicator_version where target_kind = 'milestone' order by ordinal"),
            ("/v1/projects?q=札幌駅", "select id from opendata.project_version where search like '%札幌駅%' order by vision, number"),
            ("/v1/activities?q=ICT", "select id from opendata.activity_version where search like '%ict%' order by ordinal"),
            ("/v1/partnerships?companies=㈱ローソン", "select id from opendata.partnership_version where '㈱ローソン' = any (companies) order by ordinal"),
        })
        {
            var escaped = url[..(url.IndexOf('=', StringComparison.Ordinal) + 1)] + string.Concat(url[(url.IndexOf('=', StringComparison.Ordinal) + 1)..].Select(character => character < 128 ? character.ToString() : Uri.EscapeDataString(character.ToString())));
            Assert.Equal((await api.QueryAsync(sql)).Select(row => row[0]), await Ids(escaped));
        }
    }

    private async Task<List<string>> Ids(string url) => (await api.AllItemsAsync(url + (url.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "limit=500")).ConvertAll(item => item["id"]!.GetValue<string>());

    private static string CsvText(JsonNode? value) => value switch
    {
        null => "",
        JsonArray list when list.All(item => item is JsonValue) => string.Join(';', list.Select(item => item!.ToString())),
        JsonArray or JsonObject => value.ToJsonString(Api.Http.Responses.JsonStyle.SerializerOptions),
        _ when value.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False => value.ToJsonString(),
        _ => value.ToString(),
    };

    private static JsonNode? Leaf(JsonNode row, string name)
    {
        JsonNode? node = row;
        foreach (var part in name.Split('.'))
        {
            node = node?[part];
        }

        return node;
    }

    private static string[] Sortable(string address)
    {
        var text = Parameters(address).Single(parameter => parameter["name"]!.GetValue<string>() == "sort")["description"]!.GetValue<string>();
        return text[(text.IndexOf("Sortable:", StringComparison.Ordinal) + 9)..].Trim(' ', '.').Split(", ");
    }

    private static List<string> Filterable(string address) => [.. Parameters(address)
        .Where(parameter => parameter["description"]!.GetValue<string>().StartsWith("Filter:", StringComparison.Ordinal)).Select(parameter => parameter["name"]!.GetValue<string>())];

    private static IEnumerable<JsonNode> Parameters(string address) => SweepTests.Operation(address)["parameters"]!.AsArray().Select(parameter => parameter!);
}
