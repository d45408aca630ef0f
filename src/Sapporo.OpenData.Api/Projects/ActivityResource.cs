using Microsoft.EntityFrameworkCore;
using Sapporo.OpenData.Api.Http.Resources;
using Sapporo.OpenData.Api.Indicators;
using Sapporo.OpenData.Api.Municipalities;
using Sapporo.OpenData.Projects;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Api.Projects;

/// <summary>The resource activities.</summary>
public static class ActivityResource
{
    /// <summary>Its definition.</summary>
    public static readonly Resource<Activity> Definition = new(
        "activities", "What was done under the projects (連携事業の実施状況), one fact a row, in our words.", (database, release) => database.Set<Activity>().At(release))
    {
        ExampleId = "1-23-2019-1",
        Order = ["ordinal", "id"],
        Search = row => EF.Property<string>(row, "Search"),
        Fields = new FieldList<Activity>()
            .Text("id", row => row.Id, "Id: project, fiscal year (x where none is known) and running number.", "1-23-2019-1")
            .Integer("ordinal", row => row.Ordinal, "Order in the documents.", 60)
            .Text("project", row => row.Project, "Id of the project (連携事業).", "1-23")
            .Integer("fiscalYear", row => row.FiscalYear, "Fiscal year (年度), April to March.", 2019)
            .Reason("fiscalYearReason", row => row.FiscalYearReason, "Why the fiscal year is missing.")
            .Text("dateText", row => row.DateText, "Date or period as printed (期日).", "7/12")
            .Date("startDate", row => row.StartDate, "First day, where a full date is known.", "2019-07-12")
            .Date("endDate", row => row.EndDate, "Last day, where a full date is known.", "2019-07-12")
            .Text("place", row => row.Place, "Place named (場所).", "つどーむ")
            .Texts("municipalities", row => row.Municipalities, "Codes of the municipalities named (市町村).", new[] { "012106" }, MunicipalityResource.NormaliseCode, MunicipalityResource.CodeForm)
            .Text("descriptionJa", row => row.DescriptionJa, "What was done (内容), in Japanese.", "厚別区民まつりの参加人数。")
            .Text("descriptionEn", row => row.DescriptionEn, "What was done, in English.")
            .Value("quantity", row => row.Quantity, "Count (数量)")
            .Provenance(),
        AbsentGroups = new Dictionary<string, Func<Activity, bool>> { ["quantity"] = row => row.Quantity?.Text is null },
    };
}
