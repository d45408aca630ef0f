using Sapporo.OpenData.Api.Http.Resources;
using Sapporo.OpenData.Demographics;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Api.Demographics;

/// <summary>The resource compare.</summary>
public static class ComparisonResource
{
    /// <summary>Its definition.</summary>
    public static readonly Resource<AreaComparison> Definition = new(
        "compare",
        "Municipalities side by side (市町村の比較) on measures and periods: rank, share of the area, change between periods; the area's own figure as printed stands beside the one computed from the municipalities, with the difference explained.",
        AreaComparison.At)
    {
        Order = ["measure", "period", "ordinal", "id"],
        CostlyWithout = "measure", // ranks and shares are computed over all areas of a measure
        QuickWith = [],
        Search = row => OpenDataContext.Searchable(row.Area + " " + row.NameJa + " " + row.NameEn + " " + row.Measure),
        Fields = new FieldList<AreaComparison>()
            .Text("id", row => row.Id, "Id of the observation; see demographics.", "011002-population-2015-formation-report")
            .Text("area", row => row.Area, "Area: a municipality code, or sapporo-area for the whole.", "011002")
            .Text("nameJa", row => row.NameJa, "Name of the area (名称).", "札幌市")
            .Text("nameEn", row => row.NameEn, "Name of the area in English.", "Sapporo")
            .Integer("ordinal", row => row.Ordinal, "Official order; 0 for the whole.", 1)
            .Text("measure", row => row.Measure, "Measure (統計項目).", "population")
            .Text("period", row => row.Period, "Period, beginning with the year; null where the document states none.", "2015", isPeriod: true)
            .Number("amount", row => row.Amount, "Amount as printed.", 1952356m)
            .Boolean("approximate", row => row.Approximate, "True for a rounded figure (約).", false)
            .Text("unit", row => row.Unit, "Unit (単位).", "人")
            .Integer("rank", row => row.Rank, "Rank among the municipalities (順位), highest first; equal amounts share it. Null for the whole.", 1)
            .Integer("ranked", row => row.Ranked, "How many municipalities are ranked.", 12)
            .Number("share", row => row.Share, "Share of the sum of the municipalities (構成比), percent; measures that add up only.", 75.07m)
            .Text("previousPeriod", row => row.PreviousPeriod, "The period before, of the same area, measure and document.", "2010", isPeriod: true)
            .Number("change", row => row.Change, "Change since then in the unit (増減); percentage points for rates.", 38811m)
            .Number("changeRate", row => row.ChangeRate, "Change since then, percent; null for rates.", 2.03m)
            .Number("computed", row => row.Computed, "For the whole: the figure computed from the municipalities, rounded as the document rounds.", 2600875m)
            .Number("difference", row => row.Difference, "For the whole: printed minus computed.", 0m)
            .Reason("differenceReason", row => row.DifferenceReason, "What explains a difference.")
            .Text("source", row => row.Source, "Id of the source document.", "formation-report"),
    };
}
