using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Evaluations;

/// <summary>One line of a vision's decision table: where its condition holds, its mark is given.</summary>
public sealed class Rule : Fact
{
    /// <summary>Vision id.</summary>
    public string Vision { get; init; } = "";

    /// <summary>Order; the first line that holds decides.</summary>
    public int Ordinal { get; init; }

    /// <summary>Condition, one of <see cref="RuleCondition"/>.</summary>
    public string Condition { get; init; } = "";

    /// <summary>Least progress in percent, for progressAtLeast.</summary>
    public decimal? Threshold { get; init; }

    /// <summary>Mark that it gives.</summary>
    public string Symbol { get; init; } = "";

    /// <summary>Reason in Japanese, with {actual}, {target}, {baseline}, {year} and {detail} to fill in.</summary>
    public string TextJa { get; init; } = "";

    /// <summary>Reason in English.</summary>
    public string TextEn { get; init; } = "";
}

/// <summary>Conditions that rules are made of.</summary>
public static class RuleCondition
{
    /// <summary>There is no actual, and the document says it cannot be measured.</summary>
    public const string NotMeasurable = "notMeasurable";

    /// <summary>There is no actual.</summary>
    public const string NoActual = "noActual";

    /// <summary>The document gives the actual for reference only.</summary>
    public const string ReferenceOnly = "referenceOnly";

    /// <summary>There is no target.</summary>
    public const string NoTarget = "noTarget";

    /// <summary>The target is one in, or from, a later year.</summary>
    public const string NotYetApplies = "notYetApplies";

    /// <summary>Actual and target cannot be compared; {detail} says why.</summary>
    public const string NotComparable = "notComparable";

    /// <summary>The target is reached on a count that is not complete.</summary>
    public const string ReachedProvisionally = "reachedProvisionally";

    /// <summary>The target is reached.</summary>
    public const string Reached = "reached";

    /// <summary>Progress is at least the threshold.</summary>
    public const string ProgressAtLeast = "progressAtLeast";

    /// <summary>The target is not reached, or there is no actual, but its time has not run out.</summary>
    public const string NotDueYet = "notDueYet";

    /// <summary>The target is not reached, but counting goes on.</summary>
    public const string StillCounting = "stillCounting";

    /// <summary>The target is not reached.</summary>
    public const string Missed = "missed";

    /// <summary>All conditions.</summary>
    public static IReadOnlyList<string> All { get; } =
        [NotMeasurable, NoActual, ReferenceOnly, NoTarget, NotYetApplies, NotComparable, ReachedProvisionally, Reached, ProgressAtLeast, NotDueYet, StillCounting, Missed];
}
