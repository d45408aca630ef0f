using System.Text.RegularExpressions;
using Sapporo.OpenData.Indicators;
using Sapporo.OpenData.Publishing;
using static Sapporo.OpenData.Publishing.InputColumn;

namespace Sapporo.OpenData.Demographics;

/// <summary>Input files of areas, measures and observations.</summary>
public static partial class DemographicInput
{
    /// <summary>areas.csv.</summary>
    public static InputFile Areas { get; } = new("areas", "area",
    [
        Text("地域ID", "id"), Integer("順", "ordinal"), Text("名称", "name_ja"), Text("名称（英語）", "name_en"),
        Choice("区分", "kind", new Dictionary<string, string> { ["圏域"] = "region", ["市町村"] = "municipality" }),
    ]);

    /// <summary>measures.csv.</summary>
    public static InputFile Measures { get; } = new("measures", "measure",
    [
        Text("統計項目ID", "id"), Integer("順", "ordinal"), Text("名称", "name_ja"), Text("名称（英語）", "name_en"), Reference("単位", "unit", "unit"),
        Text("説明", "description_ja"), Text("説明（英語）", "description_en"),
        Choice("集計", "aggregate", new Dictionary<string, string> { ["合計"] = "sum", ["加重平均"] = "weightedMean", ["なし"] = "none" }),
        Reference("重み", "weight_measure", "measure", optional: true), Integer("小数の桁", "decimals"),
    ]);

    /// <summary>demographics.csv; speaks of the measures and periods, by source, that it holds rows of.</summary>
    public static InputFile Demographics { get; } = new("demographics", "demographic",
    [
        Reference("地域", "area", "area"), Reference("統計項目", "measure", "measure"), Period("時点", "period"), Reason("時点の理由", "period_reason", insteadOf: "period"),
        new("値", "printed", StageFigure) { Also = ["amount", "approximate"] }, Reason("値の理由", "amount_reason"), Reference("単位", "unit", "unit"),
        Flag("将来推計", "projection"), OptionalText("基礎", "basis"), Reason("基礎の理由", "basis_reason", insteadOf: "basis"), .. Provenance,
    ])
    {
        Scope = ["measure", "period", "source"],
        Complete = row => row.Staged["id"] = $"{row["area"]}-{row["measure"]}-{(row["period"].Length > 0 ? row["period"] : "undated")}-{row["source"]}",
    };

    // Other spellings of the same moment would stand beside it as another figure.
    private static InputColumn Period(string ja, string en) => OptionalText(ja, en) with
    {
        Read = row =>
        {
            if (row[en].Length > 0 && !PeriodForm().IsMatch(row[en]))
            {
                row.Refuse(en, "2015、2015-10、2015-10-01、2015年度 のどれかの形で、西暦で書いてください。", "Expected a year, month, day or fiscal year of the western calendar: 2015, 2015-10, 2015-10-01 or 2015年度.");
            }

            Stage(row, en, NullIfEmpty(row[en]));
        },
    };

    [GeneratedRegex("^[0-9]{4}(年度|-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PeriodForm();

    private static void StageFigure(InputRow row)
    {
        var reading = row.Context.Values.Read(row["printed"]);
        if (reading.Value is not { Kind: ValueKind.Number or ValueKind.None, Per: null, Comparison: null, Period: null, Each: false, Provisional: false } value)
        {
            row.Refuse("printed", reading.ProblemJa ?? "数値か ― で書いてください。", reading.ProblemEn ?? "Expected a figure or ―.");
            return;
        }

        if (row.Context.MeasureUnits.TryGetValue(row["measure"], out var unit) && unit != row["unit"])
        {
            row.Refuse("unit", $"この統計項目の単位は「{unit}」です。", $"The unit of this measure is '{unit}'.");
        }

        if (value.Unit is not null && value.Unit != row["unit"])
        {
            row.Refuse("printed", $"値の単位「{value.Unit}」が単位の列と違います。", $"The figure's unit '{value.Unit}' differs from the unit column.");
        }

        row.Staged["printed"] = row["printed"];
        row.Staged["amount"] = value.Amount?.ToString(System.Globalization.CultureInfo.InvariantCulture);
        row.Staged["approximate"] = value.Approximate ? "true" : "false";
    }
}
