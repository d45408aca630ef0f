using Sapporo.OpenData.Publishing;
using static Sapporo.OpenData.Publishing.InputColumn;

namespace Sapporo.OpenData.Visions;

/// <summary>Input files of visions, roles, policy fields and priority measures.</summary>
public static class VisionInput
{
    /// <summary>visions.csv.</summary>
    public static InputFile Visions { get; } = new("visions", "vision",
    [
        Integer("番号", "number"), Text("名称", "name_ja"), Text("名称（英語）", "name_en"), FiscalYear("開始年度", "start_fiscal_year"), FiscalYear("終了年度", "end_fiscal_year"),
        Reference("達成割合の評価指標", "rate_indicator", "indicator", optional: true), .. Provenance,
    ])
    { Complete = row => row.Staged["id"] = row["number"] };

    /// <summary>roles.csv.</summary>
    public static InputFile Roles { get; } = new("roles", "role",
    [
        Reference("ビジョン", "vision", "vision"), Integer("番号", "number"), Text("名称", "name_ja"), Text("名称（英語）", "name_en"), .. Provenance,
    ])
    { Scope = ["vision"], Complete = row => row.Staged["id"] = $"{row["vision"]}-r{row["number"]}" };

    /// <summary>policy_fields.csv.</summary>
    public static InputFile PolicyFields { get; } = new("policy_fields", "policy_field",
    [
        Text("政策分野ID", "id"), Reference("ビジョン", "vision", "vision"), Integer("順", "ordinal"), Integer("役割", "role"), OptionalText("群", "group_letter"),
        OptionalText("群の名称", "group_name_ja"), Text("記号", "letter"), Text("名称", "name_ja"), Text("名称（英語）", "name_en"), .. Provenance,
    ])
    { Scope = ["vision"] };

    /// <summary>priority_measures.csv.</summary>
    public static InputFile PriorityMeasures { get; } = new("priority_measures", "priority_measure",
    [
        Text("重点施策ID", "id"), Reference("ビジョン", "vision", "vision"), Integer("番号", "number", optional: true), OptionalText("記号", "symbol"),
        Text("名称", "name_ja"), Text("名称（英語）", "name_en"), OptionalText("柱", "pillar"), Flag("共通", "is_common"), .. Provenance,
    ])
    { Scope = ["vision"] };
}
