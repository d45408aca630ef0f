using System.Net;
using System.Text.Json.Nodes;
using AngleSharp.Dom;
using Sapporo.OpenData.Tests.Charts;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Indicators;

/// <summary>The pages of indicators say what the API says.</summary>
public class IndicatorPageTests(TestApi api) : IClassFixture<TestApi>
{
    [Theory]
    [InlineData("ja")]
    [InlineData("en")]
    public async Task Every_indicator_shows_its_definition_series_and_marks(string language)
    {
        var indicators = await api.AllItemsAsync($"/v1/indicators?limit=100&lang={language}");
        Assert.Equal(64, indicators.Count);
        foreach (var indicator in language == "ja" ? indicators : indicators.Where((_, i) => i % 5 == 0))
        {
            var id = indicator["id"]!.GetValue<string>();
            var page = await api.PageAsync($"/indicators/{id}?lang={language}");
            Assert.Equal(Text(indicator, language == "en" ? "nameEn" : "nameJa"), page.One("h1").TextContent);
            AssertValue(indicator["baseline"]!, page.One(".facts .baseline"));
            AssertValue(indicator["target"]!, page.One(".facts .goal"));
            Assert.Contains(Text(indicator, "sourcePlace")!, page.One(".sources").TextContent, StringComparison.Ordinal);
            await AssertSeriesAsync(page, id, language);
            await AssertEvaluationsAsync(page, id, language);
        }
    }

    private async Task AssertSeriesAsync(IParentNode page, string id, string language)
    {
        var points = (await api.AllItemsAsync($"/v1/indicators/{id}/series?limit=100&lang={language}"))
            .OrderBy(point => point["year"]?.GetValue<int>() ?? int.MaxValue).ThenBy(point => point["sequence"]!.GetValue<int>()).ThenBy(point => Text(point, "vision"), StringComparer.Ordinal).ToList();
        var rows = page.QuerySelectorAll("[aria-labelledby=seriesOverYears] tbody tr").ToList();
        Assert.Equal(points.Count, rows.Count);
        foreach (var (point, row) in points.Zip(rows))
        {
            Assert.Equal(point["year"]?.ToString() ?? (language == "en" ? "Every year, or none" : "毎年度または時点なし"), row.One("th").Words());
            Assert.Equal(point["yearInferred"]!.GetValue<bool>(), row.Children[1].TextContent.Contains(language == "en" ? "inferred" : "推定", StringComparison.Ordinal));
            AssertValue(point["value"]!, row.Children[3]);
            Assert.Equal(Text(point, "rating"), row.QuerySelector(".sign")?.TextContent);
            Assert.Contains(Text(point, "sourcePlace")!, row.Children[6].TextContent, StringComparison.Ordinal);
        }

        AssertLines(page, points);
    }

    // Every amount of the series is drawn at its height and year, with its text as printed.
    private static void AssertLines(IParentNode page, List<JsonNode> points)
    {
        var parts = points.Select(point => point["value"]!["parts"]?.AsArray().Count ?? 0).Max();
        var charts = page.QuerySelectorAll("svg.lines").ToList();
        var drawable = points.Where(point => Amount(point, 0, parts > 0) is not null).ToList();
        var dated = drawable.Where(point => point["year"] is not null).OrderBy(point => Array.IndexOf(["actual", "target", "baseline"], Text(point, "point"))).ToList();
        Assert.Equal(dated.Select(point => point["year"]!.GetValue<int>()).Distinct().Count() < 2 ? 0 : Math.Max(1, parts), charts.Count);
        foreach (var (chart, part) in charts.Select((chart, part) => (chart, part)))
        {
            var marks = chart.QuerySelectorAll(".point > svg").ToList();
            var levels = drawable.Where(point => point["year"] is null && Text(point, "point") == "target");
            PageDocument.AssertLinear([.. dated.Zip(marks, (point, mark) => (Amount(point, part, parts > 0)!.Value, mark.Number("y"))), .. levels.Zip(chart.QuerySelectorAll(".level line"), (point, line) => (Amount(point, part, parts > 0)!.Value, line.Number("y1")))]);
            PageDocument.AssertLinear([.. dated.Zip(marks, (point, mark) => (point["year"]!.GetValue<decimal>(), mark.Number("x")))]);
            var labels = chart.QuerySelectorAll(".labels text").ToList();
            Assert.Equal(dated.Count, labels.Count);
            Assert.All(dated.Zip(labels), pair => Assert.StartsWith(Text(pair.First["value"]!, "text")!, pair.Second.TextContent, StringComparison.Ordinal));
        }
    }

