using System.Net;
using System.Text.Json.Nodes;
using AngleSharp.Dom;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Projects;

/// <summary>The pages of projects say what the database says.</summary>
public class ProjectPageTests(TestApi api) : IClassFixture<TestApi>
{
    [Theory]
    [InlineData("ja")]
    [InlineData("en")]
    public async Task Every_project_is_told_as_published(string language)
    {
        var projects = await api.QueryAsync($"""
            select p.id, p.name_{language}, coalesce(p.summary_{language}, (select text_{language} from opendata.reason_version where id = p.summary_reason)),
              coalesce((select name_{language} from opendata.policy_field_version where id = p.policy_field), (select text_{language} from opendata.reason_version where id = p.policy_field_reason)),
              coalesce(p.page::text, (select text_{language} from opendata.reason_version where id = p.page_reason)),
              coalesce((select string_agg(name_{language}, '|' order by number) from opendata.priority_measure_version m where m.vision = p.vision and m.number = any (p.priority_measures)), (select text_{language} from opendata.reason_version where id = p.priority_measures_reason)),
              case when p.priority_measures is null then coalesce(p.priority_measure_count::text, '') else '' end, p.source_place
            from opendata.project_version p order by p.vision, p.number
            """);
        Assert.Equal(93, projects.Count);
        foreach (var row in language == "ja" ? projects : projects.Where((_, i) => i % 7 == 0))
        {
            var page = await api.PageAsync($"/projects/{row[0]}?lang={language}");
            Assert.Equal(row[1], page.One("h1").TextContent);
            Assert.EndsWith(row[2]!, page.One(".lead").TextContent, StringComparison.Ordinal);
            Assert.Equal(row[3], page.One(".policyField").Words());
            Assert.Equal(row[4], page.One(".page").Words());
            Assert.All(row[5]!.Split('|'), name => Assert.Contains(name, page.One(".measures").Words(), StringComparison.Ordinal));
            Assert.Contains(row[6]!, page.One(".measures").Words(), StringComparison.Ordinal);
            Assert.Contains(row[7]!, page.One(".sources").TextContent, StringComparison.Ordinal);
            await AssertIndicatorsAsync(page, row[0]!, language);
            await AssertActivitiesAsync(page, row[0]!, language);
        }
    }

    private async Task AssertIndicatorsAsync(IParentNode page, string project, string language)
    {
        var rows = await api.QueryAsync($"select i.id, i.name_{language}, i.target_text, e.actual_text, e.rating, e.actual_kind from opendata.indicator_version i left join opendata.evaluation_version e on e.indicator = i.id where i.project = '{project}' order by i.ordinal, e.fiscal_year desc");
        var sections = page.QuerySelectorAll("section.indicator").ToList();
        Assert.Equal(rows.Select(row => "i" + row[0]).Distinct(), sections.Select(section => section.Id));
        foreach (var row in rows)
        {
            var section = sections.Single(section => section.Id == "i" + row[0]);
            Assert.Equal(row[1], section.One("h3").Words());
            Assert.Equal(row[5] is "none" ? null : row[3], section.QuerySelectorAll(".kpi dd")[1].QuerySelector(".value")?.TextContent);
            Assert.Equal(row[2], section.QuerySelectorAll(".kpi dd")[2].Words());
            Assert.Equal(row[4], section.QuerySelector(".mark .sign")?.TextContent);
            Assert.Equal(row[5] switch { "number" => 1, "pair" => 2, _ => 0 }, section.QuerySelectorAll("svg.bullet").Length);
        }
    }

    private async Task AssertActivitiesAsync(IParentNode page, string project, string language)
    {
        var rows = await api.QueryAsync($"select id, description_{language}, coalesce(quantity_text, ''), coalesce(date_text, ''), source_place from opendata.activity_version where project = '{project}' order by fiscal_year desc nulls last, ordinal");
        var items = page.QuerySelectorAll(".activities > li").ToList();
        Assert.Equal(rows.Select(row => row[0]), items.Select(item => item.Id));
        Assert.All(rows.Zip(items), pair => Assert.All(pair.First.Skip(1), text => Assert.Contains(text!, pair.Second.TextContent, StringComparison.Ordinal)));
        var named = await api.QueryAsync($"select distinct m.ordinal, m.name_{language}, '/municipalities/' || m.id from opendata.activity_version a, unnest(a.municipalities) code join opendata.municipality_version m on m.id = code where a.project = '{project}' order by 1");
        Assert.Equal(named.Select(row => (row[1]!, row[2]!)), page.QuerySelectorAll("section[aria-labelledby=namedMunicipalities] a").Select(link => (link.Words(), link.GetAttribute("href")!.Split('?')[0])));
    }

