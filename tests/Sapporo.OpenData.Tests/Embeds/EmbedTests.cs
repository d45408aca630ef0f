using System.Globalization;
using System.Text.Json.Nodes;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Embeds;

/// <summary>Every form of an embed shows the figures of the database and of the API.</summary>
public class EmbedTests(TestApi api) : IClassFixture<TestApi>
{
    private static readonly string[] Codes =
        ["011002", "012033", "012106", "012173", "012246", "012319", "012343", "012351", "013030", "013048", "014231", "014281"];

    public static IEnumerable<object[]> Municipalities => Codes.SelectMany(code => new object[][] { [code, "ja"], [code, "en"] });

    [Theory]
    [MemberData(nameof(Municipalities))]
    public async Task Figures_of_a_municipality_are_those_of_the_database(string code, string lang)
    {
        var rows = await api.QueryAsync($"""
            select m.name_{lang}, d.period, d.printed, d.amount::text, d.unit, d.source, d.source_place, d.measure from opendata.demographic_version d
              join opendata.measure_version m on m.id = d.measure and m.until_release is null
             where d.area = '{code}' and d.until_release is null order by m.ordinal, d.period
            """);
        Assert.Equal(5, rows.Count);
        var json = await FormsAgreeAsync($"/embed/municipalities/{code}", lang);
        Assert.Equal(rows.Select(row => (row[0], row[1], row[2], Amount(row[3]), row[4], row[5], row[6], row[7])),
            json.Select(item => (Text(item, "measureName"), Text(item, "period"), Text(item, "text"), Amount(item["amount"]?.ToJsonString()), Text(item, "unit"), Text(item, "source"), Text(item, "sourcePlace"), Text(item, "measure"))));
        var shown = await TableAsync($"/embed/municipalities/{code}?format=fragment&lang={lang}");
        Assert.Equal(rows.Select(row => new[] { row[0], row[1] ?? "―", row[2] }), shown);
        var listed = (await api.AllItemsAsync($"/v1/demographics?area={code}")).Select(item => (Text(item, "measure"), Text(item, "period"), Text(item, "text")));
        Assert.Equal(listed.Order(), json.Select(item => (Text(item, "measure"), Text(item, "period"), Text(item, "text"))).Order());
    }

    [Theory]
    [MemberData(nameof(Municipalities))]
    public async Task Projects_of_a_municipality_carry_their_newest_marks(string code, string lang)
    {
        var rows = await api.QueryAsync($"""
            with own as (select distinct p.* from opendata.project_version p join opendata.activity_version a on a.project = p.id and a.until_release is null
                          where p.until_release is null and '{code}' = any(a.municipalities)),
                 rated as (select i.project, i.id, i.ordinal, i.name_{lang} as name, i.target_text, e.fiscal_year, e.actual_text, e.rating,
                                  max(e.fiscal_year) over (partition by i.project) as newest
                             from opendata.indicator_version i join opendata.evaluation_version e on e.indicator = i.id and e.until_release is null where i.until_release is null)
            select o.id, o.name_{lang}, r.name, r.fiscal_year::text, r.target_text, r.actual_text, r.rating from own o
              left join rated r on r.project = o.id and r.fiscal_year = r.newest order by o.vision, o.number, r.ordinal
            """);
        Assert.NotEmpty(rows);
        var json = await FormsAgreeAsync($"/embed/municipalities/{code}/projects", lang);
        Assert.Equal(rows.Select(row => string.Join('|', row)), json.Select(item =>
            string.Join('|', new[] { "project", "projectName", "indicatorName", "fiscalYear", "target", "actual", "rating" }.Select(name => Text(item, name)))));
        var none = lang == "ja" ? "評価は公表されていません" : "No rating is published";
        Assert.Equal(rows.Select(row => row[2] is null ? new[] { row[1], none } : row[1..]), await TableAsync($"/embed/municipalities/{code}/projects?format=fragment&lang={lang}"));
        var expanded = (await api.JsonAsync($"/v1/municipalities/{code}?expand=projects"))["projects"]!.AsArray();
        Assert.Equal(expanded.Select(item => Text(item!, "id")).Order(), json.Select(item => Text(item, "project")).Distinct().Order());
    }

    [Fact]
    public async Task Series_of_every_indicator_are_those_of_the_api()
    {
        var indicators = await api.AllItemsAsync("/v1/indicators?fields=id,nameJa,nameEn");
        Assert.True(indicators.Count > 60);
        foreach (var (indicator, i) in indicators.Select((item, i) => (item, i)))
        {
            var (id, lang) = (Text(indicator, "id")!, i % 2 == 0 ? "ja" : "en");
            var points = await api.AllItemsAsync($"/v1/indicators/{id}/series");
            var json = await FormsAgreeAsync($"/embed/indicators/{id}", lang);
            Assert.Equal(
                points.Select(point => $"{Text(point, "id")}|{Text(point, "year")}|{point["value"]!["text"]}|{Amount(point["value"]!["amount"]?.ToJsonString())}|{Text(point, "rating")}|{Text(point, "sourcePlace")}"),
                json.Select(point => $"{Text(point, "id")}|{Text(point, "year")}|{Text(point, "text")}|{Amount(point["amount"]?.ToJsonString())}|{Text(point, "rating")}|{Text(point, "sourcePlace")}"));
            var html = EmbedTable.Parse(await api.Client.GetStringAsync($"/embed/indicators/{id}?lang={lang}"));
            Assert.Equal(Text(indicator, lang == "ja" ? "nameJa" : "nameEn"), html.QuerySelector("h1")!.TextContent);
            Assert.Equal(points.Select(point => point["value"]!["text"]!.ToString()), EmbedTable.Rows(html).Select(row => row[^2]));
        }
    }

