namespace Sapporo.OpenData.Api.Charts;

/// <summary>One bar.</summary>
/// <param name="Label">What it is of.</param>
/// <param name="Amount">Its length; null where there is no value.</param>
/// <param name="Text">The value as printed, or why there is none.</param>
/// <param name="IsHighlighted">Whether it is the one that the reader asked about.</param>
public sealed record BarRow(string Label, decimal? Amount, string Text, bool IsHighlighted = false);
