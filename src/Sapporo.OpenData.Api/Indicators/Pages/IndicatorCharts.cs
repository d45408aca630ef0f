using Sapporo.OpenData.Api.Charts;
using Sapporo.OpenData.Indicators;

namespace Sapporo.OpenData.Api.Indicators.Pages;

/// <summary>A bullet chart of an indicator.</summary>
/// <param name="Part">Name of the part of a pair; null for a number.</param>
/// <param name="Figures">What it shows.</param>
public sealed record IndicatorBullet(string? Part, BulletFigures Figures);

/// <summary>A line chart of an indicator.</summary>
/// <param name="Part">Name of the part of a pair; null for a number.</param>
/// <param name="Series">Actuals, targets and baselines.</param>
/// <param name="Levels">Targets of every year.</param>
public sealed record IndicatorLines(string? Part, IReadOnlyList<ChartSeries> Series, IReadOnlyList<ChartLevel> Levels);

/// <summary>Which charts an indicator has: numbers have one, pairs one for each part, anything else is told in words.</summary>
public static class IndicatorCharts
{
    /// <summary>How an actual stands between baseline and target; empty where they are not amounts of one unit.</summary>
    public static IReadOnlyList<IndicatorBullet> Bullets(Indicator indicator, KpiValue actual)
    {
        var parts = actual.Kind switch
        {
            ValueKind.Number => [null],
            ValueKind.Pair => actual.Parts!.Select(part => (string?)part.Name).ToArray(),
            _ => [],
        };
        return [.. parts.Select(part => new IndicatorBullet(part, new BulletFigures(Find(indicator.Baseline, part), Find(actual, part), Find(indicator.Target, part), indicator.Direction == "lower"))).Where(bullet => bullet.Figures.IsDrawable)];

        ChartFigure? Find(KpiValue value, string? part) => Amount(value, part) is { } amount && (part is not null || value.Unit == actual.Unit) ? new ChartFigure(amount, value.Text) : null;
    }

    /// <summary>The series over years; empty where fewer than two years have amounts.</summary>
    /// <param name="points">Points of the series.</param>
    /// <param name="english">Whether names are in English.</param>
    public static IReadOnlyList<IndicatorLines> Lines(IReadOnlyList<SeriesPoint> points, bool english)
    {
        var values = points.Select(point => (Point: point, point.Value)).ToList();
        var parts = values.Exists(value => value.Value.Kind == ValueKind.Pair)
            ? values.SelectMany(value => value.Value.Parts ?? []).Select(part => (string?)part.Name).Distinct(StringComparer.Ordinal).ToArray() : [null];
        return [.. parts.Select(part => Lines(values, part, english)).OfType<IndicatorLines>()];
    }

    private static IndicatorLines? Lines(List<(SeriesPoint Point, KpiValue Value)> values, string? part, bool english)
    {
        // Amounts of another unit have no place on the same axis.
        var unit = values.Find(value => Amount(value.Value, part) is not null).Value?.Unit;
        var years = values.Where(value => value.Point.Year is not null && At(value.Value) is not null).Select(value => value.Point.Year).Distinct().Count();
        return years < 2 ? null : new IndicatorLines(
            part,
            [.. new[] { ("actual", "実績値", "Actual"), ("target", "目標値", "Target"), ("baseline", "基準値", "Baseline") }.Select(kind => Series(kind.Item1, english ? kind.Item3 : kind.Item2)).Where(series => series.Points.Count > 0)],
            [.. values.Where(value => value.Point is { Point: "target", Year: null } && At(value.Value) is not null).Select(value => new ChartLevel(english ? "Target" : "目標値", At(value.Value)!.Value, value.Value.Text))]);

        decimal? At(KpiValue value) => part is not null || value.Unit == unit ? Amount(value, part) : null;

        ChartSeries Series(string kind, string name) => new(
            name,
            [.. values.Where(value => value.Point.Point == kind && value.Point.Year is not null && (kind == "actual" || At(value.Value) is not null))
                .Select(value => new ChartPoint(value.Point.Year!.Value, At(value.Value), value.Value.Text, IsYearInferred: value.Point.YearInferred))],
            IsConnected: kind == "actual");
    }

    private static decimal? Amount(KpiValue value, string? part) => value.Kind switch
    {
        ValueKind.Number when part is null => value.Amount,
        ValueKind.Pair when part is not null => value.Parts?.FirstOrDefault(known => known.Name == part)?.Amount,
        _ => null,
    };
}
