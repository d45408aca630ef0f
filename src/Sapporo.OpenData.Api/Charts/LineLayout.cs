namespace Sapporo.OpenData.Api.Charts;

/// <summary>A point with its place and label.</summary>
/// <param name="Point">The point, with an amount.</param>
/// <param name="X">Place, percent of the width.</param>
/// <param name="Y">Height from above, pixels.</param>
/// <param name="Text">Its label.</param>
/// <param name="Label">Where the label stands.</param>
public sealed record PlacedPoint(ChartPoint Point, double X, double Y, string Text, PlacedLabel Label);

/// <summary>Where everything of a line chart stands.</summary>
public sealed class LineLayout
{
    private const double PlotHeight = 230;
    private const double LegendLine = 22;
    private const int MostYears = 7;
    private readonly bool english;

    /// <summary>Lays out series and levels.</summary>
    public LineLayout(IReadOnlyList<ChartSeries> series, IReadOnlyList<ChartLevel> levels, bool english)
    {
        this.english = english;
        var points = series.SelectMany(one => one.Points).Where(point => point.Amount is not null).ToList();
        Legend = LegendOf(series, points.Exists(point => point.IsProjection));
        Top = (Legend.Count == 0 ? 0 : Legend[^1].Y + 8) + 26;
        Amounts = ChartScale.Round([.. points.Select(point => point.Amount!.Value), .. levels.Select(level => level.Amount)], Top + PlotHeight, Top, 5);
        var ticks = ChartTicks.Between(Amounts.Min, Amounts.Max, ChartTicks.Step(Amounts.Max - Amounts.Min, 6));
        Ticks = [.. ticks.Zip(ChartTicks.Texts(ticks, english))];
        var years = series.SelectMany(one => one.Points).Select(point => point.Year).ToList();
        Years = years.Count == 0 ? [] : YearTicks(years.Min(), years.Max());
        YearScale = years.Count == 0 || years.Min() == years.Max() ? new ChartScale(years.FirstOrDefault() - 1, years.FirstOrDefault() + 1, 10, 90) : new ChartScale(years.Min(), years.Max(), 10, 94);
        Points = Place(series, levels);
    }

    /// <summary>Scale of the amounts, pixels from above.</summary>
    public ChartScale Amounts { get; }

    /// <summary>Scale of the years, percent of the width.</summary>
    public ChartScale YearScale { get; }

    /// <summary>Ticks of the amounts with their texts.</summary>
    public IReadOnlyList<(decimal Amount, string Text)> Ticks { get; }

    /// <summary>Years that the axis names.</summary>
    public IReadOnlyList<int> Years { get; }

    /// <summary>Points by series, without those that have no amount.</summary>
    public IReadOnlyList<IReadOnlyList<PlacedPoint>> Points { get; }

    /// <summary>The legend: index of the series (null for projections), name, and place in pixels.</summary>
    public IReadOnlyList<(int? Series, string Name, double X, double Y)> Legend { get; }

    /// <summary>Upper end of the plot, pixels.</summary>
    public double Top { get; }

    /// <summary>Lower end of the plot, pixels.</summary>
    public double Bottom => Top + PlotHeight;

    /// <summary>Height of the whole, pixels.</summary>
    public double Height => Bottom + 30;

    /// <summary>Years from the first to the last, at most seven of them.</summary>
    public static IReadOnlyList<int> YearTicks(int first, int last)
    {
        var step = Array.Find([1, 2, 5, 10, 20, 50, 100], step => (last - first) / step < MostYears);
        return [.. Enumerable.Range(0, ((last - first) / step) + 1).Select(i => first + (i * step))];
    }

    private List<IReadOnlyList<PlacedPoint>> Place(IReadOnlyList<ChartSeries> series, IReadOnlyList<ChartLevel> levels)
    {
        var layout = new LabelLayout(Top - 18, Bottom);
        foreach (var point in series.SelectMany(one => one.Points).Where(point => point.Amount is not null))
        {
            layout.Avoid(YearScale.Position(point.Year), Amounts.Position(point.Amount!.Value));
        }

        // A level is labelled above its right end; that place is taken before any other.
        foreach (var level in levels)
        {
            layout.Place(100, Amounts.Position(level.Amount) + 5, SvgText.Width(level.Name + " " + level.Text));
        }

        return [.. series.Select(one => (IReadOnlyList<PlacedPoint>)[.. one.Points.Where(point => point.Amount is not null).Select(point => Place(point, layout))])];
    }

    private PlacedPoint Place(ChartPoint point, LabelLayout layout)
    {
        var (x, y) = (YearScale.Position(point.Year), Amounts.Position(point.Amount!.Value));
        var text = point.Text + (point.IsYearInferred ? (english ? " (year inferred)" : "（年は推定）") : "");
        return new PlacedPoint(point, x, y, text, layout.Place(x, y, SvgText.Width(text)));
    }

    // One kind of figure needs no legend; many are wrapped for the narrowest screen.
    private List<(int? Series, string Name, double X, double Y)> LegendOf(IReadOnlyList<ChartSeries> series, bool hasProjections)
    {
        var names = series.Select((one, i) => ((int?)i, one.Name)).ToList();
        if (hasProjections)
        {
            names.Add((null, english ? "Projection (hollow)" : "将来推計（白抜き）"));
        }

        var legend = new List<(int? Series, string Name, double X, double Y)>();
        var (x, y) = (8d, 16d);
        foreach (var (index, name) in names.Count > 1 ? names : [])
        {
            var width = SvgText.Width(name) + 36;
            if (x > 8 && x + width > SvgText.Narrow)
            {
                (x, y) = (8, y + LegendLine);
            }

            legend.Add((index, name, x, y));
            x += width;
        }

        return legend;
    }
}
