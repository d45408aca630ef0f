using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Npgsql;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Http;

/// <summary>Lists over many rows: what is read and counted for them, and what waits for what.</summary>
public sealed class ManyRowsTests(TestApi api) : IClassFixture<TestApi>, IAsyncLifetime
{
    private const int Rows = 300_000;

    // One connection that writes what the API's role may not, in the same database.
    public async Task InitializeAsync()
    {
        if (await api.ScalarAsync("select count(*) from opendata.demographic where id like 'many-%'") == "0")
        {
            await api.QueryAsync($"""
                insert into opendata.demographic select 'many-' || n from generate_series(1, {Rows}) n;
                insert into opendata.demographic_version (id, area, measure, period, printed, amount, unit, basis_reason, source, source_place, since_release)
                select 'many-' || n, '011002', 'commutingRate', (1000 + n / 100)::text, n::text, n, '%', 'basisNotPrinted', 'formation-report', '試験用に作った行', 1 from generate_series(1, {Rows}) n;
                analyze opendata.demographic_version
                """);
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("format=csv")]
    [InlineData("format=ndjson&sort=-amount")]
    public async Task A_client_that_goes_away_stops_its_query_within_a_second(string rest)
    {
        await api.Client.GetStringAsync("/v1/demographics?limit=1"); // words of the release, which the first answer reads
        using (var response = await api.Client.GetAsync($"/v1/demographics?measure=commutingRate&{rest}", HttpCompletionOption.ResponseHeadersRead))
        {
            response.EnsureSuccessStatusCode();
            await using var body = await response.Content.ReadAsStreamAsync();
            var running = "0";
            for (var i = 0; i < 20 && running == "0"; i++)
            {
                await body.ReadExactlyAsync(new byte[200_000]); // between two parts of the result no statement runs
                running = await ActiveAsync();
            }

            Assert.NotEqual("0", running);
        }

        var clock = Stopwatch.StartNew();
        while (await ActiveAsync() != "0")
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(3), $"the query still runs {clock.Elapsed} after its client went"); // a second, and two for a busy machine
            await Task.Delay(50);
        }

