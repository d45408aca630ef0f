using Sapporo.OpenData.Publishing;
using static Sapporo.OpenData.Publishing.InputColumn;
using static Sapporo.OpenData.Publishing.ValueColumn;

namespace Sapporo.OpenData.Projects;

/// <summary>Input files of projects, activities and the partner agreement.</summary>
public static class ProjectInput
{
    /// <summary>projects.csv; speaks of the visions that it holds rows of.</summary>
    public static InputFile Projects { get; } = new("projects", "project",
    [
        Text("連携事業ID", "id"), Reference("ビジョン", "vision", "vision"), Integer("番号", "number"), Text("名称", "name_ja"), Text("名称（英語）", "name_en"),
        Integer("役割", "role"), Reference("政策分野", "policy_field", "policy_field", optional: true), Reason("政策分野の理由", "policy_field_reason", insteadOf: "policy_field"),
        IntegerList("重点施策", "priority_measures"), Reason("重点施策の理由", "priority_measures_reason", insteadOf: "priority_measures"),
        Integer("重点施策数", "priority_measure_count", optional: true), Reason("重点施策数の理由", "priority_measure_count_reason", insteadOf: "priority_measure_count"),
        Integer("ページ", "page", optional: true), Reason("ページの理由", "page_reason", insteadOf: "page"),
        OptionalText("概要", "summary_ja"), OptionalText("概要（英語）", "summary_en"), Reason("概要の理由", "summary_reason", insteadOf: "summary_ja"), .. Provenance,
    ])
    { Scope = ["vision"] };

    /// <summary>activities.csv; speaks of the fiscal years, by source, that it holds rows of.</summary>
    public static InputFile Activities { get; } = new("activities", "activity",
    [
        Text("活動ID", "id"), FiscalYear("年度", "fiscal_year", optional: true), Reason("年度の理由", "fiscal_year_reason", insteadOf: "fiscal_year"), Integer("順", "ordinal"),
        Reference("連携事業", "project", "project"), OptionalText("期日", "date_text"), Date("開始日", "start_date"), Date("終了日", "end_date"),
        OptionalText("場所", "place"), CodeList("市町村", "municipalities"), Text("内容", "description_ja"), Text("内容（英語）", "description_en"),
        Value("数量", "quantity", optional: true), Reason("数量の理由", "quantity_reason", valueOf: "quantity"), .. Provenance,
    ])
    {
        Scope = ["fiscal_year", "source"],
        Complete = row =>
        {
            if (row["start_date"].Length > 0 && row["end_date"].Length > 0 && string.CompareOrdinal(row["start_date"], row["end_date"]) > 0)
            {
                row.Refuse("end_date", "終了日が開始日より前です。", "The last day lies before the first.");
            }
        },
    };

    /// <summary>partnerships.csv.</summary>
    public static InputFile Partnerships { get; } = new("partnerships", "partnership",
    [
        Text("項目ID", "id"), Integer("順", "ordinal"),
        Choice("種類", "kind", new Dictionary<string, string> { ["協定"] = "agreement", ["協力例"] = "example", ["取組"] = "activity", ["課題"] = "issue", ["方向性"] = "direction" }),
        Reference("重点施策", "priority_measure", "priority_measure", optional: true), OptionalText("主な取組", "initiative"), Text("名称", "name_ja"),
        Text("内容", "description_ja"), Text("内容（英語）", "description_en"),
        Choice("開始", "began", new Dictionary<string, string> { ["○"] = "before", ["●"] = "through", ["○●"] = "both" }, optional: true),
        TextList("企業", "companies"), CodeList("市町村", "municipalities"), OptionalText("時期", "date_text"),
        Value("数量", "quantity", optional: true), Reason("数量の理由", "quantity_reason", valueOf: "quantity"), .. Provenance,
    ]);
}
