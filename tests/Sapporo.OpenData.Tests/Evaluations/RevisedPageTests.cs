using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Evaluations;

/// <summary>The server after a second, made-up release that corrects figures, one of them such that its mark no longer follows.</summary>
public sealed class RevisedRelease : TestApi
{
    /// <summary>Note of the release.</summary>
    public const string Note = "誤記の訂正（試験）";

    /// <inheritdoc />
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        using var input = new InputDirectory();
        input.Replace("evaluations.csv", "1-2-1,2019,１回,,◎", "1-2-1,2019,０回,,◎");
        input.Replace("indicators.csv", "観光入込客数,Number of tourist visitors,kpi-2,\"37,076千人（2017年度）\"", "観光入込客数,Number of tourist visitors,kpi-2,\"37,077千人（2017年度）\"");
        input.Replace("projects.csv", "連携した企業誘致の推進,", "連携した企業誘致の推進（改）,");
        await input.PublishAsync(this, Note);
        while ((await JsonAsync("/v1/releases?limit=1"))["release"]!.GetValue<int>() < 2)
        {
            await Task.Delay(20);
        }
    }
}

/// <summary>Corrections show at the figures, differences from the computed are told, and pinned pages stay.</summary>
public class RevisedPageTests(RevisedRelease api) : IClassFixture<RevisedRelease>
{
    [Theory]
    [InlineData("/evaluations/2019", "#\\31 -2-1-2019", "０回", "１回")]
    [InlineData("/projects/1-2", "#\\31 -2-1-2019", "０回", "１回")]
    [InlineData("/indicators/1-2-1", "#y2019", "０回", "１回")]
    public async Task A_corrected_figure_shows_its_erratum_and_the_pinned_page_the_old_figure(string path, string at, string now, string before)
    {
        var place = (await api.PageAsync(path)).One(at);
        Assert.Equal(now, place.QuerySelectorAll(".kpi dd")[1].Words());
        var erratum = place.One(".revision");
        Assert.Contains(RevisedRelease.Note, erratum.TextContent, StringComparison.Ordinal);
        Assert.Equal("/releases/2", erratum.One("a").GetAttribute("href"));
        var published = await api.ScalarAsync("select to_char(published_at at time zone 'Asia/Tokyo', 'YYYY\"年\"FMMM\"月\"FMDD\"日\"') from opendata.release where number = 2");
        Assert.Equal(published, erratum.One("time").TextContent);
        Assert.Contains("計算した記号は ×", place.One(".differs").TextContent, StringComparison.Ordinal);

        var old = await api.PageAsync(path + "?release=1");
        Assert.Equal(before, old.One(at).QuerySelectorAll(".kpi dd")[1].Words());
        Assert.Empty(old.QuerySelectorAll(".revision, .differs"));
        Assert.Contains("リリース 1", old.One("main > .notice").TextContent, StringComparison.Ordinal);
        Assert.All(old.QuerySelectorAll("main a[href^='/v1/'], main section a[href^='/indicators/']"), link => Assert.Contains("release=1", link.GetAttribute("href")!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Only_what_was_corrected_bears_an_erratum()
    {
        var page = await api.PageAsync("/evaluations/2019");
        var revised = await api.QueryAsync("select distinct e.id from opendata.evaluation_version e join opendata.indicator_version i on i.id = e.indicator where e.until_release is null and i.until_release is null and e.fiscal_year = 2019 and (e.revised or i.revised) order by 1");
        Assert.Equal(["1-2-1-2019", "1-kpi-2-2019"], revised.Select(row => row[0]));
        Assert.Equal(revised.Select(row => row[0]), page.QuerySelectorAll("article:has(.revision)").Select(article => article.Id).Order(StringComparer.Ordinal));
        Assert.Equal("37,077千人（2017年度）", (await api.PageAsync("/indicators/1-kpi-2")).One(".facts .baseline").Words());
        Assert.Single((await api.PageAsync("/indicators/1-kpi-2")).QuerySelectorAll("main > .revision"));
        Assert.Single((await api.PageAsync("/projects/1-2")).QuerySelectorAll("main > .revision"));
    }

    [Fact]
    public async Task A_mark_that_does_not_follow_from_the_figures_is_told_plainly()
    {
        var page = await api.PageAsync("/evaluations/2019");
        var differing = await api.QueryAsync("select i.name_ja, e.rating, c.rating, c.reason_ja from opendata.evaluation_version e join opendata.evaluation_check_version c on c.id = e.id join opendata.indicator_version i on i.id = e.indicator where e.until_release is null and c.until_release is null and i.until_release is null and e.fiscal_year = 2019 and not c.agrees");
        Assert.Single(differing);
        var told = page.One(".differing li").Words();
        Assert.Equal($"{differing[0][0]} 印刷 {differing[0][1]}、計算 {differing[0][2]}：{differing[0][3]}", told);
        Assert.Contains("1 件が違います", page.One("section[aria-labelledby=printedComputed]").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("件が違う", (await api.PageAsync("/evaluations/2019?release=1")).Body!.TextContent, StringComparison.Ordinal);
    }
}
