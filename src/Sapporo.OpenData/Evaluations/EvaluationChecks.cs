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
        var verdict = RatingRule.Apply(indicator, evaluation.Actual, evaluation.FiscalYear);
        var mark = context.Marks.FirstOrDefault(mark => mark.Vision == indicator.Vision && mark.RatingCode == verdict.Code)?.Symbol ?? "－";
        var row = new InputRow(Table, 0, new Dictionary<string, string>(StringComparer.Ordinal), context, []);
        row.Staged["id"] = evaluation.Id;
        row.Staged["rating"] = mark;
        row.Staged["agrees"] = evaluation.Rating is { } printed ? (printed == mark ? "true" : "false") : null;
        row.Staged["reason_ja"] = verdict.ReasonJa;
        row.Staged["reason_en"] = verdict.ReasonEn;
        return row;
    }
}
