using AngleSharp.Dom;
using Sapporo.OpenData.Api.Charts;
using Xunit;

namespace Sapporo.OpenData.Tests.Charts;

/// <summary>Charts show amounts where they belong, and say them.</summary>
public class ChartTests
{
    public static TheoryData<string, double?, double?, double?, bool> Bullets => new()
    {
        { "on the way", 37_076_000, 38_596_000, 44_000_000, false },
        { "beyond the target", 73_000, 79_600, 75_000, false },
        { "away from the target, negative", -2805, -3252, -1400, false },
        { "across zero", -500, 300, 1000, false },
        { "no baseline", null, 904, 500, false },
        { "no target", 189_932, 185_242, null, false },
        { "lower is better", 30, 24, 20, true },
        { "all equal", 1, 1, 1, false },
        { "all zero", 0, 0, 0, false },
        { "reached nothing", 1, 0, 1, false },
    };

    [Theory]
    [MemberData(nameof(Bullets))]
    public async Task A_bullet_stands_where_its_amounts_are(string what, double? baseline, double? actual, double? target, bool lower)
    {
        var figures = new BulletFigures(Figure(baseline, "基"), Figure(actual, "実"), Figure(target, "目"), lower);
        foreach (var large in new[] { false, true })
        {
            var svg = await ChartPage.DrawAsync<BulletChart>(("Id", "b.1"), ("Title", what), ("Figures", figures), ("IsLarge", large));
            var bar = svg.QuerySelector(".actual line")!;
            var dot = svg.QuerySelector(".actual circle")!.Number("cx");
            var places = new List<(double Amount, double Place)> { (baseline ?? 0, bar.Number("x1")), (actual!.Value, bar.Number("x2")), (actual.Value, dot), (baseline ?? 0, svg.QuerySelector(".origin line")!.Number("x1")) };
            if (target is { } goal)
            {
                places.Add((goal, svg.QuerySelector(".target line")!.Number("x1")));
            }
            else
            {
                Assert.Null(svg.QuerySelector(".target"));
            }

            AssertLinear(places);
            Assert.Equal(lower, svg.QuerySelector(".better svg")!.GetAttribute("x") == "0");
            AssertNamed(svg, what);
            Assert.All(new[] { figures.Baseline, figures.Actual, figures.Target }.OfType<ChartFigure>(), figure => Assert.Contains(figure.Text, svg.QuerySelector("desc")!.TextContent, StringComparison.Ordinal));
            Assert.Equal(large, svg.QuerySelectorAll("text").Any(text => text.TextContent.Contains('実')));
        }
    }

    [Fact]
    public async Task A_bullet_without_an_actual_says_so_and_draws_nothing()
    {
        var svg = await ChartPage.DrawAsync<BulletChart>(("Id", "b.1"), ("Title", "題"), ("Figures", new BulletFigures(Figure(1, "１回"), null, Figure(2, "２回"))), ("English", true));
        Assert.Equal("Baseline １回, actual none, target ２回. Higher is better.", svg.QuerySelector("desc")!.TextContent);
        Assert.Empty(svg.QuerySelectorAll("line, circle, text"));
    }

    [Fact]
    public async Task A_line_breaks_at_gaps_and_shows_each_figure_at_its_place()
    {
        ChartSeries[] series =
        [
            new("実績値", [new(2017, 100, "100人（2017年度）"), new(2018, null, "－"), new(2019, 140, "140人", IsYearInferred: true), new(2020, 120, "120人"), new(2030, 90, "90人", IsProjection: true)]),
            new("目標値", [new(2020, 150, "150人"), new(2030, 200, "200人")], IsConnected: false),
        ];
        var svg = await ChartPage.DrawAsync<LineChart>(("Id", "l.1"), ("Title", "推移"), ("Series", series), ("Levels", new[] { new ChartLevel("毎年度の目標", 130, "130人／年度") }));
        var drawn = svg.QuerySelectorAll("g.series").ToList();
        Assert.Equal(2, drawn.Count);
        Assert.Equal(2, drawn[0].QuerySelectorAll("line").Length);
        Assert.Empty(drawn[1].QuerySelectorAll("line"));
        Assert.Equal([false, false, false, true], drawn[0].QuerySelectorAll(".point").Select(point => point.QuerySelector(".hollow") is not null));
        Assert.NotEqual(drawn[0].QuerySelector(".point path")!.GetAttribute("d"), drawn[1].QuerySelector(".point path")!.GetAttribute("d"));
        var marks = svg.QuerySelectorAll(".point > svg").ToList();
        var points = series.SelectMany(one => one.Points).Where(point => point.Amount is not null).ToList();
        AssertLinear([.. points.Zip(marks, (point, mark) => ((double)point.Amount!.Value, mark.Number("y"))), (130, svg.QuerySelector(".level line")!.Number("y1"))]);
        AssertLinear([.. points.Zip(marks, (point, mark) => ((double)point.Year, mark.Number("x")))]);
        AssertLinear([.. svg.QuerySelectorAll(".axis text").Zip(svg.QuerySelectorAll(".grid line")).Where(pair => pair.First.GetAttribute("x") == "0")
            .Select(pair => (double.Parse(pair.First.TextContent, System.Globalization.CultureInfo.InvariantCulture), pair.Second.Number("y1")))]);
        Assert.Equal(points.Select(point => point.Text + (point.IsYearInferred ? "（年は推定）" : "")), svg.QuerySelectorAll(".labels text").Select(text => text.TextContent));
        Assert.Equal(["実績値", "目標値", "将来推計（白抜き）"], svg.QuerySelectorAll(".legend text").Select(text => text.TextContent));
        Assert.Contains("－", svg.QuerySelector("desc")!.TextContent, StringComparison.Ordinal);
        AssertNamed(svg, "推移");
    }

