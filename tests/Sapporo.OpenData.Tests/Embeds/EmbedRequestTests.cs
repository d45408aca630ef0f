using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Embeds;

/// <summary>Options, errors and headers of embeds, and what a pasted fragment must not bring along.</summary>
public partial class EmbedRequestTests(TestApi api) : IClassFixture<TestApi>
{
    private static readonly string[] Kinds = ["/embed/municipalities/012246", "/embed/municipalities/012246/projects", "/embed/indicators/1-kpi-2", "/embed/evaluations/2019"];

    public static TheoryData<string> Figures => [.. Kinds];

    [Theory]
    [InlineData("years=2015", "period = '2015'")]
    [InlineData("years=2010,2015", "period in ('2010', '2015')")]
    [InlineData("years=2011-2020", "period between '2011' and '2020'")]
    [InlineData("years=1999", "false")]
    [InlineData("measures=population", "period is not null and measure = 'population'")]
    [InlineData("measures=agingRate,population&years=2010", "period = '2010' and measure in ('population', 'agingRate')")]
    public async Task Options_narrow_the_figures_and_what_has_no_year_stays(string options, string condition)
    {
        var stays = options.Contains("measures", StringComparison.Ordinal) ? "false" : "period is null";
        var rows = await api.QueryAsync($"select measure || coalesce(period, '') from opendata.demographic_version where area = '012246' and until_release is null and ({condition} or {stays}) order by 1");
        var items = (await api.JsonAsync($"/embed/municipalities/012246?format=json&{options}"))["items"]!.AsArray();
        Assert.Equal(rows.Select(row => row[0]), items.Select(item => $"{item!["measure"]}{item["period"]}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Years_narrow_a_series_and_a_year_of_evaluation_the_projects()
    {
        var all = (await api.JsonAsync("/embed/indicators/1-kpi-2?format=json"))["items"]!.AsArray();
        var some = (await api.JsonAsync("/embed/indicators/1-kpi-2?format=json&years=2018-2022,2028"))["items"]!.AsArray();
        Assert.Equal(all.Select(item => item!["id"]!.ToString()).Where((_, i) => all[i]!["year"]!.GetValue<int>() is (>= 2018 and <= 2022) or 2028), some.Select(item => item!["id"]!.ToString()));
        Assert.InRange(some.Count, 2, all.Count - 1);
        var rated = (await api.JsonAsync("/embed/municipalities/012246/projects?format=json&fiscalYear=2019"))["items"]!.AsArray();
        Assert.All(rated, item => Assert.Equal(2019, item!["fiscalYear"]!.GetValue<int>()));
        Assert.NotEmpty(rated);
    }

    [Theory]
    [InlineData("/embed/municipalities/011002?years=15", "years")]
    [InlineData("/embed/municipalities/011002?years=2020-2010", "years")]
    [InlineData("/embed/municipalities/011002?years=", "years")]
    [InlineData("/embed/municipalities/011002?measures=population,nothing", "measures")]
    [InlineData("/embed/municipalities/011002?fiscalYear=2019", "fiscalYear")]
    [InlineData("/embed/municipalities/011002/projects?fiscalYear=2023", "fiscalYear")]
    [InlineData("/embed/municipalities/011002/projects?measures=population", "measures")]
    [InlineData("/embed/indicators/1-kpi-2?measures=population", "measures")]
    [InlineData("/embed/evaluations/2019?years=2019", "years")]
    [InlineData("/embed/evaluations/2019?format=xml", "format")]
    [InlineData("/embed/evaluations/2019?theme=pink", "theme")]
    [InlineData("/embed/evaluations/2019?lang=fr", "lang")]
    [InlineData("/embed/evaluations/2019?release=9", "release")]
    [InlineData("/embed/evaluations/2019?bom=true", "bom")]
    [InlineData("/embed/evaluations/2019?utm_source=x", "utm_source")]
    public async Task A_wrong_option_is_named(string url, string parameter)
    {
        using var response = await api.Client.GetAsync(url);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal(parameter, problem["errors"]!.AsArray().Single()!["parameter"]!.ToString());
    }

    [Theory]
    [InlineData("/embed/municipalities/999999")]
    [InlineData("/embed/municipalities/sapporo-area")]
    [InlineData("/embed/municipalities/131016/projects")]
    [InlineData("/embed/indicators/9-9-9")]
    [InlineData("/embed/evaluations/1999")]
    [InlineData("/embed/evaluations/2023")]
    [InlineData("/embed/evaluations/02019")]
    [InlineData("/embed/nothing")]
    public async Task What_there_is_none_of_is_not_found(string url)
    {
        using var response = await api.Client.GetAsync(url + "?format=json");
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("/embed/municipalities/999999", 404, "見つかりません")]
    [InlineData("/embed/evaluations/2019?years=2019&lang=en", 400, "years")]
    [InlineData("/embed/nothing?lang=en&format=html", 404, "Not found")]
    public async Task In_an_iframe_an_error_is_a_document_that_any_site_may_hold(string url, int status, string text)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.TryAddWithoutValidation("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
        using var response = await api.Client.SendAsync(request);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains("frame-ancestors *", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
        Assert.Contains(text, EmbedTable.Parse(await response.Content.ReadAsStringAsync()).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Figures))]
    public async Task Any_site_may_read_and_frame_it_and_keeps_what_it_has(string path)
    {
        foreach (var format in new[] { "", "?format=fragment", "?format=json", "?format=csv" })
        {
            using var first = await api.Client.GetAsync(path + format);
            Assert.Equal("*", first.Headers.GetValues("Access-Control-Allow-Origin").Single());
            var policy = first.Headers.GetValues("Content-Security-Policy").Single();
            Assert.Contains(format.Length == 0 ? "frame-ancestors *" : "frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Equal("public, no-cache", first.Headers.GetValues("Cache-Control").Single());
            using var again = new HttpRequestMessage(HttpMethod.Get, path + format);
            again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
            using var second = await api.Client.SendAsync(again);
            Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
            using var head = await api.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, path + format));
            Assert.Equal((await first.Content.ReadAsByteArrayAsync()).Length, head.Content.Headers.ContentLength);
            using var pinned = await api.Client.GetAsync(path + (format.Length == 0 ? "?" : format + "&") + "release=1");
            // A document names a style sheet that may not be there for ever.
            Assert.Equal(format.Length > 0, pinned.Headers.CacheControl!.ToString().Contains("immutable", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("text/html,application/xhtml+xml,*/*;q=0.8", "text/html")]
    [InlineData("application/json", "application/json")]
    [InlineData("text/csv", "text/csv")]
    public async Task Accept_chooses_where_no_format_is_given(string accept, string type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Kinds[0]);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var response = await api.Client.SendAsync(request);
        Assert.Equal(type, response.Content.Headers.ContentType!.MediaType);
        Assert.Contains("Accept", response.Headers.Vary);
    }

    [Fact]
    public async Task A_code_of_five_digits_is_the_same_municipality_and_csv_for_excel_has_its_mark()
    {
        Assert.Equal((await api.JsonAsync("/embed/municipalities/01224?format=json"))["items"]!.ToJsonString(), (await api.JsonAsync("/embed/municipalities/012246?format=json"))["items"]!.ToJsonString());
        var plain = await api.Client.GetByteArrayAsync(Kinds[0] + "?format=csv");
        var marked = await api.Client.GetByteArrayAsync(Kinds[0] + "?format=csv&bom=true");
        Assert.Equal([0xEF, 0xBB, 0xBF, .. plain], marked);
    }

    [Theory]
    [MemberData(nameof(Figures))]
    public async Task A_fragment_brings_nothing_that_could_clash(string path)
    {
        foreach (var lang in new[] { "ja", "en" })
        {
            var html = await api.Client.GetStringAsync($"{path}?format=fragment&lang={lang}");
            Assert.StartsWith("<figure lang=", html, StringComparison.Ordinal);
            Assert.DoesNotMatch(ForbiddenForm(), html);
            var page = EmbedTable.Parse(html);
            Assert.All(page.QuerySelectorAll("[id]"), element => Assert.StartsWith("sapporo-opendata-", element.Id, StringComparison.Ordinal));
            Assert.NotEmpty(page.QuerySelectorAll("table caption"));
            Assert.All(page.QuerySelectorAll("th"), head => Assert.Contains(head.GetAttribute("scope"), (string[])["col", "row", "rowgroup"]));
            Assert.InRange(Encoding.UTF8.GetByteCount(html), 500, 30_000);
        }
    }

    [Fact]
    public async Task Fragments_with_drawings_may_share_a_page()
    {
        var ids = new List<string>();
        foreach (var url in new[] { "/embed/indicators/1-kpi-2", "/embed/indicators/1-kpi-1", "/embed/indicators/1-kpi-2?years=2017-2023", "/embed/indicators/1-kpi-2?lang=en", "/embed/evaluations/2019" })
        {
            var page = EmbedTable.Parse(await api.Client.GetStringAsync(url + (url.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "format=fragment"));
            var drawing = page.QuerySelector("svg[role=img]")!;
            Assert.All(drawing.GetAttribute("aria-labelledby")!.Split(' '), id => Assert.NotNull(page.GetElementById(id)));
            ids.AddRange(page.QuerySelectorAll("[id]").Select(element => element.Id!));
        }

        Assert.Equal(ids.Distinct().Count(), ids.Count);
    }

    [Fact]
    public async Task The_script_is_small_is_asked_for_again_and_names_no_other_host()
    {
        using var response = await api.Client.GetAsync("/embed/v1.js");
        var script = await response.Content.ReadAsByteArrayAsync();
        Assert.Equal("text/javascript; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("public, no-cache", response.Headers.GetValues("Cache-Control").Single());
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(script);
        }

        Assert.InRange(packed.Length, 500, 6000);
        var text = Encoding.UTF8.GetString(script);
        Assert.DoesNotContain("{{", text, StringComparison.Ordinal);
        Assert.All(AddressForm().Matches(text), match => Assert.StartsWith(api.Client.BaseAddress!.GetLeftPart(UriPartial.Authority), match.Value, StringComparison.Ordinal));
        Assert.DoesNotContain("document.cookie", text, StringComparison.Ordinal);
        using var again = new HttpRequestMessage(HttpMethod.Get, "/embed/v1.js");
        again.Headers.IfNoneMatch.Add(response.Headers.ETag!);
        using var second = await api.Client.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [GeneratedRegex("<(script|style|link|iframe)|<[^>]* (class|style|on[a-z]+)=|javascript:", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex ForbiddenForm();

    [GeneratedRegex("https?://[^\"/ ]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex AddressForm();
}
