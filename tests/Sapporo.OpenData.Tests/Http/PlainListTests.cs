using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Http;

/// <summary>Lists that plain statements answer, beside the same lists through EF Core: the same bytes, whatever is asked.</summary>
public sealed class PlainListTests(TestApi api) : IClassFixture<TestApi>, IAsyncLifetime
{
    private static readonly string[] Fields =
        ["id", "area", "measure", "period", "periodReason", "amount", "approximate", "unit", "text", "reason", "projection", "basis", "basisReason", "inferred", "inferenceReason", "source", "sourcePlace", "revision", "revision.release", "revision.note"];

    private static readonly string[] Sortable =
        ["id", "area", "measure", "period", "periodReason", "amount", "unit", "text", "reason", "basis", "basisReason", "source", "sourcePlace", "revision.release"];

    // Values that occur, values that do not, nulls and ranges; each filter of the resource is there.
    private static readonly (string Name, string[] Values)[] Filters =
    [
        ("id", ["\"011002-population-2015-formation-report\"", "odd-1,odd-3", "nothing"]), ("area", ["011002", "sapporo-area,012106", "01100,nowhere"]),
        ("measure", ["population", "population,agingRate", "odd\"", "agingRate,commutingRate,nothing"]), ("period", ["2015", "null", "2010..2012,null", "..2014", "2015..", "2040,2010"]),
        ("periodReason", ["null", "periodNotPrinted"]), ("amount", ["..25.5,null", "100000..", "25.9", "-5..1.50", "84499,90145"]), ("approximate", ["true", "false", "null"]),
        ("unit", ["人", "%,人", "null"]), ("text", ["\"1,952,356\"", "―"]), ("reason", ["null", "notPrinted"]), ("projection", ["true", "false,null"]), ("basis", ["null", "\"a\tb\""]),
        ("basisReason", ["basisNotPrinted", "null"]), ("inferred", ["period", "basis,period"]), ("source", ["formation-report", "nothing"]), ("sourcePlace", ["null", "\"x\""]), ("revision.release", ["null", "2", "..3"]),
    ];

    private HttpClient reference = null!;
    private IAsyncDisposable app = null!;

