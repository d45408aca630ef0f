using Sapporo.OpenData.Indicators;

namespace Sapporo.OpenData.Evaluations;

/// <summary>What the rule makes of an evaluation.</summary>
/// <param name="Code">achieved, provisional, notAchieved or notRated.</param>
/// <param name="ReasonJa">Why, in Japanese.</param>
/// <param name="ReasonEn">Why, in English.</param>
public sealed record Verdict(string Code, string ReasonJa, string ReasonEn);

/// <summary>
/// Computes a rating from typed baseline, target and actual: met when the actual reaches the target, in the
/// indicator's direction; provisional when met on an incomplete count; not rated when it cannot, or need not yet, be told.
/// </summary>
public static class RatingRule
{
    /// <summary>Applies the rule.</summary>
    /// <param name="indicator">Indicator with baseline, target and direction.</param>
    /// <param name="actual">Actual of the year.</param>
    /// <param name="fiscalYear">Fiscal year evaluated.</param>
    public static Verdict Apply(Indicator indicator, KpiValue actual, int fiscalYear)
    {
        var target = indicator.Target;
        if (actual.Kind == ValueKind.None)
        {
            return NotRated("実績値がない", "there is no actual");
        }

        if (target.Kind == ValueKind.None)
        {
            return NotRated("目標値がない", "there is no target");
        }

        if (NotYetApplies(target, fiscalYear) is { } early)
        {
            return early;
        }

        var met = (target.Kind, actual.Kind) switch
        {
            (ValueKind.Number, ValueKind.Number) => Reaches(indicator, actual),
            (ValueKind.Pair, ValueKind.Pair) => PairReaches(indicator.Direction, target, actual),
            (ValueKind.State, ValueKind.State) => (Outcome)(ValuePrinter.StateWord(target.Text) == ValuePrinter.StateWord(actual.Text)),
            (ValueKind.Milestone, ValueKind.Milestone) => InTime(target, actual, fiscalYear),
            (ValueKind.Relative, ValueKind.Number) => MovesFromBaseline(indicator, actual),
            _ => Outcome.Unknown("目標値と実績値の種類が違う", "target and actual are of different kinds"),
        };
        return met.Met switch
        {
            null => NotRated(met.WhyJa, met.WhyEn),
            true when actual.Provisional => new Verdict("provisional", $"集計中の実績「{actual.Text}」がすでに目標「{target.Text}」に達している", $"the actual '{actual.Text}', still being counted, already reaches the target '{target.Text}'"),
            true => new Verdict("achieved", $"実績「{actual.Text}」は目標「{target.Text}」に達した", $"the actual '{actual.Text}' reaches the target '{target.Text}'"),
            false when DueLater(target, fiscalYear) => NotRated($"目標「{target.Text}」の期限はまだ先", $"the target '{target.Text}' is not due yet"),
            false when IsBound(actual) => NotRated("実績は集計中で、目標に達するかまだ分からない", "the actual is still being counted and may yet reach the target"),
            false => new Verdict("notAchieved", $"実績「{actual.Text}」は目標「{target.Text}」に達しない", $"the actual '{actual.Text}' does not reach the target '{target.Text}'"),
        };
    }

    private static Verdict NotRated(string ja, string en) => new("notRated", ja, en);

    // A target in, or from, a later year does not judge this one.
    private static Verdict? NotYetApplies(KpiValue target, int fiscalYear) =>
        target.Kind != ValueKind.Milestone && target.Period is { } text && Period.TryParse(text, out var period)
            && period.Bound != PeriodBound.By && period.Year > fiscalYear
                ? NotRated($"目標「{target.Text}」の時期（{period.Year}）はまだ来ていない", $"the target '{target.Text}' applies only from {period.Year}")
                : null;

    private static bool DueLater(KpiValue target, int fiscalYear) =>
        target.Kind != ValueKind.Milestone && target.Period is { } text && Period.TryParse(text, out var period)
        && period.Bound == PeriodBound.By && period.Year > fiscalYear;

    private static bool IsBound(KpiValue actual) => actual.Provisional && actual.Comparison is not null;

    private static Outcome Reaches(Indicator indicator, KpiValue actual)
    {
        var target = indicator.Target;
        if (target.Unit != actual.Unit && target.Unit is not null)
        {
            return Outcome.Unknown($"単位が違う（目標は{target.Unit}、実績は{actual.Unit}）", $"units differ: {target.Unit} and {actual.Unit}");
        }

        if (target.Each && !actual.Each)
        {
            return Outcome.Unknown("目標は「各」だが、実績はそれぞれの値を示していない", "the target applies to each, but the actual does not say so");
        }

        return target.Comparison switch
        {
            "atLeast" => actual.Amount >= target.Amount,
            "atMost" => actual.Amount <= target.Amount,
            _ => Compare(indicator.Direction, actual.Amount!.Value, target.Amount!.Value),
        };
    }

    private static Outcome Compare(string? direction, decimal actual, decimal target) => direction switch
    {
        "higher" => actual >= target,
        "lower" => actual <= target,
        _ => Outcome.Unknown("評価指標の向きが決まっていない", "the indicator has no direction"),
    };

    private static Outcome PairReaches(string? direction, KpiValue target, KpiValue actual)
    {
        var parts = target.Parts!.Zip(actual.Parts!, (goal, reached) => Compare(direction, reached.Amount, goal.Amount)).ToList();
        return parts.Find(part => part.Met is null) ?? parts.TrueForAll(part => part.Met == true);
    }

    private static Outcome InTime(KpiValue target, KpiValue actual, int fiscalYear)
    {
        if (!Period.TryParse(target.Period!, out var goal) || !Period.TryParse(actual.Period!, out var reached))
        {
            return Outcome.Unknown("年度を読めない", "the fiscal year cannot be read");
        }

        return reached.Year <= goal.Year && reached.Year > fiscalYear
            ? Outcome.Unknown("予定はまだ先で、期限も来ていない", "it is planned for later and not due yet")
            : reached.Year <= goal.Year;
    }

    private static Outcome MovesFromBaseline(Indicator indicator, KpiValue actual)
    {
        if (indicator.Baseline is not { Kind: ValueKind.Number, Amount: { } baseline } || indicator.Baseline.Unit != actual.Unit)
        {
            return Outcome.Unknown("比べる基準値がない", "there is no baseline to compare with");
        }

        return indicator.Target.Comparison == "atMost" ? actual.Amount < baseline : actual.Amount > baseline;
    }

    private sealed record Outcome(bool? Met, string WhyJa, string WhyEn)
    {
        public static Outcome Unknown(string ja, string en) => new(null, ja, en);

        public static implicit operator Outcome(bool met) => new(met, "", "");
    }
}
