using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Sapporo.OpenData.Tests.Charts;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Evaluations;

/// <summary>The pages of evaluated years say what the database says.</summary>
public class EvaluationPageTests(TestApi api) : IClassFixture<TestApi>
{
    private static readonly Dictionary<string, (string Ja, string En)> Words = new()
    {
        ["achieved"] = ("達成", "Achieved"),
        ["provisional"] = ("達成（集計中）", "Achieved, still counting"),
        ["notAchieved"] = ("未達成", "Not achieved"),
        ["notRated"] = ("評価の対象外", "Not rated"),
    };

    [Theory]
    [InlineData(2019, "ja")]
    [InlineData(2019, "en")]
    [InlineData(2023, "ja")]
    [InlineData(2023, "en")]
    public async Task Every_figure_mark_name_and_reason_is_the_published_one(int year, string language)
    {
        var page = await api.PageAsync($"/evaluations/{year}?lang={language}");
        var rows = await api.QueryAsync($"""
            select e.id, i.name_{language}, e.rating, e.rating_code, e.note_{language}, c.reason_{language},
              (select text_{language} from opendata.reason_version where id = e.rating_reason),
              case when i.baseline_kind = 'none' then (select text_{language} from opendata.reason_version where id = i.baseline_reason) else i.baseline_text end,
              case when e.actual_kind = 'none' then (select text_{language} from opendata.reason_version where id = e.actual_reason) else e.actual_text end,
              case when i.target_kind = 'none' then (select text_{language} from opendata.reason_version where id = i.target_reason) else i.target_text end,
              c.progress_share, (select name_{language} from opendata.project_version p where p.id = i.project)
            from opendata.evaluation_version e join opendata.indicator_version i on i.id = e.indicator join opendata.evaluation_check_version c on c.id = e.id
            where e.fiscal_year = {year} order by i.ordinal
            """);
        Assert.True(rows.Count > 0);
        var articles = page.QuerySelectorAll("article.evaluation").ToList();
        Assert.Equal(rows.Select(row => row[0]), articles.Select(article => article.Id));
        foreach (var (row, article) in rows.Zip(articles))
        {
            Assert.Equal(row[1], article.One("h4").Words());
            Assert.Equal(row[2], article.QuerySelector(".mark .sign")?.TextContent);
            var (ja, en) = Words[row[3]!];
            Assert.Contains(language == "en" ? en : ja, article.One(".mark").Words(), StringComparison.Ordinal);
            Assert.Equal(row[7..10], article.QuerySelectorAll(".kpi dd").Select(value => value.Words()));
            Assert.Equal(row[6], article.QuerySelector(".reason")?.Words());
            Assert.Equal(row[4], article.QuerySelector(".note")?.TextContent);
            Assert.EndsWith(row[5]!, article.One(".rule").TextContent, StringComparison.Ordinal);
            Assert.Equal(row[10] is null, article.QuerySelector(".how > .hint") is null);
            Assert.Contains(row[10] is null ? "" : decimal.Parse(row[10]!, CultureInfo.InvariantCulture).ToString("0.##", CultureInfo.InvariantCulture).Replace('-', '−') + "%", article.One(".how").Words(), StringComparison.Ordinal);
            Assert.Contains(row[11] ?? (language == "en" ? "Basic KPIs" : "基本ＫＰＩ"), article.ParentElement!.One("h3").Words(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Bullets_stand_where_the_amounts_are_and_only_where_there_are_any()
    {
        var page = await api.PageAsync("/evaluations/2019");
        var rows = await api.QueryAsync("""
            select e.id, coalesce(i.baseline_amount, 0), e.actual_amount, i.target_amount, e.actual_kind, i.baseline_text
            from opendata.evaluation_version e join opendata.indicator_version i on i.id = e.indicator where e.fiscal_year = 2019
            """);
        foreach (var row in rows)
        {
            var charts = page.GetElementById(row[0]!)!.QuerySelectorAll("svg.bullet");
            Assert.Equal(row[4] switch { "number" => 1, "pair" => 2, _ => 0 }, charts.Length);
            if (row[4] == "number")
            {
                var chart = charts[0];
                List<(decimal Amount, double Place)> places = [(Number(row[1]), chart.One(".origin line").Number("x1")), (Number(row[2]), chart.One(".actual circle").Number("cx"))];
                if (row[3] is not null)
                {
                    places.Add((Number(row[3]), chart.One(".target line").Number("x1")));
                }

                PageDocument.AssertLinear(places);
            }
        }

        // Project 32 counts files and sets: the two parts of a pair, each with an axis of its own.
        var pair = page.GetElementById("1-32-1-2019")!.QuerySelectorAll("svg.bullet");
        foreach (var (chart, part) in pair.Zip([0, 1]))
        {
            var amounts = (await api.QueryAsync($"select baseline_parts->{part}->>'amount', (select actual_parts->{part}->>'amount' from opendata.evaluation_version where id = '1-32-1-2019'), target_parts->{part}->>'amount' from opendata.indicator_version where id = '1-32-1'"))[0];
            PageDocument.AssertLinear([(Number(amounts[0]), chart.One(".origin line").Number("x1")), (Number(amounts[1]), chart.One(".actual circle").Number("cx")), (Number(amounts[2]), chart.One(".target line").Number("x1"))]);
        }
    }

    [Fact]
    public async Task The_summary_is_the_marks_counted_beside_the_printed_rate()
    {
        var page = await api.PageAsync("/evaluations/2019");
        const string Counts = "count(*) filter (where e.rating_code = 'achieved'), count(*) filter (where e.rating_code = 'provisional'), count(*) filter (where e.rating_code = 'notAchieved'), count(*) filter (where e.rating_code = 'notRated')";
        const string From = "from opendata.evaluation_version e join opendata.indicator_version i on i.id = e.indicator where e.fiscal_year = 2019 and i.project is not null";
        var whole = (await api.QueryAsync($"select {Counts} {From}"))[0];
        Assert.Equal(whole, ["achieved", "provisional", "notAchieved", "notRated"], (count, code) => count == page.One($".figures .{code} dd").TextContent);
        Assert.Equal(await api.ScalarAsync("select actual_text from opendata.evaluation_version where id = '1-1-1-2019'"), page.One(".printedRate").Words());
        var rate = await api.ScalarAsync($"select round(100.0 * count(*) filter (where e.rating_code in ('achieved', 'provisional')) / count(*) filter (where e.rating_code <> 'notRated'), 2) {From}");
        Assert.StartsWith(rate + "%", page.One(".computedRate").Words(), StringComparison.Ordinal);
        var roles = await api.QueryAsync($"select (select name_ja from opendata.role_version r where r.vision = '1' and r.number = i.role), count(*), {Counts}, round(100.0 * count(*) filter (where e.rating_code in ('achieved', 'provisional')) / count(*) filter (where e.rating_code <> 'notRated'), 2) || '%' {From} group by i.role order by i.role");
        Assert.Equal(roles.Select(role => string.Join('|', role)), page.QuerySelectorAll("section[aria-labelledby=yearSummary] tbody tr").Select(row => string.Join('|', row.Children.Select(cell => cell.Words()))));
        Assert.Equal(roles.Select(role => Number(role[^1]!.TrimEnd('%'))), page.QuerySelectorAll(".bars rect").Select(bar => (decimal)bar.Number("width")));
        Assert.Contains("基本ＫＰＩだけ", (await api.PageAsync("/evaluations/2023")).One("main .notice").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ratingCode=notAchieved", "e.rating_code = 'notAchieved'")]
    [InlineData("ratingCode=notRated&role=2", "e.rating_code = 'notRated' and i.role = 2")]
    [InlineData("role=3&ratingCode=&q=&municipality=", "i.role = 3")]
    [InlineData("municipality=01210", "i.project in (select project from opendata.activity_version where '012106' = any (municipalities))")]
    [InlineData("municipality=011002&ratingCode=achieved", "e.rating_code = 'achieved' and i.project in (select project from opendata.activity_version where '011002' = any (municipalities))")]
    [InlineData("q=オープンデータ", "exists (select from opendata.project_version p where p.id = i.project and p.search like '%オープンデータ%') or i.search like '%オープンデータ%'")]
    [InlineData("q=ＭＩＣＥ 誘致", "i.project in (select id from opendata.project_version where search like '%mice%' and search like '%誘致%')")]
    [InlineData("q=ありえない言葉", "false")]
    [InlineData("lang=en&q=tourist", "i.search || coalesce((select search from opendata.project_version p where p.id = i.project), '') like '%tourist%'")]
    public async Task Filters_find_what_the_database_finds_and_link_to_the_same_data(string query, string condition)
    {
        var page = await api.PageAsync($"/evaluations/2019?{query}");
        var expected = (await api.QueryAsync($"select e.id from opendata.evaluation_version e join opendata.indicator_version i on i.id = e.indicator where e.fiscal_year = 2019 and ({condition}) order by i.ordinal")).Select(row => row[0]).ToList();
        Assert.Equal(expected, page.QuerySelectorAll("article.evaluation").Select(article => article.Id));
        var json = page.QuerySelectorAll(".machineLinks a").Select(link => link.GetAttribute("href")!).FirstOrDefault(link => link.StartsWith("/v1/evaluations?", StringComparison.Ordinal) && link.Contains("format=json", StringComparison.Ordinal));
        Assert.Equal(expected.Count == 0, json is null);
        if (json is not null)
        {
            var items = JsonNode.Parse(await api.Client.GetStringAsync(json))!.AsObject()["items"]!.AsArray();
            Assert.Equal(expected, items.Select(item => item!["id"]!.GetValue<string>()));
        }

        // What was asked stands in the form and in the page's own address; blank fields do not.
        var canonical = page.QuerySelector("link[rel=canonical]")!.GetAttribute("href")!;
        foreach (var part in query.Split('&').Select(part => part.Split('=')).Where(part => part[0] != "lang"))
        {
            Assert.Equal(part[1].Length > 0, canonical.Contains(part[0] + "=", StringComparison.Ordinal));
            var chosen = page.QuerySelector($"select[name={part[0]}] option[selected]")?.GetAttribute("value") ?? page.QuerySelector($"input[name={part[0]}]")?.GetAttribute("value") ?? "";
            Assert.Equal(part[0] == "municipality" && part[1].Length == 5 ? "012106" : part[1], chosen);
        }
    }

    [Theory]
    [InlineData("ratingCode=good", "ratingCode", "achieved, provisional")]
    [InlineData("role=x", "role", "1")]
    [InlineData("municipality=999999", "municipality", "011002")]
    [InlineData("municipality=%3Cscript%3E", "municipality", "011002")]
    [InlineData("policyField=2-r3-2-b", "policyField", "")]
    [InlineData("role=1&role=2", "role", "")]
    [InlineData("q=1 2 3 4 5 6 7 8 9 10 11", "q", "10")]
    [InlineData("release=99", "release", "1")]
    public async Task A_wrong_filter_is_refused_by_name(string query, string parameter, string allowed)
    {
        using var response = await api.Client.GetAsync($"/evaluations/2019?{query}");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var error = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["errors"]![0]!;
        Assert.Equal(parameter, error["parameter"]!.GetValue<string>());
        Assert.Contains(allowed, error["allowed"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_short_address_leads_to_the_newest_year()
    {
        var newest = await api.ScalarAsync("select max(fiscal_year) from opendata.evaluation_version");
        foreach (var query in new[] { "", "?lang=en", "?release=1&lang=en" })
        {
            using var response = await api.Client.GetAsync("/evaluations" + query);
            Assert.Equal(HttpStatusCode.Found, response.StatusCode);
            Assert.Equal($"{api.Client.BaseAddress}evaluations/{newest}{query}", response.Headers.Location!.OriginalString);
        }
    }

    [Fact]
    public async Task Pages_are_served_once_and_light_and_other_years_are_not_there()
    {
        await api.AssertServedWellAsync("/evaluations/2019");
        await api.AssertServedWellAsync("/evaluations/2019?lang=en&utm_source=mail");
        await api.AssertServedWellAsync("/evaluations/2023?release=1");
        foreach (var wrong in new[] { "2018", "02019", "x", "2019.0", "99999999999" })
        {
            using var response = await api.Client.GetAsync($"/evaluations/{wrong}");
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }
    }

    private static decimal Number(string? text) => decimal.Parse(text!, CultureInfo.InvariantCulture);
}