    [Fact]
    public async Task Labels_of_a_line_do_not_meet()
    {
        var points = Enumerable.Range(2015, 9).Select(year => new ChartPoint(year, 1_000_000 + (year % 3 * 1000), $"{year:N0}千人（{year}年度）")).ToList();
        var svg = await ChartPage.DrawAsync<LineChart>(("Id", "l.1"), ("Title", "推移"), ("Series", new[] { new ChartSeries("実績値", points) }));
        var boxes = svg.QuerySelectorAll(".labels text").Select(text =>
        {
            var (at, width) = (text.Number("x") * 6.4, SvgText.Width(text.TextContent));
            var left = text.GetAttribute("text-anchor") switch { "start" => at, "end" => at - width, _ => at - (width / 2) };
            return (Left: left, Right: left + width, Line: text.Number("y"));
        }).ToList();
        Assert.Equal(9, boxes.Count);
        Assert.All(boxes.SelectMany((box, i) => boxes.Skip(i + 1).Select(other => (box, other))), pair =>
            Assert.True(pair.box.Right <= pair.other.Left || pair.other.Right <= pair.box.Left || Math.Abs(pair.box.Line - pair.other.Line) >= SvgText.FontSize, $"{pair}"));
        Assert.NotEmpty(svg.QuerySelectorAll(".labels .roomy"));
    }

    [Fact]
    public async Task Bars_are_as_long_as_their_amounts()
    {
        BarRow[] rows = [new("札幌市", 1_952_356, "1,952,356"), new("江別市", 120_636, "120,636", IsHighlighted: true), new("石狩市", null, "資料に記載がない"), new("増減", -400_000, "▲400,000")];
        var svg = await ChartPage.DrawAsync<BarChart>(("Id", "c.1"), ("Title", "人口"), ("Rows", rows));
        var bars = svg.QuerySelectorAll("rect").ToList();
        var amounts = rows.Select(row => row.Amount).OfType<decimal>().ToList();
        Assert.Equal(amounts.Count, bars.Count);
        Assert.All(amounts.Zip(bars), pair => Assert.Equal((double)(Math.Abs(pair.First) / (1_952_356 + 400_000) * 100), pair.Second.Number("width"), 2));
        var zero = svg.QuerySelector("line.zero")!.Number("x1");
        Assert.All(amounts.Zip(bars), pair => Assert.Equal(zero, pair.Second.Number("x") + (pair.First < 0 ? pair.Second.Number("width") : 0), 2));
        Assert.Equal(rows.Select(row => row.Text), svg.QuerySelectorAll("text[text-anchor=end]").Select(text => text.TextContent));
        Assert.Equal("▶ 江別市", svg.QuerySelector(".highlighted text")!.TextContent);
        Assert.Equal("100%", (await ChartPage.DrawAsync<BarChart>(("Id", "c.1"), ("Title", "率"), ("Rows", new[] { new BarRow("役割1", 100, "100%") }), ("Full", 100m))).QuerySelector("rect")!.GetAttribute("width"));
        AssertNamed(svg, "人口");
    }

    [Fact]
    public async Task Long_labels_break_rather_than_meet_their_values()
    {
        BarRow[] rows = [new("Concentrating and strengthening high-level urban functions", 66.67m, "66.67%"), new("Rest", 80, "80%")];
        var svg = await ChartPage.DrawAsync<BarChart>(("Id", "c.1"), ("Title", "Rates"), ("Rows", rows), ("Full", 100m));
        var (labels, values) = (svg.QuerySelectorAll("tspan").ToList(), svg.QuerySelectorAll("text[text-anchor=end]").ToList());
        Assert.Equal(rows[0].Label + " Rest", string.Join(' ', labels.Select(line => line.TextContent)));
        Assert.True(labels.Count > 2);
        Assert.Distinct(labels.Select(line => line.Number("y")));
        Assert.All(labels, line => Assert.All(values.Where(value => Math.Abs(value.Number("y") - line.Number("y")) < SvgText.FontSize), value =>
            Assert.True(SvgText.Width(line.TextContent) + SvgText.Width(value.TextContent) < SvgText.Narrow)));
        Assert.Equal(labels[^2].Number("y"), values[0].Number("y"));
    }

    private static ChartFigure? Figure(double? amount, string text) => amount is { } number ? new ChartFigure((decimal)number, text) : null;

    // Places are right where any two of them lie as far apart as their amounts, by one factor.
    private static void AssertLinear(IReadOnlyList<(double Amount, double Place)> places)
    {
        var (low, high) = (places.MinBy(place => place.Amount), places.MaxBy(place => place.Amount));
        Assert.All(places, place => Assert.Equal(
            low.Amount == high.Amount ? low.Place : low.Place + ((high.Place - low.Place) * (place.Amount - low.Amount) / (high.Amount - low.Amount)), place.Place, 0.02));
        Assert.True(low.Amount == high.Amount || Math.Abs(high.Place - low.Place) > 20, "the figures take up room");
    }

    private static void AssertNamed(IElement svg, string title)
    {
        Assert.Equal("img", svg.GetAttribute("role"));
        var names = svg.GetAttribute("aria-labelledby")!.Split(' ');
        Assert.Equal(title, svg.QuerySelector($"[id='{names[0]}']")!.TextContent);
        Assert.NotEmpty(svg.QuerySelector($"[id='{names[1]}']")!.TextContent);
        Assert.Empty(svg.QuerySelectorAll("script, style, [style]"));
    }
}
