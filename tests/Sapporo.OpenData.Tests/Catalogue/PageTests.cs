using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Catalogue;

/// <summary>The pages of the catalogue as a browser gets them.</summary>
public partial class PageTests(TestApi api) : IClassFixture<TestApi>
{
    private const string ContentSecurityPolicy = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    // Documents for machines have tests of their own.
    private static readonly string[] Elsewhere = ["/catalog.", "/data.json", "/feeds/", ".ttl", ".rdf", ".jsonld", "datapackage.json", "csv-metadata.json"];

    public static TheoryData<string, string> Pages => new()
    {
        { "/", "さっぽろ連携中枢都市圏オープンデータ" },
        { "/?lang=en", "Open data of the Sapporo area" },
        { "/?q=人口", "「人口」の検索結果 | さっぽろ連携中枢都市圏オープンデータ" },
        { "/?q=population&lang=en", "Search results for “population” | Open data of the Sapporo area" },
        { "/?organization=011002&format=csv", "データセットの絞り込み | さっぽろ連携中枢都市圏オープンデータ" },
        { "/?page=2", "さっぽろ連携中枢都市圏オープンデータ" },
        { "/organization", "組織 | さっぽろ連携中枢都市圏オープンデータ" },
        { "/organization?lang=en", "Organizations | Open data of the Sapporo area" },
        { "/organization/011002", "札幌市 | さっぽろ連携中枢都市圏オープンデータ" },
        { "/organization/sapporo-area?lang=en", "Sapporo area | Open data of the Sapporo area" },
        { "/group", "グループ | さっぽろ連携中枢都市圏オープンデータ" },
        { "/group/projects", "連携事業 | さっぽろ連携中枢都市圏オープンデータ" },
        { "/group/projects?lang=en", "Joint projects | Open data of the Sapporo area" },
        { "/dataset/status", "連携事業の実施状況（全年度） | さっぽろ連携中枢都市圏オープンデータ" },
        { "/dataset/municipalities?lang=en", "Municipalities of the area | Open data of the Sapporo area" },
        { "/dataset/municipality-011002", "札幌市のデータ | さっぽろ連携中枢都市圏オープンデータ" },
        { "/dataset/vision-structure", "ビジョンの体系 | さっぽろ連携中枢都市圏オープンデータ" },
        { "/municipalities", "市町村 | さっぽろ連携中枢都市圏オープンデータ" },
        { "/municipalities?lang=en", "Municipalities | Open data of the Sapporo area" },
        { "/municipalities/011002", "札幌市 | さっぽろ連携中枢都市圏オープンデータ" },
        { "/municipalities/012246?lang=en", "Chitose | Open data of the Sapporo area" },
        { "/compare", "市町村の比較 | さっぽろ連携中枢都市圏オープンデータ" },
        { "/compare?measure=agingRate&period=2010&lang=en", "Municipalities compared | Open data of the Sapporo area" },
        { "/releases", "公表の履歴 | さっぽろ連携中枢都市圏オープンデータ" },
        { "/releases/1", "リリース 1 | さっぽろ連携中枢都市圏オープンデータ" },
        { "/releases/1?lang=en", "Release 1 | Open data of the Sapporo area" },
        { "/rules", "評価の計算のしかた | さっぽろ連携中枢都市圏オープンデータ" },
        { "/rules?lang=en", "How ratings are computed | Open data of the Sapporo area" },
        { "/dataset/open-data-list?release=1", "オープンデータ一覧 | さっぽろ連携中枢都市圏オープンデータ" },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_is_whole_and_light(string url, string title)
    {
        using var response = await api.Client.GetAsync(url);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Equal(ContentSecurityPolicy, response.Headers.GetValues("Content-Security-Policy").Single());
        var language = url.Contains("lang=en", StringComparison.Ordinal) ? "en" : "ja";
        Assert.Equal(language, response.Content.Headers.ContentLanguage.Single());
        var html = await response.Content.ReadAsStringAsync();
        Assert.InRange(Encoding.UTF8.GetByteCount(html), 1000, 60_000);
        Assert.StartsWith($"<!DOCTYPE html>\n<html lang=\"{language}\">", html, StringComparison.Ordinal);
        Assert.Equal(title, WebUtility.HtmlDecode(TitleForm().Match(html).Groups["text"].Value));
        Assert.Single(H1Form().Matches(html));
        Assert.All(["header", "main", "footer", "nav"], landmark => Assert.Contains($"</{landmark}>", html, StringComparison.Ordinal));
        Assert.DoesNotMatch(ReferenceToLetterForm(), html);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_runs_nothing_and_asks_no_other_host(string url, string title)
    {
        Assert.NotEmpty(title);
        var html = await api.Client.GetStringAsync(url);
        Assert.Equal(ScriptForm().Count(html), JsonLdForm().Count(html));
        Assert.DoesNotMatch(InlineForm(), html);
        Assert.All(LoadForm().Matches(html), match => Assert.Matches("^(/assets/|data:,$)", match.Groups["url"].Value));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_can_be_used_without_a_mouse_or_eyes(string url, string title)
    {
        Assert.NotEmpty(title);
        var html = await api.Client.GetStringAsync(url);
        var ids = IdForm().Matches(html).Select(match => match.Groups["id"].Value).ToList();
        Assert.Equal(ids.Distinct(StringComparer.Ordinal), ids);
        Assert.All(ReferenceForm().Matches(html).SelectMany(match => match.Groups["id"].Value.Split(' ')), id => Assert.Contains(id, ids));
        Assert.Contains("<a class=\"skip\" href=\"#mainContent\">", html, StringComparison.Ordinal);
        Assert.Equal(TableForm().Count(html), CaptionForm().Count(html));
        Assert.All(HeaderCellForm().Matches(html), match => Assert.Contains("scope=", match.Value, StringComparison.Ordinal));
        Assert.Equal(TableForm().Count(html), RegionForm().Count(html));
        var levels = HeadingForm().Matches(html).Select(match => match.Groups["level"].Value[0] - '0').ToList();
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1, $"h{pair.First} is followed by h{pair.Second}"));
    }

    [Fact]
    public async Task Every_link_leads_somewhere()
    {
        var pages = new Queue<string>(["/", "/?lang=en"]);
        var seen = new HashSet<string>(pages, StringComparer.Ordinal);
        var root = api.Client.BaseAddress!.ToString();
        while (pages.TryDequeue(out var page))
        {
            using var response = await FollowAsync(page);
            Assert.True(response.IsSuccessStatusCode, $"{page}: {(int)response.StatusCode}");
            if (response.Content.Headers.ContentType?.MediaType != "text/html" || page.StartsWith("/swagger", StringComparison.Ordinal) || IsFurtherStep(page))
            {
                continue;
            }

            var html = await response.Content.ReadAsStringAsync();
            foreach (var link in HrefForm().Matches(html).Select(match => WebUtility.HtmlDecode(match.Groups["url"].Value)))
            {
                var path = link.StartsWith(root, StringComparison.Ordinal) ? link[(root.Length - 1)..] : link;
                if (path.StartsWith('#'))
                {
                    Assert.Contains($"id=\"{path[1..]}\"", html, StringComparison.Ordinal);
                }
                else if (path.StartsWith('/') && !Elsewhere.Any(part => path.Contains(part, StringComparison.Ordinal)) && seen.Add(path))
                {
                    pages.Enqueue(path);
                }
            }
        }

        Assert.Superset(new HashSet<string>(["/organization/014281", "/group/area", "/dataset/kpi", "/dataset/kpi?lang=en", "/swagger", "/rules", "/municipalities/014281", "/compare", "/releases/1", "/v1"], StringComparer.Ordinal), seen);
    }

    [Theory]
    [InlineData("/?q=%3Cscript%3Ealert(1)%3C/script%3E")]
    [InlineData("/?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&lang=en")]
    [InlineData("/?tag=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")]
    [InlineData("/?organization=%3Cscript%3E&group=%22%3E%3Cscript%3E&format=%3Cscript%3E")]
    [InlineData("/dataset/status?release=1&lang=%3Cscript%3E&q=%3Cscript%3E")]
    public async Task What_is_typed_stays_text(string url)
    {
        var html = await api.Client.GetStringAsync(url);
        Assert.Equal(ScriptForm().Count(html), JsonLdForm().Count(html));
        Assert.DoesNotContain("alert(1)<", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_parameters_change_nothing_and_are_no_part_of_the_canonical_address()
    {
        var html = await api.Client.GetStringAsync("/dataset/kpi?utm_source=mail&lang=en&lang2=x&q=%3C");
        Assert.Contains($"<link rel=\"canonical\" href=\"{api.Client.BaseAddress}dataset/kpi?lang=en\"", html, StringComparison.Ordinal);
        Assert.Contains($"<link rel=\"alternate\" hreflang=\"ja\" href=\"{api.Client.BaseAddress}dataset/kpi\"", html, StringComparison.Ordinal);
        var home = await api.Client.GetStringAsync("/?utm_source=mail&utm_source=again&page=0&q=KPI");
        Assert.Contains($"<link rel=\"canonical\" href=\"{api.Client.BaseAddress}?q=KPI\"", home, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unchanged_page_is_not_sent_again()
    {
        foreach (var url in new[] { "/", "/dataset/status", "/organization/011002?lang=en", "/group", "/rules", "/compare", "/municipalities", "/releases/1" })
        {
            using var first = await api.Client.GetAsync(url);
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
            using var second = await api.Client.SendAsync(request);
            Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
            using var missing = new HttpRequestMessage(HttpMethod.Get, "/group/nothing");
            missing.Headers.IfNoneMatch.Add(first.Headers.ETag!);
            using var none = await api.Client.SendAsync(missing);
            Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        }
    }

    [Fact]
    public async Task The_style_sheet_is_kept_for_ever()
    {
        var path = LoadForm().Match(await api.Client.GetStringAsync("/")).Groups["url"].Value;
        using var response = await api.Client.GetAsync(path);
        Assert.Equal("text/css; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Contains("immutable", response.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        var css = await response.Content.ReadAsStringAsync();
        Assert.DoesNotContain("url(", css, StringComparison.Ordinal);
        Assert.All(["prefers-color-scheme: dark", "prefers-reduced-motion", "@media print", ":focus-visible"], part => Assert.Contains(part, css, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Addresses_of_other_catalogues_lead_to_the_pages()
    {
        var package = (await api.JsonAsync("/api/3/action/package_show?id=status"))["result"]!;
        var resource = package["resources"]![1]!["id"]!.GetValue<string>();
        var address = api.Client.BaseAddress!.ToString();
        await RedirectsAsync("/dataset", address);
        await RedirectsAsync("/dataset?lang=en&utm_source=x", address + "?lang=en&utm_source=x");
        await RedirectsAsync($"/dataset/{package["id"]}/resource/{resource}?lang=en", address + "dataset/status?lang=en#marks-json");
        await RedirectsAsync($"/dataset/status/resource/{resource}", address + "dataset/status#marks-json");
        Assert.Contains("id=\"marks-json\"", await api.Client.GetStringAsync("/dataset/status"), StringComparison.Ordinal);
        using var wrong = await api.Client.GetAsync($"/dataset/kpi/resource/{resource}");
        Assert.Equal(HttpStatusCode.NotFound, wrong.StatusCode);
        var owner = package["organization"]!["id"]!.GetValue<string>();
        Assert.Contains($"<link rel=\"canonical\" href=\"{address}organization/sapporo-area\"", await api.Client.GetStringAsync($"/organization/{owner}"), StringComparison.Ordinal);
        Assert.Contains($"<link rel=\"canonical\" href=\"{address}dataset/status\"", await api.Client.GetStringAsync($"/dataset/{package["id"]}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_of_a_dataset_says_what_the_catalogue_says()
    {
        var html = WebUtility.HtmlDecode(await api.Client.GetStringAsync("/dataset/status-2019"));
        var package = (await api.JsonAsync("/api/3/action/package_show?id=status-2019"))["result"]!;
        Assert.Contains(package["notes"]!.GetValue<string>(), html, StringComparison.Ordinal);
        foreach (var resource in package["resources"]!.AsArray())
        {
            Assert.Contains($"href=\"{new Uri(resource!["url"]!.GetValue<string>()).PathAndQuery}\"", html, StringComparison.Ordinal);
            Assert.Contains(resource["hash"]!.GetValue<string>(), html, StringComparison.Ordinal);
        }

        Assert.Contains("marks.csv?bom=true", html, StringComparison.Ordinal);
        Assert.Contains("出典を示してください", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/v1/sources/fy2019-project-status\"", html, StringComparison.Ordinal);
        var rows = JsonNode.Parse(await api.Client.GetStringAsync("/dataset/status-2019/activities.json"))!.AsArray();
        var preview = html.Split("id=\"activities.rows\"")[1].Split("</table>")[0];
        Assert.Equal(11, preview.Split("<tr").Length - 1);
        Assert.Equal([.. rows[0]!.AsObject().Take(16).Select(cell => cell.Key)], HeaderTextForm().Matches(preview).Select(match => match.Groups["text"].Value));
        var json = JsonLdForm().Match(await api.Client.GetStringAsync("/dataset/status-2019")).Groups["json"].Value;
        Assert.Equal("連携事業の実施状況（2019年度）", JsonNode.Parse(json)!["name"]!.ToString());
    }

    [Fact]
    public async Task A_page_of_a_release_stays_at_that_release()
    {
        using var response = await api.Client.GetAsync("/dataset/kpi?release=1");
        Assert.Equal("public, no-cache", response.Headers.CacheControl!.ToString());
        var html = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());
        Assert.Contains("kpi-vision1.csv?bom=true&release=1", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/?release=1\"", html, StringComparison.Ordinal);
        using var wrong = await api.Client.GetAsync("/dataset/kpi?release=9");
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    // Narrowed lists and older releases link to more of their kind without end: that they answer is enough.
    private static bool IsFurtherStep(string page) => page.Contains('?', StringComparison.Ordinal) && !page.EndsWith("?lang=en", StringComparison.Ordinal);

    private async Task RedirectsAsync(string url, string target)
    {
        using var response = await api.Client.GetAsync(url);
        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        Assert.Equal(target, response.Headers.Location!.OriginalString);
    }

    private async Task<HttpResponseMessage> FollowAsync(string url)
    {
        var response = await api.Client.GetAsync(url);
        for (var i = 0; i < 3 && response.Headers.Location is { } location; i++)
        {
            url = new Uri(new Uri(api.Client.BaseAddress!, url), location).PathAndQuery;
            response.Dispose();
            response = await api.Client.GetAsync(url);
        }

        return response;
    }

    [GeneratedRegex("<title>(?<text>[^<]*)</title>", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TitleForm();

    [GeneratedRegex("&#x(?!3000)[0-9A-F]{4};", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ReferenceToLetterForm();

    [GeneratedRegex("<h1[ >]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex H1Form();

    [GeneratedRegex("<script", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex ScriptForm();

    [GeneratedRegex("<script type=\"application/ld\\+json\">(?<json>[^<]*)</script>", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex JsonLdForm();

    [GeneratedRegex("<[^>]* (style|on[a-z]+)=|<style|javascript:", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex InlineForm();

    [GeneratedRegex("(<link rel=\"(stylesheet|icon)\" href|<[^>]* src)=\"(?<url>[^\"]*)\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LoadForm();

    [GeneratedRegex(" id=\"(?<id>[^\"]*)\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex IdForm();

    [GeneratedRegex(" (aria-labelledby|aria-describedby|for)=\"(?<id>[^\"]*)\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ReferenceForm();

    [GeneratedRegex("<table[ >]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex TableForm();

    [GeneratedRegex("<caption[^>]*>[^<]+</caption>", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex CaptionForm();

    [GeneratedRegex("<th[ >][^>]*", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex HeaderCellForm();

    [GeneratedRegex("<th scope=\"col\"[^>]*>(?<text>[^<]*)</th>", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HeaderTextForm();

    [GeneratedRegex("role=\"region\" tabindex=\"0\" aria-labelledby=\"", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex RegionForm();

    [GeneratedRegex("<h(?<level>[1-6])[ >]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HeadingForm();

    [GeneratedRegex(" href=\"(?<url>[^\"]*)\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HrefForm();
}
