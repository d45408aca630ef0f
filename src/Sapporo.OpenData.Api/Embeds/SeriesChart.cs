using Microsoft.AspNetCore.Components;
using Sapporo.OpenData.Api.Charts;
using Sapporo.OpenData.Api.Pages;
using Sapporo.OpenData.Indicators;

namespace Sapporo.OpenData.Api.Embeds;

/// <summary>The series of an indicator, drawn.</summary>
internal static class SeriesChart
{
    // What was reached comes first: the line through it is the solid one.
    private static readonly string[] Order = ["actual", "baseline", "target"];

    /// <summary>Name of a kind of point.</summary>
    public static string Name(PageContext page, string point) => point switch
    {
        "baseline" => page.In("基準値", "Baseline"),
        "actual" => page.In("実績値", "Actual"),
        _ => page.In("目標値", "Target"),
    };

    /// <summary>Draws the numbers of one unit among the points; null where fewer than two can be drawn.</summary>
    public static RenderFragment? Draw(EmbedRequest request, string title, IReadOnlyList<SeriesPoint> points)
    {
        var numbers = points.Where(point => point.ValueAmount is not null).GroupBy(point => (point.ValueUnit, point.ValuePer is "day")).MaxBy(group => group.Count())?.ToList() ?? [];
        var placed = numbers.FindAll(point => point.Year is not null);
        if (numbers.Count < 2 || placed.Count == 0)
        {
            return null;
        }

        var page = request.Page;
        var series = placed.GroupBy(point => point.Point).OrderBy(group => Array.IndexOf(Order, group.Key)).Select(group => new ChartSeries(
            Name(page, group.Key),
            [.. group.Select(point => new ChartPoint(point.Year!.Value, point.ValueAmount, point.ValueText, IsYearInferred: point.YearInferred))],
            IsConnected: group.Key == "actual")).ToList();
        var levels = numbers.Where(point => point.Year is null).Select(point => new ChartLevel(Name(page, point.Point), point.ValueAmount!.Value, point.ValueText)).ToList();
        return builder =>
        {
            builder.OpenComponent<LineChart>(0);
            builder.AddComponentParameter(1, nameof(LineChart.Id), request.ChartId);
            builder.AddComponentParameter(2, nameof(LineChart.Title), title);
            builder.AddComponentParameter(3, nameof(LineChart.Series), (IReadOnlyList<ChartSeries>)series);
            builder.AddComponentParameter(4, nameof(LineChart.Levels), (IReadOnlyList<ChartLevel>)levels);
            builder.AddComponentParameter(5, nameof(LineChart.English), page.English);
            builder.AddComponentParameter(6, nameof(LineChart.LabelLanguage), page.IfJapanese);
            builder.CloseComponent();
        };
    }
}
