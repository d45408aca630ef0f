using Sapporo.OpenData.Publishing;
using static Sapporo.OpenData.Publishing.InputColumn;

namespace Sapporo.OpenData.Municipalities;

/// <summary>Input file of the municipalities.</summary>
public static class MunicipalityInput
{
    /// <summary>municipalities.csv.</summary>
    public static InputFile Municipalities { get; } = new("municipalities", "municipality",
    [
        Code("団体コード", "id", references: "area"), Integer("順", "ordinal"), Text("名称", "name_ja"), Text("カナ", "name_kana"), Text("ローマ字", "name_en"),
        Choice("区分", "kind", new Dictionary<string, string> { ["市"] = "city", ["町"] = "town", ["村"] = "village" }),
        Choice("役割", "role", new Dictionary<string, string> { ["連携中枢都市"] = "core", ["連携市町村"] = "partner" }),
        Text("振興局", "subprefecture"), OptionalText("郡", "district"), Text("特徴", "known_for_ja"), Text("特徴（英語）", "known_for_en"),
        .. Provenance,
    ]);
}
