using Microsoft.EntityFrameworkCore;
using Sapporo.OpenData.Api.Http.Resources;
using Sapporo.OpenData.Publishing;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Api.Publishing;

/// <summary>The resource quality.</summary>
public static class QualityResource
{
    /// <summary>Its definition.</summary>
    public static readonly Resource<QualityCheck> Definition = new(
        "quality",
        "Consistency checks (整合性の検査) that the documents allow, computed at each publication and kept with it: column totals, weighted means, remark sums, achievement rates, marks, check digits, references, and coverage (what is null, and why).",
        (database, release) => database.Set<QualityCheck>().At(release))
    {
        ExampleId = "achievementRate-2019",
        Order = ["kind", "id"],
        Search = row => EF.Property<string>(row, "Search"),
        Fields = new FieldList<QualityCheck>()
            .Text("id", row => row.Id, "Id: kind and subject.", "achievementRate-2019")
            .Text("kind", row => row.Kind, "Kind of check.", "achievementRate", ["columnTotal", "weightedMean", "remark", "achievementRate", "marks", "checkDigit", "reference", "coverage"])
            .Text("subject", row => row.Subject, "What is checked: resource and rows.", "evaluations/summary 2019")
            .Text("expected", row => row.Expected, "Expected, as printed; for coverage the number of rows.", "81.25")
            .Text("found", row => row.Found, "Found by computing; for coverage the rows that have the value.", "81.25")
            .Number("difference", row => row.Difference, "Expected minus found.", 0m)
            .Boolean("agrees", row => row.Agrees, "Whether they agree; for coverage whether every missing value has its reason.", true)
            .Reason("differenceReason", row => row.Explanation, "What explains a difference.")
            .RawJson("detail", row => row.Detail, "Particulars: the rows summed, the tolerance, missing values by reason.")
            .Text("source", row => row.Source, "Id of the source document.", "fy2019-project-status"),
    };
}
