using Microsoft.EntityFrameworkCore;
using Sapporo.OpenData.Api.Http.Resources;
using Sapporo.OpenData.Api.Indicators;
using Sapporo.OpenData.Evaluations;
using Sapporo.OpenData.Indicators;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Api.Evaluations;

/// <summary>The resource evaluations.</summary>
public static class EvaluationResource
{
    /// <summary>Its definition.</summary>
    public static readonly Resource<EvaluationRow> Definition = new(
        "evaluations", "Yearly evaluations of indicators: actual (実績値), the mark as printed (◎ ○ × －), and the mark computed from baseline, target and actual beside it.", Query)
    {
        ExampleId = "1-32-1-2019",
        Order = ["fiscalYear", "ordinal", "id"],
        Search = row => EF.Property<string>(row.Evaluation, "Search") + EF.Property<string>(row.Indicator, "Search"),
        Fields = new FieldList<EvaluationRow>()
            .Text("id", row => row.Evaluation.Id, "Id: indicator and fiscal year.", "1-32-1-2019")
            .Text("indicator", row => row.Evaluation.Indicator, "Id of the indicator (評価指標).", "1-32-1")
            .Integer("ordinal", row => row.Indicator.Ordinal, "Order of the indicator in the documents.", 49)
            .Text("nameJa", row => row.Indicator.NameJa, "Name of the indicator.", "「札幌市ＩＣＴ活用プラットフォーム」で公開されているデータファイル数／セット数")
            .Text("project", row => row.Indicator.Project, "Id of the project (連携事業); null for a basic KPI.", "1-32")
            .NumberedId("vision", row => row.Indicator.Vision, "Number of the vision (ビジョン).", 1)
            .Integer("role", row => row.Indicator.Role, "Role of the area (役割), 1 to 3.", 3)
            .Integer("fiscalYear", row => row.Evaluation.FiscalYear, "Fiscal year (年度), April to March.", 2019)
            .Value("actual", row => row.Evaluation.Actual, "Actual (実績値)")
            .Text("rating", row => row.Evaluation.Rating, "Mark as printed (評価): ◎ U+25CE, ○ U+25CB, × U+00D7, － U+FF0D; null where none is printed.", "×")
            .Text("ratingCode", row => row.Evaluation.RatingCode, "What the mark, or the document in words, says.", "notAchieved", ["achieved", "provisional", "notAchieved", "notRated"])
            .Reason("ratingReason", row => row.Evaluation.RatingReason, "Why there is no mark, or it is －.")
            .Text("check.rating", row => row.Check.Rating, "Mark computed by the rule; － where it gives none.", "×")
            .Boolean("check.agrees", row => row.Check.Agrees, "Whether it agrees with the printed mark; null where none is printed.", true)
            .Shown("check.reason", (row, context) => context.English ? row.Check.ReasonEn : row.Check.ReasonJa, "Why the rule gives that mark.", "実績「3,832／194」は目標「5,559／250（2019年度）」に達しない", row => row.Check.ReasonJa)
            .Number("progress.share", row => row.Check.ProgressShare, "Progress toward the target (進捗), percent; below 0 when it moved away.", 64.44m)
            .Number("progress.remaining", row => row.Check.ProgressRemaining, "What remains to the target; 0 once reached.", 16m)
            .Text("progress.unit", row => row.Check.ProgressUnit, "Unit of what remains.", "人")
            .Text("progress.from", row => row.Check.ProgressFrom, "Where the share is counted from: the baseline, or zero where there is none.", "zero", ["baseline", "zero"])
            .Text("noteJa", row => row.Evaluation.NoteJa, "Note (備考) in Japanese.")
            .Text("noteEn", row => row.Evaluation.NoteEn, "Note in English.")
            .Provenance(row => row.Evaluation),
        AbsentGroups = new Dictionary<string, Func<EvaluationRow, bool>> { ["progress"] = row => row.Check.ProgressShare is null },
    };

    private static IQueryable<EvaluationRow> Query(OpenDataContext database, ReleasePoint release) =>
        from evaluation in database.Set<Evaluation>().At(release)
        join check in database.Set<EvaluationCheck>().At(release) on evaluation.Id equals check.Id
        join indicator in database.Set<Indicator>().At(release) on evaluation.Indicator equals indicator.Id
        select new EvaluationRow { Evaluation = evaluation, Check = check, Indicator = indicator };
}
