using System.Globalization;
using Sapporo.OpenData.Indicators;

namespace Sapporo.OpenData.Evaluations;

/// <summary>The mark that a scheme gives, and why.</summary>
/// <param name="Symbol">Mark; － where no rule gives one.</param>
/// <param name="Condition">Condition that decided; null where none did.</param>
/// <param name="ReasonJa">Why, in Japanese.</param>
/// <param name="ReasonEn">Why, in English.</param>
/// <param name="Progress">Progress toward the target, where it has a meaning.</param>
public sealed record Verdict(string Symbol, string? Condition, string ReasonJa, string ReasonEn, Progress? Progress);

/// <summary>Rates an evaluation by the decision table of its vision.</summary>
/// <param name="rules">The vision's rules.</param>
public sealed class RatingScheme(IEnumerable<Rule> rules)
{
    /// <summary>The mark for "not rated", printed by every scheme seen so far.</summary>
    public const string NotRated = "－";

    private readonly List<Rule> ordered = [.. rules.OrderBy(rule => rule.Ordinal)];

    /// <summary>Applies the first rule whose condition holds.</summary>
    /// <param name="indicator">Indicator with baseline, target and direction.</param>
    /// <param name="actual">Actual of the year.</param>
    /// <param name="fiscalYear">Fiscal year evaluated.</param>
    /// <param name="ratingReason">Reason code that the document's own rating carries; null for none.</param>
    public Verdict Rate(Indicator indicator, KpiValue actual, int fiscalYear, string? ratingReason)
    {
        var comparison = actual.Kind == ValueKind.None || indicator.Target.Kind == ValueKind.None ? null : Comparison.Of(indicator, actual, fiscalYear);
        var progress = ratingReason == RuleCondition.ReferenceOnly ? null : Progress.Of(indicator, actual);
        var later = LaterYear(indicator.Target, fiscalYear);
        var rule = ordered.Find(rule => Holds(rule));
        return rule is null
            ? new Verdict(NotRated, null, "このビジョンの評価の規則に当てはまるものがない", "no rating rule of this vision applies", progress)
            : new Verdict(rule.Symbol, rule.Condition, Fill(rule.TextJa, comparison?.WhyJa), Fill(rule.TextEn, comparison?.WhyEn), progress);

        bool Holds(Rule candidate) => candidate.Condition switch
        {
            RuleCondition.NotMeasurable => actual is { Kind: ValueKind.None, Reason: RuleCondition.NotMeasurable },
            RuleCondition.NoActual => actual.Kind == ValueKind.None,
            RuleCondition.ReferenceOnly => ratingReason == RuleCondition.ReferenceOnly,
            RuleCondition.NoTarget => indicator.Target.Kind == ValueKind.None,
            RuleCondition.NotYetApplies => later is { Bound: not PeriodBound.By } && indicator.Target.Kind != ValueKind.Milestone,
            RuleCondition.NotComparable => comparison is { IsReached: null },
            RuleCondition.ReachedProvisionally => comparison?.IsReached == true && actual.Provisional,
            RuleCondition.Reached => comparison?.IsReached == true,
            RuleCondition.ProgressAtLeast => progress?.Share >= candidate.Threshold,
            RuleCondition.NotDueYet => later is not null && (actual.Kind == ValueKind.None || comparison?.IsReached == false),
            RuleCondition.StillCounting => comparison?.IsReached == false && actual.Provisional,
            RuleCondition.Missed => comparison?.IsReached == false,
            _ => false,
        };

        string Fill(string template, string? detail) => template
            .Replace("{actual}", actual.Text, StringComparison.Ordinal).Replace("{target}", indicator.Target.Text, StringComparison.Ordinal)
            .Replace("{baseline}", indicator.Baseline.Text, StringComparison.Ordinal).Replace("{detail}", detail, StringComparison.Ordinal)
            .Replace("{year}", later?.Year.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{progress}", progress is null ? "" : ValuePrinter.Amount(progress.Share) + "%", StringComparison.Ordinal);
    }

    // The target's period where it lies after the year evaluated.
    private static Period? LaterYear(KpiValue target, int fiscalYear) =>
        target.Period is { } text && Period.TryParse(text, out var period) && period.Year > fiscalYear ? period : null;
}
