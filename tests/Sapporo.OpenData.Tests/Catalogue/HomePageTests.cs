using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Catalogue;

/// <summary>What the home page shows at a glance.</summary>
public class HomePageTests(TestApi api) : IClassFixture<TestApi>
{
    [Theory]
    [InlineData("/", "")]
    [InlineData("/?lang=en", "?lang=en")]
    public async Task It_shows_the_achievement_of_each_year(string url, string suffix)
    {
        var page = await api.Client.PageAsync(url);
        var years = (await api.JsonAsync("/v1/evaluations/summary"))["items"]!.AsArray();
        var shown = page.QuerySelectorAll(".overview .figures > div");
        Assert.Equal(years.Count, shown.Length);
        foreach (var (year, figure) in years.Zip(shown))
        {
            Assert.Equal($"/evaluations/{year!["fiscalYear"]}{suffix}", figure.QuerySelector("a")!.GetAttribute("href"));
            Assert.StartsWith($"{year["printedRate"]}%", figure.QuerySelector("dd")!.Line(), StringComparison.Ordinal);
        }

        var counts = years[0]!["counts"]!;
        Assert.Equal(
            new[] { "achieved", "provisional", "notAchieved", "notRated" }.Select(mark => counts[mark]!.ToString()),
            page.QuerySelectorAll(".overview svg .row").Select(row => row.QuerySelectorAll("text")[1].TextContent));
    }

    [Fact]
    public async Task It_shows_the_newest_release_and_the_way_to_each_municipality()
    {
        var page = await api.Client.PageAsync("/");
        var release = (await api.JsonAsync("/v1/releases"))["items"]![0]!;
        var section = page.QuerySelector("section[aria-labelledby=newestRelease]")!;
        Assert.Contains(release["note"]!.GetValue<string>(), section.Line(), StringComparison.Ordinal);
        Assert.Contains($"/releases/{release["number"]}", section.QuerySelectorAll("a").Select(link => link.GetAttribute("href")));
        var municipalities = (await api.AllItemsAsync("/v1/municipalities")).Select(row => ($"/municipalities/{row["code"]}", row["nameJa"]!.GetValue<string>()));
        Assert.Equal(municipalities, section.QuerySelectorAll(".tags a").Select(link => (link.GetAttribute("href")!, link.Line())));
    }

    [Fact]
    public async Task It_has_all_four_facets_and_narrowed_lists_have_no_overview()
    {
        var page = await api.Client.PageAsync("/");
        Assert.Equal(["組織", "グループ", "タグ", "形式"], page.QuerySelectorAll(".facets summary").Select(facet => facet.Line()));
        Assert.Empty((await api.Client.PageAsync("/?q=KPI")).QuerySelectorAll(".overview"));
    }
}

/// <summary>The home page after a publication that changes the rate.</summary>
public class HomePagePublishingTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_printed_rate_that_computing_does_not_give_stands_with_both()
    {
        using var input = new InputDirectory();
        input.Replace("evaluations.csv", "1-14-1,2019,29人,,×", "1-14-1,2019,29人,,◎");
        var release = (await input.PublishAsync(api, "記号の訂正")).Release;
        var text = "";
        for (var i = 0; i < 100 && !text.Contains($"リリース {release}", StringComparison.Ordinal); i++)
        {
            text = (await api.Client.PageAsync("/")).QuerySelector(".overview")!.Line();
            await Task.Delay(50);
        }

        Assert.Contains("記号の訂正", text, StringComparison.Ordinal);
        Assert.Contains($"81.25% 資料のとおり。計算では {await api.ScalarAsync("select rate from opendata.evaluation_summary(2) where by = 'year'")} %", text, StringComparison.Ordinal);
        Assert.Contains("計算も同じ", (await api.Client.PageAsync("/?release=1")).QuerySelector(".overview")!.Line(), StringComparison.Ordinal);
    }
}
