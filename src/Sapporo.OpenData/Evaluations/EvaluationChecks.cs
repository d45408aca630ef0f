using System.Globalization;
using Sapporo.OpenData.Publishing;

namespace Sapporo.OpenData.Evaluations;

/// <summary>Computes, at publishing, the mark of every evaluation and keeps it beside the printed one.</summary>
internal static class EvaluationChecks
{
    /// <summary>The table that is computed rather than read from a file; it is replaced as a whole.</summary>
    public static InputFile Table { get; } = new("evaluation_checks", "evaluation_check", []);

    /// <summary>Stages the checks of all evaluations as they would stand after publishing.</summary>
    public static async Task StageAsync(Stage stage, InputContext context, IReadOnlyList<Evaluation> evaluations, CancellationToken cancel)
    {
        await stage.CreateAsync(Table.Table, cancel);
        await stage.CopyAsync(Table.Table, evaluations.Select(evaluation => Row(evaluation, context)), cancel);
    }

    private static InputRow Row(Evaluation evaluation, InputContext context)
    {
        var indicator = context.Indicators[evaluation.Indicator];
        var verdict = new RatingScheme(context.Rules.Where(rule => rule.Vision == indicator.Vision)).Rate(indicator, evaluation.Actual, evaluation.FiscalYear, evaluation.RatingReason);
        var row = new InputRow(Table, 0, new Dictionary<string, string>(StringComparer.Ordinal), context, new ProblemList());
        row.Staged["id"] = evaluation.Id;
        row.Staged["rating"] = verdict.Symbol;
        row.Staged["agrees"] = evaluation.Rating is { } printed ? (printed == verdict.Symbol ? "true" : "false") : null;
        row.Staged["reason_ja"] = verdict.ReasonJa;
        row.Staged["reason_en"] = verdict.ReasonEn;
        row.Staged["progress_share"] = verdict.Progress?.Share.ToString(CultureInfo.InvariantCulture);
        row.Staged["progress_remaining"] = verdict.Progress?.Remaining.ToString(CultureInfo.InvariantCulture);
        row.Staged["progress_unit"] = verdict.Progress?.Unit;
        row.Staged["progress_from"] = verdict.Progress?.From;
        return row;
    }
}
