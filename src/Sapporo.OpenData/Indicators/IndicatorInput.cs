using Sapporo.OpenData.Publishing;
using static Sapporo.OpenData.Publishing.InputColumn;
using static Sapporo.OpenData.Publishing.ValueColumn;

namespace Sapporo.OpenData.Indicators;

/// <summary>Input files of units, states and indicators.</summary>
public static class IndicatorInput
{
    /// <summary>units.csv.</summary>
    public static InputFile Units { get; } = new("units", "unit",
        [Text("単位", "id"), Text("英語", "name_en"), Reference("同じ単位", "same_as", "unit", optional: true)]);

    /// <summary>states.csv.</summary>
    public static InputFile States { get; } = new("states", "state", [Text("語", "id"), Text("英語", "name_en")]);

    /// <summary>indicators.csv; speaks of the visions that it holds rows of.</summary>
    public static InputFile Indicators { get; } = new("indicators", "indicator",
    [
        Text("評価指標ID", "id"), Integer("順", "ordinal"), Reference("ビジョン", "vision", "vision"), Reference("連携事業", "project", "project", optional: true),
        Integer("役割", "role"), Text("名称", "name_ja"), Text("名称（英語）", "name_en"), OptionalText("系列", "series"),
        Value("基準値", "baseline"), Reason("基準値の理由", "baseline_reason", valueOf: "baseline"), Value("目標値", "target"), Reason("目標値の理由", "target_reason", valueOf: "target"),
        Choice("向き", "direction", new Dictionary<string, string> { ["高いほど良い"] = "higher", ["低いほど良い"] = "lower" }, optional: true),
        Reference("単位", "unit", "unit", optional: true), TextList("組の名称", "part_names", nullIfEmpty: true),
        TextOnly("baseline", "target"),
        .. Provenance,
    ])
    { Scope = ["vision"] };
}
