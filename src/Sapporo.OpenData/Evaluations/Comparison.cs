using Sapporo.OpenData.Indicators;

namespace Sapporo.OpenData.Evaluations;

/// <summary>Whether an actual reaches a target; unknown, with the reason, where they cannot be compared.</summary>
/// <param name="IsReached">Reached or not; null where it cannot be told.</param>
/// <param name="WhyJa">Why it cannot be told, in Japanese.</param>
/// <param name="WhyEn">Why it cannot be told, in English.</param>
public sealed record Comparison(bool? IsReached, string WhyJa = "", string WhyEn = "")
{
    /// <summary>Compares typed values: by the indicator's direction, pairs part by part, states by equality, milestones by year.</summary>
    public static Comparison Of(Indicator indicator, KpiValue actual, int fiscalYear) => (indicator.Target.Kind, actual.Kind) switch
    {
        (ValueKind.Number, ValueKind.Number) => Numbers(indicator, actual),
        (ValueKind.Pair, ValueKind.Pair) => Pairs(indicator.Direction, indicator.Target, actual),
        (ValueKind.State, ValueKind.State) => new(ValuePrinter.StateWord(indicator.Target.Text) == ValuePrinter.StateWord(actual.Text)),
        (ValueKind.Milestone, ValueKind.Milestone) => Milestones(indicator.Target, actual, fiscalYear),
        (ValueKind.Relative, ValueKind.Number) => FromBaseline(indicator, actual),
        _ => new(null, "目標値と実績値の種類が違う", "target and actual are of different kinds"),
    };

    private static Comparison Numbers(Indicator indicator, KpiValue actual)
    {
        var target = indicator.Target;
        if (target.Unit != actual.Unit && target.Unit is not null)
        {
            return new(null, $"単位が違う（目標は{target.Unit}、実績は{actual.Unit}）", $"units differ: {target.Unit} and {actual.Unit}");
        }

        if (target.IsDaily != actual.IsDaily)
        {
            return new(null, "目標と実績の一方だけが1日あたり", "only one of target and actual is per day");
        }

        if (target.Each && !actual.Each)
        {
            return new(null, "目標は「各」だが、実績はそれぞれの値を示していない", "the target applies to each, but the actual does not say so");
        }

        return target.Comparison switch
        {
            "atLeast" => new(actual.Amount >= target.Amount),
            "atMost" => new(actual.Amount <= target.Amount),
            _ => ByDirection(indicator.Direction, actual.Amount!.Value, target.Amount!.Value),
        };
    }

    private static Comparison ByDirection(string? direction, decimal actual, decimal target) => direction switch
    {
        "higher" => new(actual >= target),
        "lower" => new(actual <= target),
        _ => new(null, "評価指標の向きが決まっていない", "the indicator has no direction"),
    };

    private static Comparison Pairs(string? direction, KpiValue target, KpiValue actual)
    {
        var parts = target.Parts!.Zip(actual.Parts!, (goal, reached) => ByDirection(direction, reached.Amount, goal.Amount)).ToList();
        return parts.Find(part => part.IsReached is null) ?? new(parts.TrueForAll(part => part.IsReached == true));
    }

    private static Comparison Milestones(KpiValue target, KpiValue actual, int fiscalYear)
    {
        if (!Period.TryParse(target.Period!, out var goal) || !Period.TryParse(actual.Period!, out var reached))
        {
            return new(null, "年度を読めない", "the fiscal year cannot be read");
        }

        // Planned for later, yet in time: there is nothing to judge so far.
        return reached.Year <= goal.Year && reached.Year > fiscalYear
            ? new(null, "予定はまだ先で、期限も来ていない", "it is planned for later and not due yet")
            : new(reached.Year <= goal.Year);
    }

    private static Comparison FromBaseline(Indicator indicator, KpiValue actual)
    {
        if (indicator.Baseline is not { Kind: ValueKind.Number, Amount: { } baseline } || !indicator.Baseline.IsCountedAs(actual))
        {
            return new(null, "比べる基準値がない", "there is no baseline to compare with");
        }

        return new(indicator.Target.Comparison == "atMost" ? actual.Amount < baseline : actual.Amount > baseline);
    }
}
