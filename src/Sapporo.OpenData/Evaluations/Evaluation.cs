using Sapporo.OpenData.Indicators;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Evaluations;

/// <summary>The evaluation of one indicator in one fiscal year.</summary>
public sealed class Evaluation : Fact
{
    /// <summary>Indicator id.</summary>
    public string Indicator { get; init; } = "";

    /// <summary>Fiscal year, April to March.</summary>
    public int FiscalYear { get; init; }

    /// <summary>Actual (実績値).</summary>
    public KpiValue Actual { get; init; } = null!;

    /// <summary>Mark as printed (◎ ○ × －); null where none is printed.</summary>
    public string? Rating { get; init; }

    /// <summary>achieved, provisional, notAchieved or notRated.</summary>
    public string RatingCode { get; init; } = "";

    /// <summary>Reason code for a missing mark or for －.</summary>
    public string? RatingReason { get; init; }

    /// <summary>Note in Japanese.</summary>
    public string? NoteJa { get; init; }

    /// <summary>Note in English.</summary>
    public string? NoteEn { get; init; }
}

/// <summary>The mark computed from baseline, target and actual, beside the printed one. Same id as the evaluation.</summary>
public sealed class EvaluationCheck : Versioned
{
    /// <summary>Computed mark; － where the rule gives none.</summary>
    public string Rating { get; init; } = "";

    /// <summary>Whether it agrees with the printed mark; null where none is printed.</summary>
    public bool? Agrees { get; init; }

    /// <summary>Why, in Japanese.</summary>
    public string ReasonJa { get; init; } = "";

    /// <summary>Why, in English.</summary>
    public string ReasonEn { get; init; } = "";

    /// <summary>Progress toward the target, percent; null where it has no meaning.</summary>
    public decimal? ProgressShare { get; init; }

    /// <summary>What remains to the target; 0 once reached.</summary>
    public decimal? ProgressRemaining { get; init; }

    /// <summary>Unit of what remains.</summary>
    public string? ProgressUnit { get; init; }

    /// <summary>baseline or zero: where progress is counted from.</summary>
    public string? ProgressFrom { get; init; }
}

/// <summary>A rating mark and what it means under a vision.</summary>
public sealed class Mark : Fact
{
    /// <summary>Vision id.</summary>
    public string Vision { get; init; } = "";

    /// <summary>Order.</summary>
    public int Ordinal { get; init; }

    /// <summary>The mark as printed.</summary>
    public string Symbol { get; init; } = "";

    /// <summary>achieved, provisional, notAchieved or notRated.</summary>
    public string RatingCode { get; init; } = "";

    /// <summary>Meaning in Japanese.</summary>
    public string NameJa { get; init; } = "";

    /// <summary>Meaning in English.</summary>
    public string NameEn { get; init; } = "";

    /// <summary>Whether counted in the denominator of the achievement rate.</summary>
    public bool Rated { get; init; }

    /// <summary>Whether counted as achieved.</summary>
    public bool Achieved { get; init; }
}