    [Theory]
    [InlineData("", "true")]
    [InlineData("vision=1", "vision = '1'")]
    [InlineData("vision=2&role=3&q=&policyField=", "vision = '2' and role = 3")]
    [InlineData("policyField=2-r3-2-b", "policy_field = '2-r3-2-b'")]
    [InlineData("q=ｵｰﾌﾟﾝﾃﾞｰﾀ", "search like '%オープンデータ%'")]
    [InlineData("q=医療 救急&vision=1", "search like '%医療%' and search like '%救急%' and vision = '1'")]
    [InlineData("q=airport&lang=en", "search like '%airport%'")]
    [InlineData("q=ありえない言葉", "false")]
    public async Task The_list_finds_what_the_database_finds_and_links_to_the_same_data(string query, string condition)
    {
        var page = await api.PageAsync($"/projects?{query}");
        var language = query.Contains("lang=en", StringComparison.Ordinal) ? "en" : "ja";
        var expected = await api.QueryAsync($"select id, name_{language}, number from opendata.project_version where {condition} order by vision desc, number");
        var items = page.QuerySelectorAll(".projects > li").ToList();
        Assert.Equal(expected.Select(row => (row[1]!, row[2]!, "/projects/" + row[0])), items.Select(item => (item.One("a").Words(), item.One(".number").TextContent, item.One("a").GetAttribute("href")!.Split('?')[0])));
        var json = page.QuerySelectorAll(".machineLinks a").Select(link => link.GetAttribute("href")!).First(link => link.Contains("format=json", StringComparison.Ordinal));
        var same = JsonNode.Parse(await api.Client.GetStringAsync(json))!["items"]!.AsArray().Select(item => item!["id"]!.GetValue<string>());
        Assert.Equal(expected.Select(row => row[0]).Order(StringComparer.Ordinal), same.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_list_counts_the_marks_of_the_newest_year()
    {
        var page = await api.PageAsync("/projects?vision=1");
        var counts = await api.QueryAsync("select i.project, e.rating_code, count(*) from opendata.evaluation_version e join opendata.indicator_version i on i.id = e.indicator where e.fiscal_year = 2019 and i.project is not null group by 1, 2");
        foreach (var item in page.QuerySelectorAll(".projects > li"))
        {
            var id = item.One("a").GetAttribute("href")!.Split('/')[^1];
            var expected = counts.Where(row => row[0] == id).Select(row => (row[1], row[2])).Order();
            Assert.Equal(expected, item.QuerySelectorAll(".mark").Select(mark => (mark.ClassName!.Split(' ')[1], mark.Words().Split(' ')[^1])).Order()!);
        }

        Assert.Empty((await api.PageAsync("/projects?vision=2")).QuerySelectorAll(".projects .mark"));
    }

    [Theory]
    [InlineData("vision=3", "vision")]
    [InlineData("role=0", "role")]
    [InlineData("policyField=x", "policyField")]
    [InlineData("q=1 2 3 4 5 6 7 8 9 10 11", "q")]
    public async Task A_wrong_filter_is_refused_by_name(string query, string parameter)
    {
        using var response = await api.Client.GetAsync($"/projects?{query}");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(parameter, JsonNode.Parse(await response.Content.ReadAsStringAsync())!["errors"]![0]!["parameter"]!.GetValue<string>());
    }

    [Fact]
    public async Task Pages_are_served_once_and_light_and_their_machine_links_answer()
    {
        await api.AssertServedWellAsync("/projects?utm_source=mail");
        await api.AssertServedWellAsync("/projects/1-14?lang=en");
        await api.AssertServedWellAsync("/projects/1-34?release=1");
        foreach (var link in (await api.PageAsync("/projects/1-32")).QuerySelectorAll("main a[href^='/v1/']"))
        {
            using var answer = await api.Client.GetAsync(link.GetAttribute("href"));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        foreach (var wrong in new[] { "/projects/1-99", "/projects/%3Cscript%3E", "/projects/1-32%20" })
        {
            using var response = await api.Client.GetAsync(wrong);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }
    }
}
