using System.Globalization;
using Sapporo.OpenData.Indicators;
using Sapporo.OpenData.Publishing;
using static Sapporo.OpenData.Publishing.InputColumn;
using static Sapporo.OpenData.Publishing.ValueColumn;

namespace Sapporo.OpenData.Evaluations;

/// <summary>Input files of marks and evaluations.</summary>
public static class EvaluationInput
{
    private static readonly string[] RatingCodes = ["achieved", "provisional", "notAchieved", "notRated"];

    private static readonly Dictionary<string, string> YesNo = new() { ["はい"] = "true", ["いいえ"] = "false" };

    /// <summary>marks.csv; speaks of the visions that it holds rows of.</summary>
    public static InputFile Marks { get; } = new("marks", "mark",
    [
        Reference("ビジョン", "vision", "vision"), Integer("順", "ordinal"), Text("記号", "symbol"),
        Choice("評価コード", "rating_code", RatingCodes.ToDictionary(code => code)), Text("意味", "name_ja"), Text("意味（英語）", "name_en"),
        Choice("評価対象", "rated", YesNo), Choice("達成", "achieved", YesNo), .. Provenance,
    ])
    { Scope = ["vision"], Complete = row => row.Staged["id"] = $"{row["vision"]}-{row["ordinal"]}" };

    /// <summary>rules.csv; speaks of the visions that it holds rows of.</summary>
    public static InputFile Rules { get; } = new("rules", "rule",
    [
        Reference("ビジョン", "vision", "vision"), Integer("順", "ordinal"),
        Choice("条件", "condition", RuleCondition.All.ToDictionary(condition => condition)), Number("閾値", "threshold"),
        Text("記号", "symbol"), Text("理由", "text_ja"), Text("理由（英語）", "text_en"), .. Provenance,
    ])
    {
        Scope = ["vision"],
        Complete = row =>
        {
            row.Staged["id"] = $"{row["vision"]}-{row["ordinal"]}";
            if (!row.Context.Broken.Contains("mark") && !row.Context.Marks.Any(mark => mark.Vision == row["vision"] && mark.Symbol == row["symbol"]))
            {
                row.Refuse("symbol", "この記号は marks.csv のこのビジョンにありません。", "This mark is not among those of the vision in marks.csv.");
            }

            if ((row["condition"] == RuleCondition.ProgressAtLeast) != (row["threshold"].Length > 0))
            {
                row.Refuse("threshold", "閾値は、条件が progressAtLeast のときだけ書いてください。", "Give a threshold exactly where the condition is progressAtLeast.");
            }
        },
    };

    /// <summary>remark_checks.csv: which actuals the counts of activities add up to.</summary>
    public static InputFile RemarkChecks { get; } = new("remark_checks", "remark_check",
    [
        Reference("評価", "id", "evaluation"), Choice("計算", "operation", new Dictionary<string, string> { ["合計"] = "sum", ["百分率"] = "percentage" }),
        TextList("実施状況", "activities") with { References = "activity" }, Number("許す差", "tolerance"),
    ]);

    /// <summary>evaluations.csv; speaks of the fiscal years that it holds rows of.</summary>
    public static InputFile Evaluations { get; } = new("evaluations", "evaluation",
    [
        Reference("評価指標", "indicator", "indicator"), FiscalYear("年度", "fiscal_year"),
        new("実績値", "actual", _ => { }), Reason("実績値の理由", "actual_reason", valueOf: "actual"),
        OptionalText("評価", "rating"), Reason("評価の理由", "rating_reason"),
        new("評価コード", "rating_code", _ => { }),
        TextOnly("actual"),
        .. Provenance.Take(2), OptionalText("備考", "note_ja"), OptionalText("備考（英語）", "note_en"), .. Provenance.Skip(2),
    ])
    { Scope = ["fiscal_year"], Complete = Complete };

    private static void Complete(InputRow row)
    {
        row.Staged["id"] = $"{row["indicator"]}-{row["fiscal_year"]}";
        if (!row.Context.Indicators.TryGetValue(row["indicator"], out var indicator))
        {
            if (!row.Context.Broken.Contains("indicator"))
            {
                row.Refuse("indicator", "この評価指標はありません。", "There is no such indicator.");
            }

            return;
        }

        if (!row.Context.Broken.Contains("mark"))
        {
            StageRating(row, indicator);
        }

        if (ValueColumn.Read(row, "actual", indicator.PartNames) is { } actual && int.TryParse(row["fiscal_year"], CultureInfo.InvariantCulture, out var fiscalYear))
        {
            ValueColumn.Stage(row, "actual", Inherit(actual, indicator, fiscalYear));
        }
    }

    private static void StageRating(InputRow row, Indicator indicator)
    {
        var marks = row.Context.Marks.Where(mark => mark.Vision == indicator.Vision).ToList();
        var mark = marks.Find(mark => mark.Symbol == row["rating"]);
        if (row["rating"].Length > 0 && mark is null)
        {
            var allowed = string.Join(" ", marks.Select(known => $"{known.Symbol} (U+{(int)known.Symbol[0]:X4})"));
            row.Refuse("rating", $"評価の記号は {allowed} のどれかです。", $"The marks of this vision are {allowed}.");
        }
        else if (mark is not null && row["rating_code"].Length > 0 && row["rating_code"] != mark.RatingCode)
        {
            row.Refuse("rating_code", $"記号 {mark.Symbol} のコードは {mark.RatingCode} です。空でもかまいません。", $"The code of {mark.Symbol} is {mark.RatingCode}; it may be left empty.");
        }
        else if (mark is null && (!RatingCodes.Contains(row["rating_code"]) || row["rating_reason"].Length == 0))
        {
            row.Refuse("rating_code", "記号がないときは、評価コードと評価の理由を書いてください。", $"Where no mark is printed, give a rating code ({string.Join(", ", RatingCodes)}) and a reason.");
        }

        row.Staged["rating_code"] = mark?.RatingCode ?? row["rating_code"];
    }

    /// <summary>Takes from the indicator what an actual leaves out, and says so by its reason.</summary>
    private static KpiValue Inherit(KpiValue actual, Indicator indicator, int fiscalYear)
    {
        if (actual.Kind != ValueKind.Number || actual.Per is not null)
        {
            return actual;
        }

        return (indicator.Target.Per ?? indicator.Baseline.Per) switch
        {
            "day" => actual with { Per = "day", Reason = actual.Reason ?? "perInherited" },
            not null when actual.Period is null => actual with { Period = $"{fiscalYear}年度", Reason = actual.Reason ?? "periodOfEvaluation" },
            _ => actual,
        };
    }
}
