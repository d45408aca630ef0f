using System.Text.Json.Nodes;
using System.Xml.Linq;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Catalogue;

/// <summary>The rows of data files through the DataStore.</summary>
public class DatastoreTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task Rows_are_those_of_the_file_typed_and_numbered()
    {
        foreach (var (dataset, file) in (IEnumerable<(string, string)>)[("demographics", "demographics"), ("status", "marks"), ("municipality-012033", "activities")])
        {
            var items = JsonNode.Parse(await api.Client.GetStringAsync($"/dataset/{dataset}/{file}.json"))!.AsArray();
            var result = await SearchAsync(dataset, file, "limit=1000");
            Assert.Equal(items.Count, result["total"]!.GetValue<int>());
            Assert.Equal("_id", result["fields"]![0]!["id"]!.GetValue<string>());
            for (var i = 0; i < items.Count; i++)
            {
                var record = result["records"]![i]!.DeepClone().AsObject();
                Assert.Equal(i + 1, record["_id"]!.GetValue<int>());
                record.Remove("_id");
                Assert.True(JsonNode.DeepEquals(items[i], record), $"{items[i]}\n{record}");
            }
        }
    }

    [Theory]
    [InlineData("filters={\"区分\":\"町\"}", 3)]
    [InlineData("filters={\"区分\":[\"町\",\"村\"]}", 4)]
    [InlineData("filters={\"団体コード\":\"011002\"}", 1)]
    [InlineData("filters={\"団体コード\":11002}", 0)]
    [InlineData("filters={\"区分\":\"市\",\"役割\":\"連携市町村\"}", 7)]
    [InlineData("filters={\"郡\":null}", 8)]
    [InlineData("filters={\"_id\":{\"gt\":10}}", 2)]
    [InlineData("filters={\"団体コード\":{\"gte\":\"013030\",\"lt\":\"014231\"}}", 2)]
    [InlineData("filters={\"$or\":[{\"区分\":\"村\"},{\"市区町村名\":\"札幌市\"}]}", 2)]
    [InlineData("q=札幌市", -1)]
    [InlineData("q=オタル", 1)]
    [InlineData("q=ｵﾀﾙ", 1)]
    [InlineData("q={\"市区町村名\":\"市\"}", 8)]
    [InlineData("full_text=小樽", 1)]
    public async Task Filters_and_words_narrow(string query, int total)
    {
        var result = await SearchAsync("municipalities", "municipalities", query);
        var found = result["total"]!.GetValue<int>();
        Assert.True(total < 0 ? found > 0 : found == total, $"{found}");
        Assert.Equal(found, result["records"]!.AsArray().Count);
    }

    [Fact]
    public async Task Numbers_are_compared_as_numbers()
    {
        var result = await SearchAsync("demographics", "demographics", "filters={\"統計項目ID\":\"population\",\"数量\":{\"gt\":100000,\"lt\":1000000}}&sort=数量 desc nulls last, _id&fields=地域名,数量");
        Assert.Equal([131928m, 123722m, 121924m, 120636m], result["records"]!.AsArray().Select(record => record!["数量"]!.GetValue<decimal>()));
        Assert.Equal(["地域名", "数量"], result["records"]![0]!.AsObject().Select(member => member.Key));
        Assert.Equal("numeric", result["fields"]![1]!["type"]!.GetValue<string>());
    }

    [Fact]
    public async Task Pages_join_to_the_whole_and_next_is_always_given()
    {
        var rows = new List<int>();
        for (var next = $"/api/3/action/datastore_search?resource_id={await IdAsync("municipalities", "municipalities")}&limit=5&sort=区分"; ;)
        {
            var page = (await api.JsonAsync(next))["result"]!;
            Assert.Equal(12, page["total"]!.GetValue<int>());
            if (page["records"]!.AsArray().Count == 0)
            {
                break;
            }

            rows.AddRange(page["records"]!.AsArray().Select(record => record!["_id"]!.GetValue<int>()));
            next = page["_links"]!["next"]!.GetValue<string>();
        }

        Assert.Equal(Enumerable.Range(1, 12), rows.Order());
    }

    [Fact]
    public async Task Rows_are_walked_by_their_numbers()
    {
        var rows = new List<int>();
        JsonNode? filters = new JsonObject();
        while (filters is not null)
        {
            var page = await SearchAsync("municipalities", "municipalities", $"limit=5&include_next_page=true&include_total=false&filters={filters.ToJsonString()}");
            rows.AddRange(page["records"]!.AsArray().Select(record => record!["_id"]!.GetValue<int>()));
            filters = page["next_page"];
        }

        Assert.Equal(Enumerable.Range(1, 12), rows);
    }

    [Theory]
    [InlineData("include_next_page=true&sort=区分", "include_next_page")]
    [InlineData("include_next_page=true&fields=区分", "include_next_page")]
    [InlineData("plain=false&q=札幌", "plain")]
    [InlineData("full_text={\"zz\":\"札幌\"}", "full_text")]
    [InlineData("filters={\"区分\":\"市\",\"区分\":\"町\"}", "filters")]
    public async Task What_is_not_offered_is_refused_by_name(string query, string parameter)
    {
        using var refused = await api.Client.GetAsync($"/api/3/action/datastore_search?resource_id={await IdAsync("municipalities", "municipalities")}&{query}");
        Assert.Equal(409, (int)refused.StatusCode);
        Assert.NotNull(JsonNode.Parse(await refused.Content.ReadAsStringAsync())!["error"]![parameter]);
    }

    [Fact]
    public async Task A_link_that_would_be_refused_is_none()
    {
        var codes = string.Join(',', Enumerable.Range(11002, 900).Select(code => $"\"0{code}\""));
        using var body = new StringContent($"{{\"resource_id\":\"{await IdAsync("municipalities", "municipalities")}\",\"limit\":1.0,\"filters\":{{\"団体コード\":[{codes}]}}}}", System.Text.Encoding.UTF8, "application/json");
        using var answer = await api.Client.PostAsync("/api/3/action/datastore_search", body);
        var result = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["result"]!;
        Assert.Single(result["records"]!.AsArray());
        Assert.Empty(result["_links"]!.AsObject());
    }

    [Fact]
    public async Task Records_come_as_objects_lists_and_text()
    {
        var lists = await SearchAsync("municipalities", "municipalities", "records_format=lists&limit=1&fields=団体コード,市区町村名");
        Assert.Equal("""["011002","札幌市"]""", lists["records"]![0]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        var csv = await SearchAsync("municipalities", "municipalities", "records_format=csv&limit=2&fields=[\"団体コード\",\"郡\",\"市区町村名\"]");
        Assert.Equal("011002,,札幌市\n012033,,小樽市\n", csv["records"]!.GetValue<string>());
        var tsv = await SearchAsync("municipalities", "municipalities", "records_format=tsv&limit=1&fields=_id,団体コード");
        Assert.Equal("1\t011002\n", tsv["records"]!.GetValue<string>());
        var none = await SearchAsync("municipalities", "municipalities", "limit=0&include_total=false");
        Assert.Empty(none["records"]!.AsArray());
        Assert.False(none.AsObject().ContainsKey("total"));
        Assert.Equal(32000, (await SearchAsync("municipalities", "municipalities", "limit=50000"))["limit"]!.GetValue<int>());
        var kinds = await SearchAsync("municipalities", "municipalities", "distinct=true&fields=区分&sort=区分");
        Assert.Equal(3, kinds["total"]!.GetValue<int>());
        Assert.Equal(3, kinds["records"]!.AsArray().Count);
    }

    [Fact]
    public async Task Tables_and_columns_are_described()
    {
        var tables = (await api.JsonAsync("/api/3/action/datastore_search?resource_id=_table_metadata&limit=1000"))["result"]!;
        Assert.Equal(57, tables["records"]!.AsArray().Count);
        var name = tables["records"]![1]!["name"]!.GetValue<string>();
        var one = (await api.JsonAsync($"/api/3/action/datastore_search?resource_id=_table_metadata&filters={{\"name\":[\"{name}\"]}}"))["result"]!;
        Assert.Equal((1, name, 2), (one["total"]!.GetValue<int>(), one["records"]![0]!["name"]!.GetValue<string>(), one["records"]![0]!["oid"]!.GetValue<int>()));
        foreach (var wrong in (string[])["filters={\"zz\":1}", "sort=name"])
        {
            Assert.Equal(409, (int)(await api.Client.GetAsync("/api/3/action/datastore_search?resource_id=_table_metadata&" + wrong)).StatusCode);
        }

        var info = (await api.JsonAsync($"/api/3/action/datastore_info?id={await IdAsync("municipalities", "municipalities")}"))["result"]!;
        Assert.Equal(12, info["meta"]!["count"]!.GetValue<int>());
        Assert.True(info["fields"]![1]!["schema"]!["uniquekey"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Dumps_hold_the_row_numbers_and_all_rows()
    {
        var id = await IdAsync("municipalities", "municipalities");
        var file = StrictCsv.Parse(await api.Client.GetStringAsync("/dataset/municipalities/municipalities.csv"));
        using var response = await api.Client.GetAsync($"/datastore/dump/{id}");
        Assert.Equal($"attachment; filename=\"{id}.csv\"", response.Content.Headers.GetValues("Content-Disposition").Single());
        Assert.Equal(file.Select((line, i) => string.Join('|', line.Prepend(i == 0 ? "_id" : $"{i}"))), StrictCsv.Parse(await response.Content.ReadAsStringAsync()).Select(line => string.Join('|', line)));
        var bytes = await api.Client.GetByteArrayAsync($"/datastore/dump/{id}?bom=true&fields=団体コード&filters={{\"区分\":\"村\"}}");
        Assert.Equal("\uFEFF団体コード\r\n013048\r\n", System.Text.Encoding.UTF8.GetString(bytes));
        var json = (await api.JsonAsync($"/datastore/dump/{id}?format=json&limit=2&offset=1"))["records"]!.AsArray();
        Assert.Equal([2, 3], json.Select(row => row![0]!.GetValue<int>()));
        var xml = XDocument.Parse(await api.Client.GetStringAsync($"/datastore/dump/{id}?format=xml"));
        Assert.Equal(12, xml.Root!.Elements("row").Count());
        Assert.Equal("011002", xml.Root.Element("row")!.Element("団体コード")!.Value);
        Assert.Equal(404, (int)(await api.Client.GetAsync("/datastore/dump/nothing")).StatusCode);
        Assert.Equal(400, (int)(await api.Client.GetAsync($"/datastore/dump/{id}?sort=nothing")).StatusCode);
        Assert.Equal(400, (int)(await api.Client.GetAsync($"/datastore/dump/{id}?format=xlsx")).StatusCode);
    }

    private async Task<string> IdAsync(string dataset, string file) => (await api.JsonAsync("/api/3/action/package_show?id=" + dataset))["result"]!["resources"]!.AsArray()
        .Single(resource => resource!["url"]!.GetValue<string>().EndsWith($"/{file}.csv", StringComparison.Ordinal))!["id"]!.GetValue<string>();

    private async Task<JsonNode> SearchAsync(string dataset, string file, string query) => (await api.JsonAsync($"/api/3/action/datastore_search?resource_id={await IdAsync(dataset, file)}&{query}"))["result"]!;
}
