namespace Sapporo.OpenData.Api.Charts;

/// <summary>A figure of a year.</summary>
/// <param name="Year">Year.</param>
/// <param name="Amount">Its height; null for a gap: the line is broken there.</param>
/// <param name="Text">The figure as printed.</param>
/// <param name="IsProjection">Whether it is a projection, drawn hollow.</param>
/// <param name="IsYearInferred">Whether the year is an inference rather than printed, which is said at the figure.</param>
public sealed record ChartPoint(int Year, decimal? Amount, string Text, bool IsProjection = false, bool IsYearInferred = false);

/// <summary>Figures of one kind over years.</summary>
/// <param name="Name">Name for the legend.</param>
/// <param name="Points">Figures in the order of their years.</param>
/// <param name="IsConnected">Whether a line runs through them; not for figures that do not follow one from another, such as targets.</param>
public sealed record ChartSeries(string Name, IReadOnlyList<ChartPoint> Points, bool IsConnected = true);

/// <summary>An amount that holds for all years, such as a target of every fiscal year.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Amount">Its height.</param>
/// <param name="Text">The figure as printed.</param>
public sealed record ChartLevel(string Name, decimal Amount, string Text);