    private async Task AssertEvaluationsAsync(IParentNode page, string id, string language)
    {
        var evaluations = await api.AllItemsAsync($"/v1/evaluations?indicator={id}&sort=-fiscalYear&lang={language}");
        var articles = page.QuerySelectorAll("article.evaluation").ToList();
        Assert.Equal(evaluations.Select(evaluation => $"y{evaluation["fiscalYear"]}"), articles.Select(article => article.Id));
        foreach (var (evaluation, article) in evaluations.Zip(articles))
        {
            Assert.Equal(Text(evaluation, "rating"), article.QuerySelector(".mark .sign")?.TextContent);
            AssertValue(evaluation["actual"]!, article.QuerySelectorAll(".kpi dd")[1]);
            Assert.EndsWith(evaluation["check"]!["reason"]!.GetValue<string>(), article.One(".rule").TextContent, StringComparison.Ordinal);
            Assert.Equal(Text(evaluation, language == "en" ? "noteEn" : "noteJa"), article.QuerySelector(".note")?.TextContent);
            Assert.Equal(Text(evaluation, "ratingReason"), article.QuerySelector(".reason")?.Words());
        }
    }

    [Fact]
    public async Task An_actual_recounted_from_activities_says_so()
    {
        var checks = await api.QueryAsync("select replace(subject, 'evaluations ', ''), expected, found from opendata.quality_check_version where kind = 'remark'");
        Assert.NotEmpty(checks);
        foreach (var check in checks)
        {
            var line = (await api.PageAsync($"/indicators/{check[0]![..^5]}")).One(".remark").TextContent;
            Assert.Contains($"計算すると {check[2]}、実績値は {check[1]}", line, StringComparison.Ordinal);
            Assert.Equal(check[1] != check[2], line.Contains("差 ", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Pages_are_served_once_and_light_and_their_links_answer()
    {
        await api.AssertServedWellAsync("/indicators/1-kpi-2");
        await api.AssertServedWellAsync("/indicators/1-32-1?lang=en&release=1");
        foreach (var link in (await api.PageAsync("/indicators/1-kpi-2?release=1")).QuerySelectorAll("main a[href]").Select(link => link.GetAttribute("href")!).Distinct())
        {
            using var answer = await api.Client.GetAsync(link);
            Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Found, $"{link}: {(int)answer.StatusCode}");
        }

        using var wrong = await api.Client.GetAsync("/indicators/1-kpi-9");
        Assert.Equal(HttpStatusCode.NotFound, wrong.StatusCode);
    }

    private static void AssertValue(JsonNode value, IElement shown)
    {
        Assert.Equal(Text(value, "kind") == "none" ? null : Text(value, "text"), shown.QuerySelector(".value")?.TextContent);
        if (Text(value, "reason") is { } reason && (Text(value, "kind") == "none" || shown.QuerySelector(".none") is not null))
        {
            Assert.Contains(reason, shown.TextContent, StringComparison.Ordinal);
        }
        else
        {
            Assert.NotEqual("none", Text(value, "kind"));
        }
    }

    private static decimal? Amount(JsonNode point, int part, bool isPair) =>
        isPair ? point["value"]!["parts"]?[part]?["amount"]?.GetValue<decimal>() : point["value"]!["amount"]?.GetValue<decimal>();

    private static string? Text(JsonNode node, string member) => node[member]?.ToString();
}