        Assert.Single((await api.JsonAsync("/v1/demographics?limit=1"))["items"]!.AsArray());
    }

    [Fact]
    public async Task Pages_that_read_very_many_rows_run_a_few_at_a_time_beside_those_that_an_index_leads_to()
    {
        var (app, client) = await TestApi.StartAsync(api.ConnectionString, ("OpenData:BulkQueue", "0"));
        await TestApi.WaitUntilReadyAsync(client);
        var most = Math.Max(2, Environment.ProcessorCount);
        await using var held = await TableLock.TakeAsync(api.ConnectionString, "opendata.demographic_version");
        var (several, many) = ("population,agingRate,commutingRate,more", string.Join(',', Enumerable.Range(0, 20).Select(n => $"m{n}")));
        var slow = Enumerable.Range(0, most).Select(n => client.GetAsync($"/v1/demographics?text=nothing{n}")).ToList();
        Assert.True(await TableLock.UntilAsync(async () => await held.WaitingAsync() == most, TimeSpan.FromSeconds(10)));
        foreach (var url in new[] { "/v1/demographics?text=more", "/v1/demographics?q=more", "/v1/demographics?sort=-amount", "/v1/changes?limit=1", $"/v1/demographics?measure={several}&q=more", $"/v1/demographics?measure={several}&sort=amount", $"/v1/demographics?measure={several},{many}" })
        {
            using var refused = await client.GetAsync(url);
            Assert.Equal("server-busy", (await SweepTests.ProblemAsync(refused, HttpStatusCode.ServiceUnavailable))["code"]!.GetValue<string>());
        }

        var file = await FileAsync(client);
        foreach (var url in new[] { "/v1/compare?measure=population", "/compare", "/releases/1", $"/api/3/action/datastore_search?resource_id={file}" })
        {
            using var refused = await client.GetAsync(url);
            Assert.Equal((url, HttpStatusCode.ServiceUnavailable), (url, refused.StatusCode));
        }

        var quick = new[] { "/v1/demographics?area=012106", "/v1/demographics?measure=population&q=more", "/v1/demographics?id=more", "/v1/demographics?limit=1", $"/v1/demographics?measure={several}" }.Select(client.GetAsync).ToList();
        Assert.True(await TableLock.UntilAsync(async () => await held.WaitingAsync() == most + quick.Count, TimeSpan.FromSeconds(10)));
        Assert.DoesNotContain(quick, answer => answer.IsCompleted);
        await held.ReleaseAsync();
        Assert.All(await Task.WhenAll([.. slow, .. quick]), answer => Assert.True(answer.IsSuccessStatusCode));
        Assert.True((await client.GetAsync("/v1/demographics?text=more")).IsSuccessStatusCode); // the places are free again
        await app.DisposeAsync();
    }

    [Fact]
    public async Task A_large_search_of_a_data_file_is_a_costly_read_and_comes_whole()
    {
        var (app, client) = await TestApi.StartAsync(api.ConnectionString, ("OpenData:BulkPoolSize", "1"), ("OpenData:BulkQueue", "0"));
        await TestApi.WaitUntilReadyAsync(client);
        var url = $"/api/3/action/datastore_search?resource_id={await FileAsync(client)}&sort=_id&limit=";
        await using var held = await TableLock.TakeAsync(api.ConnectionString, "opendata.demographic_version");
        var running = client.GetStringAsync(url + "20000");
        Assert.True(await TableLock.UntilAsync(async () => await held.WaitingAsync() == 1, TimeSpan.FromSeconds(10)));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.GetAsync(url + "1001")).StatusCode);
        await held.ReleaseAsync();
        var result = JsonNode.Parse(await running)!["result"]!;
        Assert.Equal(Enumerable.Range(1, 20_000), result["records"]!.AsArray().Select(row => row!["_id"]!.GetValue<int>()));
        Assert.True(result["total"]!.GetValue<long>() > 0);
        await app.DisposeAsync();
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("ndjson")]
    [InlineData("json")]
    public async Task HEAD_tells_how_long_a_long_result_is(string format)
    {
        var url = $"/v1/demographics?measure=commutingRate&amount=..5000&format={format}";
        var length = (await api.Client.GetByteArrayAsync(url)).Length;
        Assert.True(length > 200_000);
        using var head = await api.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, url));
        Assert.Equal(length, head.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task A_total_that_many_ask_for_at_once_is_counted_by_one()
    {
        await using var source = NpgsqlDataSource.Create(api.ConnectionString);
        for (var round = 1; round <= 5; round++)
        {
            var url = $"/v1/demographics?limit=1&amount={round}.."; // another filter each time, of nearly all rows
            var answers = Task.WhenAll(Enumerable.Range(0, 12).Select(_ => api.JsonAsync(url)));
            while (!answers.IsCompleted)
            {
                await using var counting = source.CreateCommand("select count(*) from pg_stat_activity where datname = current_database() and backend_type = 'client backend' and state = 'active' and query like 'select count(*) from opendata.demographic_version%'");
                Assert.InRange((long)(await counting.ExecuteScalarAsync())!, 0, 1);
            }

            Assert.Single((await answers).Select(answer => answer["total"]!.GetValue<long>()).Distinct());
        }
    }

    [Fact]
    public async Task The_first_answer_of_a_server_is_read_as_all_others_are()
    {
        var (app, client) = await TestApi.StartAsync(api.ConnectionString, ("OpenData:PoolSize", "3"));
        await TestApi.WaitUntilReadyAsync(client);
        var counts = await CountsAsync();
        await client.GetStringAsync("/v1/demographics?limit=1");
        Assert.Equal(counts + 1, await CountsAsync());
        await app.DisposeAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(101)]
    [InlineData(250)]
    [InlineData(251)]
    [InlineData(1_000)]
    public async Task Few_rows_of_several_measures_are_found_and_counted_by_one_statement(int rows)
    {
        var (app, client) = await TestApi.StartAsync(api.ConnectionString, ("OpenData:PoolSize", "1"), ("OpenData:ReadyBytes", "0"));
        await TestApi.WaitUntilReadyAsync(client);
        await client.GetStringAsync("/v1/demographics?area=012106"); // what rows share
        var url = $"/v1/demographics?measure=nothing,commutingRate&sourcePlace={Uri.EscapeDataString("試験用に作った行")}&amount=..{rows}";
        var counts = await CountsAsync();
        var first = await client.GetStringAsync(url);
        Assert.Equal(rows > 250 ? counts + 1 : counts, await CountsAsync());
        Assert.Equal(first, await client.GetStringAsync(url));
        Assert.Equal(rows, JsonNode.Parse(first)!["total"]!.GetValue<int>());

        var (ids, next) = (new List<string>(), (string?)url);
        for (; next is not null; next = JsonNode.Parse(first)!["links"]!["next"]?.GetValue<string>())
        {
            first = await client.GetStringAsync(next);
            ids.AddRange(JsonNode.Parse(first)!["items"]!.AsArray().Select(item => item!["id"]!.GetValue<string>()));
            Assert.True(ids.Count == rows || ids.Count % 100 == 0);
        }

        Assert.Equal(await IdsAsync($"amount <= {rows}"), string.Join('\n', ids));
        await app.DisposeAsync();

        Task<string?> IdsAsync(string where) => api.ScalarAsync($"select string_agg(id, e'\\n' order by measure, period, area, id) from opendata.demographic_version where id like 'many-%' and {where}");
    }

    /// <summary>Resource of the data file of all observations.</summary>
    internal static async Task<string> FileAsync(HttpClient client) =>
        JsonNode.Parse(await client.GetStringAsync("/api/3/action/package_show?id=demographics"))!["result"]!["resources"]!.AsArray().First(row => row!["format"]!.GetValue<string>() == "CSV")!["id"]!.GetValue<string>();

    private Task<string?> ActiveAsync() => api.ScalarAsync("select count(*) from pg_stat_activity where datname = current_database() and state = 'active' and query like 'select %demographic_version%' and pid <> pg_backend_pid() and application_name = 'sapporo-opendata'");

    // Connections whose last statement counted rows.
    private async Task<long> CountsAsync() => long.Parse((await api.ScalarAsync("select count(*) from pg_stat_activity where datname = current_database() and query like 'select count(*) from opendata.demographic_version%' and application_name = 'sapporo-opendata'"))!, CultureInfo.InvariantCulture);
}