    public async Task InitializeAsync()
    {
        if (await api.ScalarAsync("select count(*) from opendata.demographic where id like 'odd-%'") == "0")
        {
            await MakeReleaseAsync();
            await MakeOddRowsAsync();
        }

        (app, reference) = await StartReferenceAsync();
        await TestApi.WaitUntilReadyAsync(api.Client);
        foreach (var client in new[] { api.Client, reference })
        {
            await client.GetStringAsync("/v1/demographics?limit=1&release=1"); // words of the release, which the first answer reads
            await client.GetStringAsync("/v1/demographics?limit=1");
        }
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public void Every_query_answers_the_bytes_that_EF_Core_answers() => Prop.ForAll(Arb.From(Queries()), query =>
    {
        for (var (url, pages) = (query, 0); url is not null && pages < 3; pages++)
        {
            url = SameAsync(url).GetAwaiter().GetResult();
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Theory]
    [InlineData("/v1/demographics?format=csv")]
    [InlineData("/v1/demographics?format=csv&bom=true&lang=en")]
    [InlineData("/v1/demographics?format=json")]
    [InlineData("/v1/demographics?format=ndjson&release=1")]
    [InlineData("/v1/demographics?format=csv&release=1")]
    [InlineData("/v1/demographics?format=csv&fields=basis")]
    [InlineData("/v1/demographics?format=csv&fields=inferred")]
    public async Task Whole_results_are_the_same(string url) => await SameAsync(url);

    [Fact]
    public async Task Pages_go_over_nulls_and_ties()
    {
        foreach (var sort in new[] { "", "&sort=period", "&sort=-period", "&sort=basis,-amount", "&sort=reason,revision.release,period" })
        {
            var whole = (await api.JsonAsync($"/v1/demographics?format=json{sort}"))["items"]!.AsArray().Select(item => item!["id"]!.GetValue<string>());
            Assert.Equal(whole, (await api.AllItemsAsync($"/v1/demographics?limit=3{sort}")).ConvertAll(item => item["id"]!.GetValue<string>()));
        }
    }

    [Theory]
    [InlineData("format=csv")]
    [InlineData("format=ndjson&lang=en")]
    [InlineData("format=json")]
    [InlineData("limit=1000")]
    public async Task Rows_that_share_what_no_row_before_them_did_are_the_same(string rest)
    {
        var (fresh, client) = await TestApi.StartAsync(api.ConnectionString, ("OpenData:ReadyBytes", "0"));
        await TestApi.WaitUntilReadyAsync(client);
        await client.GetStringAsync("/v1/demographics?limit=1"); // words of the release
        await client.GetStringAsync($"/v1/demographics?area=011002&measure=population&{rest}"); // some of what rows share
        var expected = await reference.GetStringAsync($"/v1/demographics?{rest}");
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(expected.Replace(reference.BaseAddress!.Authority, client.BaseAddress!.Authority, StringComparison.Ordinal), await client.GetStringAsync($"/v1/demographics?{rest}"));
        }

        await fresh.DisposeAsync();
    }

    [Fact]
    public async Task Rows_are_of_one_context_exactly_where_all_that_they_share_is_the_same()
    {
        const string Shared = "period_reason, approximate, unit, amount_reason, projection, basis, basis_reason, inferred, inference_reasons, source, source_place";
        Assert.Equal("0", await api.ScalarAsync($"select count(*) from (select context from opendata.demographic_version group by context having count(distinct row ({Shared})::text) > 1) c"));
        Assert.Equal("0", await api.ScalarAsync($"select count(*) from (select from opendata.demographic_version group by {Shared} having count(distinct context) > 1) c"));
        Assert.NotEqual("1", await api.ScalarAsync("select count(distinct context) from opendata.demographic_version"));
    }

    // The next address, where there is one.
    private async Task<string?> SameAsync(string url)
    {
        var (plain, known) = (await api.Client.GetAsync(url), await reference.GetAsync(url));
        var (body, expected) = (await TextAsync(plain), (await TextAsync(known)).Replace(reference.BaseAddress!.Authority, api.Client.BaseAddress!.Authority, StringComparison.Ordinal));
        Assert.True(expected == body, $"{url}\nEF Core: {expected}\nplain:   {body}");
        Assert.Equal(known.StatusCode, plain.StatusCode);
        Assert.InRange((int)known.StatusCode, 200, 400);
        Assert.Equal(known.Content.Headers.ContentType, plain.Content.Headers.ContentType);
        Assert.Equal(known.Content.Headers.ContentDisposition, plain.Content.Headers.ContentDisposition);
        var link = known.Headers.TryGetValues("Link", out var links) ? links.Single().Replace(reference.BaseAddress!.Authority, api.Client.BaseAddress!.Authority, StringComparison.Ordinal) : null;
        Assert.Equal(link, plain.Headers.TryGetValues("Link", out var own) ? own.Single() : null);
        var at = link?.IndexOf(", <", StringComparison.Ordinal) ?? -1;
        return at < 0 ? null : new Uri(link![(at + 3)..link!.LastIndexOf('>')]).PathAndQuery;
    }

    private static async Task<string> TextAsync(HttpResponseMessage response)
    {
        var text = Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync());
        return response.IsSuccessStatusCode ? text : text[..text.IndexOf("traceId", StringComparison.Ordinal)];
    }

    private static Gen<string> Queries()
    {
        var filters = Gen.SubListOf(Filters).Select(chosen => chosen.Take(3)).SelectMany(chosen => Gen.CollectToList(chosen, filter => Gen.Elements(filter.Values).Select(value => $"{filter.Name}={Uri.EscapeDataString(value)}")));
        var sort = Gen.SubListOf(Sortable).SelectMany(names => Gen.Shuffle(names)).Select(names => names.Take(3)).SelectMany(names => Gen.CollectToList(names, name => Gen.Elements("", "-").Select(sign => sign + name))).Select(names => names.Count == 0 ? "" : "sort=" + string.Join(',', names));
        var fields = Gen.SubListOf(Fields.Where(name => !name.StartsWith("revision.", StringComparison.Ordinal))).SelectMany(names => Gen.Shuffle(names)).Select(names => names.Length is 0 or > 12 ? "" : "fields=" + string.Join(',', names));
        var format = Gen.Elements("", "", "", "limit=1", "limit=4", "limit=1000", "format=csv", "format=ndjson", "format=json", "format=csv&bom=true");
        var rest = Gen.Elements("", "", "release=1", "release=2", "lang=en", "lang=en&release=1");
        return
            from chosen in filters
            from order in sort
            from shown in fields
            from body in format
            from end in rest
            select "/v1/demographics?" + string.Join('&', chosen.Append(order).Append(shown).Append(body).Append(end).Where(part => part.Length > 0));
    }

    // Rows that need quoting and escaping, that tie in every key but the id, with and without what may be missing.
    private Task MakeOddRowsAsync() => api.QueryAsync("""
        insert into opendata.demographic select 'odd-' || n from generate_series(1, 9) n;
        insert into opendata.demographic_version (id, area, measure, period, period_reason, printed, amount, amount_reason, unit, basis, basis_reason, inferred, inference_reasons, source, source_place, since_release)
        select 'odd-' || n, '011002', 'commutingRate', case when n % 3 > 0 then '2015' end, case when n % 3 = 0 then 'periodNotPrinted' end,
               (array['a,b', 'quote"quote', e'line\r\nbreak', '𠮷野家', e'tab\tand \\ <&>''', e'\u007f\u0085\u2028é', '', '―', '1'])[n],
               case when n % 4 > 0 then (array[0, -0.50, 1e20, 0.00001234, 12345678, -10000.10000, 0.000, 99999999.9999, 10000])[n] end, case when n % 4 = 0 then 'notPrinted' end, '%',
               case when n % 2 = 0 then e'a\tb' end, case when n % 2 = 1 then 'basisNotPrinted' end,
               case n when 5 then array['period', 'ba"sis'] when 6 then array['unit'] else '{}' end, case n when 5 then array['basisNotPrinted', 'nothing'] when 6 then array['basisNotPrinted'] else '{}' end,
               'formation-report', e'試験「x」', 1 from generate_series(1, 9) n
        """);

    private async Task MakeReleaseAsync()
    {
        using var input = new InputDirectory();
        input.Edit("demographics.csv", text => text.Replace("1,952,356", "1,952,357", StringComparison.Ordinal));
        await input.PublishAsync(api, "誤記の訂正 \"1\"");
    }

    private async Task<(IAsyncDisposable App, HttpClient Client)> StartReferenceAsync()
    {
        var (host, client) = await TestApi.StartAsync(api.ConnectionString, ("OpenData:PlainStatements", "false"));
        await TestApi.WaitUntilReadyAsync(client);
        return (host, client);
    }
}
