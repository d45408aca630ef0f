using Sapporo.OpenData.Evaluations;
using Sapporo.OpenData.Indicators;

namespace Sapporo.OpenData.Api.Evaluations;

/// <summary>An evaluation with its computed check and its indicator.</summary>
public sealed class EvaluationRow
{
    /// <summary>The evaluation.</summary>
    public required Evaluation Evaluation { get; init; }

    /// <summary>The computed mark.</summary>
    public required EvaluationCheck Check { get; init; }

    /// <summary>The indicator evaluated.</summary>
    public required Indicator Indicator { get; init; }
}
