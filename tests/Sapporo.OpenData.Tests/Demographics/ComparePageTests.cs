using System.Globalization;
using System.Net;
using Sapporo.OpenData.Tests.Http;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Demographics;

/// <summary>The municipalities beside each other, on the page as in the database.</summary>
public class ComparePageTests(TestApi api) : IClassFixture<TestApi>
{
    [Theory]
    [InlineData("", "population", "= '2015'")]
    [InlineData("?measure=population&period=2010", "population", "= '2010'")]
    [InlineData("?measure=agingRate&period=2015", "agingRate", "= '2015'")]
    [InlineData("?measure=commutingRate&period=null", "commutingRate", "is null")]
    [InlineData("?measure=commutingRate&period=2015", "commutingRate", "is null")]
    [InlineData("?measure=agingRate", "agingRate", "= '2015'")]
    [InlineData("?measure=&period=&utm_source=mail", "population", "= '2015'")]
    public async Task The_table_and_the_bars_hold_the_figures(string query, string measure, string period)
    {
        var page = await api.Client.PageAsync("/compare" + query);
        var expected = await api.QueryAsync($"""
            select c.name_ja, d.printed, c.rank::text, to_char(c.share, 'FM990.00'), c.change::text from opendata.comparison(1) c join opendata.demographic_version d on d.id = c.id
             where c.measure = '{measure}' and c.period {period} and c.area <> 'sapporo-area' order by c.rank nulls last, c.ordinal
            """);
        Assert.Equal(12, expected.Count);
        var rows = page.Rows("Compared");
        Assert.Equal(expected.Select(row => (row[0], row[1], row[2] is null ? "" : $"{row[2]} 位")), rows.Select(row => ((string?)row[0].Line(), (string?)row[1].QuerySelector(".printed")!.Line(), row[2].Line())));
        Assert.All(expected.Zip(rows), pair => Assert.Equal(
            pair.First.Skip(3).OfType<string>().Select(text => decimal.Parse(text, CultureInfo.InvariantCulture)),
            pair.Second.Skip(3).Select(cell => cell.Line()).Where(text => text.Length > 0).Select(Leading)));
        var bars = page.QuerySelectorAll("svg.bars .row").Select(row => string.Join('|', row.QuerySelectorAll("text").Select(text => text.TextContent)));
        Assert.Equal(expected.Select(row => $"{row[0]}|{row[1]}"), bars);
        Assert.Equal(measure, page.QuerySelector("select[name=measure] option[selected]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task The_whole_stands_as_printed_beside_what_is_computed()
    {
        var page = await api.Client.PageAsync("/compare?measure=agingRate&period=2015");
        var whole = page.QuerySelectorAll("tfoot tr").Select(row => row.Line()).ToList();
        var (computed, difference) = ((await api.QueryAsync("select computed::text, difference::text from opendata.comparison(1) where area = 'sapporo-area' and measure = 'agingRate' and period = '2015' and computed is not null"))[0][0], "−0.1");
        var reason = await api.ScalarAsync("select text_ja from opendata.reason_version where id = 'roundedParts'");
        Assert.Equal(2, whole.Count);
        Assert.Contains(whole, row => row.Contains("25.9%", StringComparison.Ordinal) && row.Contains($"市町村からの計算: {computed}", StringComparison.Ordinal) && row.Contains(difference, StringComparison.Ordinal) && row.Contains(reason!, StringComparison.Ordinal));
        Assert.Contains(whole, row => row.Contains("約26％", StringComparison.Ordinal));
        var future = await api.Client.PageAsync("/compare?period=2040");
        Assert.Empty(future.QuerySelectorAll("svg"));
        Assert.Equal(("約235万人", "将来推計"), (future.QuerySelector("tfoot .printed")!.Line(), future.QuerySelector("tfoot td .said")!.Line()));
    }

    [Fact]
    public async Task The_links_bring_the_same_figures_as_data()
    {
        var page = await api.Client.PageAsync("/compare?measure=population&period=2010");
        var link = page.QuerySelectorAll(".downloads a").Select(item => item.GetAttribute("href")!).Single(href => href.Contains("format=json", StringComparison.Ordinal));
        var amounts = (await api.JsonAsync(link))["items"]!.AsArray().Where(item => item!["rank"] is not null).Select(item => item!["amount"]!.GetValue<decimal>()).OrderDescending();
        Assert.Equal(amounts, page.Rows("Compared").Select(row => Leading(row[1].Line())));
        Assert.Equal(page.QuerySelectorAll("select[name=period] option").Select(option => option.GetAttribute("value")), (await api.QueryAsync("select distinct coalesce(period, 'null') from opendata.demographic_version")).Select(row => row[0]).OrderBy(period => period == "null").ThenByDescending(period => period, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("measure=income", "measure", "population, agingRate, commutingRate")]
    [InlineData("period=1999", "period", "2040, 2015, 2010, null")]
    [InlineData("measure=population&measure=agingRate", "measure", "1回だけ")]
    public async Task A_wrong_choice_is_named_with_what_is_allowed(string query, string parameter, string allowed)
    {
        using var response = await api.Client.GetAsync($"/compare?{query}");
        var error = (await SweepTests.ProblemAsync(response, HttpStatusCode.BadRequest))["errors"]![0]!;
        Assert.Equal(parameter, error["parameter"]!.GetValue<string>());
        Assert.StartsWith(allowed, error["allowed"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    private static decimal Leading(string text) =>
        decimal.Parse(string.Concat(text.TakeWhile(letter => "+−,.0123456789".Contains(letter, StringComparison.Ordinal))).Replace('−', '-'), CultureInfo.InvariantCulture);
}