    [Theory]
    [InlineData("ja")]
    [InlineData("en")]
    public async Task The_summary_counts_the_marks_of_the_evaluations(string lang)
    {
        var rows = await api.QueryAsync($"""
            with mark as (select i.role, e.rating from opendata.evaluation_version e join opendata.indicator_version i on i.id = e.indicator and i.until_release is null
                           where e.until_release is null and e.fiscal_year = 2019 and i.project is not null)
            select part, count(*) filter (where rating = '◎'), count(*) filter (where rating = '○'), count(*) filter (where rating = '×'), count(*) filter (where rating = '－'),
                   trim_scale(round(100.0 * count(*) filter (where rating in ('◎', '○')) / count(*) filter (where rating <> '－'), 2))
              from (select 0 as part, rating from mark union all select role, rating from mark) parts group by part order by part
            """);
        var json = await FormsAgreeAsync("/embed/evaluations/2019", lang);
        Assert.Equal(rows.Select(row => string.Join('|', row[1..])), json.Select(item =>
            string.Join('|', new[] { "markedAchieved", "markedProvisional", "markedNotAchieved", "markedNotRated", "rate" }.Select(name => Text(item, name)))));
        var shown = await TableAsync($"/embed/evaluations/2019?format=fragment&lang={lang}");
        Assert.Equal(rows.Select(row => string.Join('|', row[1..])), shown.Select(row => string.Join('|', row[1..6]).TrimEnd('%')));
        Assert.Equal(["81.25%", "―", "―", "―"], shown.Select(row => row[6]));
        Assert.Equal(Text((await api.JsonAsync("/v1/evaluations/summary?fiscalYear=2019"))["items"]![0]!, "printedRate"), Text(json[0], "printedRate"));
    }

    // The four forms hold the same figures, source, date and licence; returns the items of the JSON.
    private async Task<List<JsonNode>> FormsAgreeAsync(string path, string lang)
    {
        var json = await api.JsonAsync($"{path}?format=json&lang={lang}");
        var items = json["items"]!.AsArray().Select(item => item!).ToList();
        var lines = StrictCsv.Parse(await api.Client.GetStringAsync($"{path}?format=csv&lang={lang}"));
        var header = lines[0];
        Assert.Equal(items.Select(item => item.AsObject().Select(member => $"{member.Key}={member.Value}")), lines.Skip(1).Select(line =>
            header.Zip(line).TakeWhile(cell => cell.First != "sourceTitle").Select(cell => $"{cell.First}={cell.Second}")));
        var fragment = EmbedTable.Parse(await api.Client.GetStringAsync($"{path}?format=fragment&lang={lang}"));
        var document = EmbedTable.Parse(await api.Client.GetStringAsync($"{path}?lang={lang}"));
        Assert.Equal(EmbedTable.Rows(document), EmbedTable.Rows(fragment));
        Assert.Equal(items.Count, EmbedTable.Rows(fragment).Count);
        foreach (var page in new[] { fragment, document })
        {
            var figure = page.QuerySelector("figure")!;
            Assert.Equal(lang, figure.GetAttribute("lang"));
            Assert.Equal(json["publishedAt"]!.ToString(), figure.QuerySelector("time")!.GetAttribute("datetime"));
            Assert.Equal(json["title"]!.ToString(), figure.QuerySelector("figcaption")!.TextContent.Trim());
            Assert.Contains(json["licenceText"]!.ToString(), figure.TextContent, StringComparison.Ordinal);
            var links = figure.QuerySelectorAll("a").Select(link => link.GetAttribute("href")!).ToList();
            Assert.All(json["sources"]!.AsArray(), source => Assert.Contains(source!["url"]!.ToString(), links));
            Assert.Contains(json["links"]!["page"]!.ToString(), links);
            Assert.All(links, link => Assert.StartsWith(api.Client.BaseAddress!.ToString(), link, StringComparison.Ordinal));
        }

        var used = items.Select(item => Text(item, "source")).OfType<string>().Distinct().Order().ToList();
        Assert.NotEmpty(json["sources"]!.AsArray());
        Assert.True(used.Count == 0 || used.SequenceEqual(json["sources"]!.AsArray().Select(source => Text(source!, "id")!).Order()));
        return items;
    }

    private async Task<List<string[]>> TableAsync(string url) => EmbedTable.Rows(EmbedTable.Parse(await api.Client.GetStringAsync(url)));

    private static string? Text(JsonNode item, string name) => item[name]?.ToString();

    private static decimal? Amount(string? text) => text is null or "null" ? null : decimal.Parse(text, CultureInfo.InvariantCulture);
}
