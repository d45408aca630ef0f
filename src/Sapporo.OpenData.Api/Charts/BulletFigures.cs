namespace Sapporo.OpenData.Api.Charts;

/// <summary>An amount and the text that is shown for it.</summary>
/// <param name="Amount">Amount, which decides the place.</param>
/// <param name="Text">Text as printed.</param>
public sealed record ChartFigure(decimal Amount, string Text);

/// <summary>What a bullet chart shows: how an actual stands between baseline and target.</summary>
/// <param name="Baseline">Baseline (基準値); null where there is none, and progress is counted from zero.</param>
/// <param name="Actual">Actual (実績値); null where there is none.</param>
/// <param name="Target">Target (目標値); null where it is no amount.</param>
/// <param name="IsLowerBetter">Whether less is better.</param>
public sealed record BulletFigures(ChartFigure? Baseline, ChartFigure? Actual, ChartFigure? Target, bool IsLowerBetter = false)
{
    /// <summary>Whether there is anything to draw: an actual, and something to hold it against.</summary>
    public bool IsDrawable => Actual is not null && (Baseline ?? Target) is not null;

    /// <summary>Where the bar begins: the baseline, or zero.</summary>
    public decimal Origin => Baseline?.Amount ?? 0;

    /// <summary>The scale, in percent of the width.</summary>
    public ChartScale Scale => ChartScale.Roomy([Origin, .. new[] { Actual, Target }.OfType<ChartFigure>().Select(figure => figure.Amount)], 3, 97);

    /// <summary>The figures in words.</summary>
    public string Describe(bool english)
    {
        var none = english ? "none" : "なし";
        return english
            ? $"Baseline {Baseline?.Text ?? none}, actual {Actual?.Text ?? none}, target {Target?.Text ?? none}. {(IsLowerBetter ? "Lower" : "Higher")} is better."
            : $"基準値 {Baseline?.Text ?? none}、実績値 {Actual?.Text ?? none}、目標値 {Target?.Text ?? none}。{(IsLowerBetter ? "低い" : "高い")}ほど良い。";
    }
}
