using Microsoft.EntityFrameworkCore;
using Sapporo.OpenData.Api.Http.Resources;
using Sapporo.OpenData.Indicators;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Api.Indicators;

/// <summary>The resource indicators/{id}/series.</summary>
public static class SeriesResource
{
    private static readonly FieldList<SeriesPoint> PointFields = Fields(); // above the definition, which has them

    /// <summary>Its definition, as documented; requests use <see cref="For"/>.</summary>
    public static Resource<SeriesPoint> Definition { get; } = For("1-kpi-2");

    /// <summary>The series of one indicator.</summary>
    public static Resource<SeriesPoint> For(string indicator) => new(
        "indicators/{id}/series",
        "Baseline, every actual and target of an indicator as one series (推移), over the visions that continue it; each point says how its year is counted. Where a new baseline differs from an earlier result, both stand, with their sources.",
        (database, release) => SeriesPoint.Of(indicator, database, release))
    {
        ExampleId = "1-kpi-2",
        Parent = (database, release, cancel) => database.Set<Indicator>().At(release).AnyAsync(row => row.Id == indicator, cancel),
        Order = ["year", "sequence", "vision", "id"],
        Search = row => OpenDataContext.Searchable(row.Indicator + " " + row.ValueText + " " + row.SourcePlace),
        Fields = PointFields,
    };

    private static FieldList<SeriesPoint> Fields() => new FieldList<SeriesPoint>()
        .Text("id", row => row.Id, "Id: the evaluation's, or the indicator's with -baseline or -target.", "1-kpi-2-2023")
        .Text("indicator", row => row.Indicator, "Id of the indicator (評価指標).", "1-kpi-2")
        .NumberedId("vision", row => row.Vision, "Number of the vision (ビジョン).", 1)
        .Text("point", row => row.Point, "What it is: baseline 基準値, actual 実績値, target 目標値.", "actual", ["baseline", "actual", "target"])
        .Integer("sequence", row => row.Sequence, "Order within a year: 0 baseline, 1 actual, 2 target.", 1)
        .Integer("year", row => row.Year, "Year that the value is of; null where it applies to every year.", 2023)
        .Text("yearBasis", row => row.YearBasis, "How the year is counted: fiscal 年度, calendar 年, unstated where the document prints the bare year.", "unstated", ["fiscal", "calendar", "unstated"])
        .Boolean("yearInferred", row => row.YearInferred, "True where the year is the evaluated one rather than printed with the value.", false)
        .Integer("fiscalYear", row => row.FiscalYear, "Fiscal year evaluated, of an actual.", 2023)
        .SingleValue("value", row => row.Value, "Value", "Value")
        .Text("rating", row => row.Rating, "Mark as printed, of an actual.", "－")
        .Text("source", row => row.Source, "Id of the source document.", "initiatives-2024")
        .Text("sourcePlace", row => row.SourcePlace, "Place in the document, in Japanese.");
}
