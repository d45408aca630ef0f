using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using AngleSharp.Dom;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Municipalities;

/// <summary>The pages of the municipalities say what the tables hold.</summary>
public class MunicipalityPageTests(TestApi api) : IClassFixture<TestApi>
{
    public static TheoryData<string> Codes =>
        new(File.ReadLines(Path.Combine(TestDatabase.DataDirectory, "municipalities.csv")).Skip(1).Select(line => line.Split(',')[0]));

    [Theory]
    [InlineData("", "name_ja")]
    [InlineData("?lang=en", "name_en")]
    public async Task The_list_holds_all_with_their_newest_population(string query, string name)
    {
        var page = await api.Client.PageAsync("/municipalities" + query);
        var expected = await api.QueryAsync($"""
            select m.{name}, m.id, d.printed, c.share::numeric(9,2)::text from opendata.municipality_version m
              join opendata.demographic_version d on d.area = m.id and d.measure = 'population' and d.period = '2015'
              join opendata.comparison(1) c on c.id = d.id order by m.ordinal
            """);
        Assert.Equal(12, expected.Count);
        Assert.Equal(
            expected.Select(row => $"{row[0]} {row[1]} {row[2]} {row[3]} % /municipalities/{row[1]}{query}"),
            page.Rows("Municipalities").Select(row => $"{row[0].QuerySelector("a")!.Line()} {row[3].Line()} {row[1].QuerySelector(".printed")!.Line()} {row[2].Line()} {row[0].QuerySelector("a")!.GetAttribute("href")}"));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task The_page_of_each_says_what_the_tables_hold(string code)
    {
        var page = await api.Client.PageAsync($"/municipalities/{code}");
        var row = (await api.QueryAsync($"select name_ja, name_kana, name_en, subprefecture, known_for_ja from opendata.municipality_version where id = '{code}'"))[0];
        Assert.Equal(row[0], page.QuerySelector("h1")!.Line());
        Assert.All(row, text => Assert.Contains(text!, page.QuerySelector("main")!.Line(), StringComparison.Ordinal));
        Assert.Contains(code, page.QuerySelectorAll("dl.facts dd").Select(item => item.Line()));
        await FiguresAgreeAsync(page, code);
        await ProjectsAgreeAsync(page, code);
        var partnerships = await api.QueryAsync($"select name_ja, description_ja, coalesce(date_text, ''), coalesce(quantity_text, '') from opendata.partnership_version where '{code}' = any (municipalities) order by ordinal");
        Assert.Equal(partnerships.Select(item => string.Join('|', item)), page.Rows("table.partnerships").Select(cells => string.Join('|', new[] { cells[0], cells[2], cells[3], cells[4] }.Select(cell => cell.Line()))));
        var links = page.QuerySelectorAll("main a").Select(link => link.GetAttribute("href")).ToHashSet(StringComparer.Ordinal);
        Assert.Superset(
            new HashSet<string?>([$"/dataset/municipality-{code}", $"/dataset/municipality-{code}/demographics.csv", $"/dataset/municipality-{code}/activities.csv?bom=true", $"/embed?code={code}", $"/v1/demographics?area={code}", $"/v1/municipalities/{code}"], StringComparer.Ordinal), links);
    }

    [Fact]
    public async Task In_English_the_names_and_texts_are_English()
    {
        var page = await api.Client.PageAsync("/municipalities/012246?lang=en");
        Assert.Equal("Chitose", page.QuerySelector("h1")!.Line());
        var activities = await api.QueryAsync("select description_en from opendata.activity_version where '012246' = any (municipalities)");
        Assert.All(activities, row => Assert.Contains(row[0]!, page.QuerySelector("main")!.Line(), StringComparison.Ordinal));
        Assert.Contains("4 of 12", page.Rows("table.figures").Select(row => row[3].Line()));
    }

    [Fact]
    public async Task Five_digits_name_the_same_page_and_other_codes_none()
    {
        var page = await api.Client.PageAsync("/municipalities/01224");
        Assert.Equal($"{api.Client.BaseAddress}municipalities/012246", page.QuerySelector("link[rel=canonical]")!.GetAttribute("href"));
        foreach (var wrong in new[] { "012247", "011011", "13102", "x", "0122460" })
        {
            using var response = await api.Client.GetAsync($"/municipalities/{wrong}");
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }
    }

    [Fact]
    public async Task An_unchanged_page_is_not_sent_again()
    {
        using var first = await api.Client.GetAsync("/municipalities/011002");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/municipalities/011002");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await api.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    // Against the API, which has tests of its own.
    private async Task FiguresAgreeAsync(IDocument page, string code)
    {
        var printed = (await api.AllItemsAsync($"/v1/demographics?area={code}")).ToDictionary(item => item["id"]!.GetValue<string>());
        var expected = (await api.AllItemsAsync($"/v1/compare?area={code}")).Select(item => (
            printed[item["id"]!.GetValue<string>()]["text"]!.GetValue<string>(), Rank(item["rank"], item["ranked"]), Percent(item["share"]), Amount(item["change"]))).Order().ToList();
        Assert.Equal(5, expected.Count);
        Assert.Equal(expected, page.Rows("table.figures").Select(row => (row[2].QuerySelector(".printed")!.Line(), row[3].Line(), row[4].Line(), Change(row[5].Line()))).Order());
        Assert.Equal(
            printed.Values.Where(item => item["reason"] is not null).Select(item => item["reason"]!.GetValue<string>()),
            page.Rows("table.figures").Where(row => row[2].QuerySelector(".printed")!.Line() == "―").Select(row => row[2].QuerySelector(".said")!.Line()));

        static string Rank(JsonNode? rank, JsonNode? ranked) => rank is null ? "" : $"{ranked} 市町村中 {rank} 位";
        static string Percent(JsonNode? share) => share is null ? "" : share.GetValue<decimal>().ToString("0.00", CultureInfo.InvariantCulture) + " %";
        static decimal? Amount(JsonNode? change) => change?.GetValue<decimal>();
        static decimal? Change(string text) => text.Length == 0 ? null
            : decimal.Parse(string.Concat(text.TakeWhile(letter => "+−,.0123456789±".Contains(letter, StringComparison.Ordinal))).Replace('−', '-').Replace("±", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
    }

    private async Task ProjectsAgreeAsync(IDocument page, string code)
    {
        var rows = page.Rows("table.projects");
        var activities = await api.QueryAsync($"select a.project, p.name_ja, a.description_ja from opendata.activity_version a join opendata.project_version p on p.id = a.project where '{code}' = any (a.municipalities)");
        Assert.Equal(activities.Select(row => (row[0], row[1])).Distinct().Order(), rows.Select(row => ((string?)row[0].QuerySelector("a")!.GetAttribute("href")!.Split('/')[^1], (string?)row[0].Line())).Order());
        Assert.Equal(activities.Count, rows.Sum(row => row[1].QuerySelectorAll("li").Length));
        Assert.All(activities, row => Assert.Contains(rows, cells => cells[0].Line() == row[1] && cells[1].Line().Contains(row[2]!, StringComparison.Ordinal)));
        var marks = await api.QueryAsync($"""
            select i.id, e.rating, e.rating_code from opendata.indicator_version i join opendata.evaluation_version e on e.indicator = i.id
             where i.project in (select project from opendata.activity_version where '{code}' = any (municipalities))
            """);
        Assert.Equal(
            marks.Select(row => $"{row[0]} {row[1]} {row[2]}").Order(StringComparer.Ordinal),
            rows.SelectMany(row => row[2].QuerySelectorAll("li")).Select(item => $"{item.QuerySelector("a")!.GetAttribute("href")!.Split('/')[^1]} {item.QuerySelector(".sign")!.TextContent} {item.QuerySelector(".mark")!.ClassList[1]}").Order(StringComparer.Ordinal));
    }
}
