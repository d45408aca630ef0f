using Sapporo.OpenData.Api.Http.Resources;
using Sapporo.OpenData.Demographics;
using Sapporo.OpenData.Municipalities;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Api.Demographics;

/// <summary>The resource demographics.</summary>
public static class DemographicResource
{
    /// <summary>Its definition.</summary>
    public static readonly Resource<Demographic> Definition = new(
        "demographics",
        "Population (人口), ageing rate (高齢化率) and commuting rate (通勤通学割合): one row an area, measure, period and document. Figures stand as printed; totals are those that the documents print, never computed ones.",
        (database, release) => database.Set<Demographic>().At(release))
    {
        ExampleId = "011002-population-2015-formation-report",
        IsPlain = true,
        QuickWith = ["id", "area", "measure"],
        Shared = new SharedFields("context", new HashSet<string>(StringComparer.Ordinal)
        {
            "periodReason", "approximate", "unit", "reason", "projection", "basis", "basisReason", "inferred", "inferenceReason", "source", "sourcePlace",
        }),
        Order = ["measure", "period", "area", "id"],
        Search = row => OpenDataContext.Searchable(row.Area + " " + row.Measure + " " + row.Printed + " " + row.SourcePlace),
        Fields = new FieldList<Demographic>()
            .Text("id", row => row.Id, "Id: area, measure, period and source.", "011002-population-2015-formation-report")
            .Text("area", row => row.Area, "Area: a municipality code, or sapporo-area for the whole (圏域).", "011002", normalise: NormaliseArea, form: ("団体コードか地域ID（sapporo-area）", "a municipality code, or the id of an area such as sapporo-area"))
            .Text("measure", row => row.Measure, "Measure (統計項目): population, agingRate, commutingRate; see /v1 for the list.", "population")
            .Text("period", row => row.Period, "Period, beginning with the year; null where the document states none.", "2015", isPeriod: true)
            .Reason("periodReason", row => row.PeriodReason, "Why the period is missing.")
            .Number("amount", row => row.Amount, "Amount in the unit; null where the document prints ―.", 1952356m)
            .Boolean("approximate", row => row.Approximate, "True for a rounded figure (約).", false)
            .Text("unit", row => row.Unit, "Unit (単位).", "人")
            .Text("text", row => row.Printed, "The cell as printed.", "1,952,356")
            .Reason("reason", row => row.AmountReason, "Why the amount is missing.")
            .Boolean("projection", row => row.Projection, "True for a projection (将来推計).", false)
            .Text("basis", row => row.Basis, "What the figure is based on, where the document says so.")
            .Reason("basisReason", row => row.BasisReason, "Why the basis is missing.")
            .Provenance(),
    };

    private static string? NormaliseArea(string text) => text.Length > 0 && text.All(char.IsAsciiDigit)
        ? MunicipalityCode.TryParse(text, out var code) ? code.Text : null
        : text;
}
