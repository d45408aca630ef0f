using Sapporo.OpenData.Indicators;

namespace Sapporo.OpenData.Evaluations;

/// <summary>How far an actual has come toward a target.</summary>
/// <param name="Share">Percent, two places; below zero when it moved away, above 100 when beyond the target.</param>
/// <param name="Remaining">What remains in the unit; 0 once the target is reached.</param>
/// <param name="Unit">Unit of what remains.</param>
/// <param name="From">baseline or zero: where the share is counted from.</param>
public sealed record Progress(decimal Share, decimal Remaining, string? Unit, string From)
{
    /// <summary>Progress of numbers; null where a share would have no meaning.</summary>
    public static Progress? Of(Indicator indicator, KpiValue actual)
    {
        var (target, baseline) = (indicator.Target, indicator.Baseline);
        if (target is not { Kind: ValueKind.Number, Amount: { } goal } || actual is not { Kind: ValueKind.Number, Amount: { } reached }
            || !target.IsCountedAs(actual) || (target.Each && !actual.Each) || indicator.Direction is null)
        {
            return null;
        }

        var isLower = indicator.Direction == "lower";
        var remaining = Math.Max(0, isLower ? reached - goal : goal - reached);
        if (baseline is { Kind: ValueKind.Number, Amount: { } start } && baseline.IsCountedAs(target))
        {
            // A target that the baseline has reached already leaves no way to measure.
            return isLower ? start > goal ? Share(start - reached, start - goal, "baseline") : null
                : goal > start ? Share(reached - start, goal - start, "baseline") : null;
        }

        return !isLower && goal > 0 && reached >= 0 ? Share(reached, goal, "zero") : null;

        Progress Share(decimal done, decimal whole, string from) =>
            new(Math.Round(100m * done / whole, 2, MidpointRounding.AwayFromZero), remaining, target.Unit, from);
    }
}
