using Microsoft.EntityFrameworkCore;
using Sapporo.OpenData.Api.Evaluations;
using Sapporo.OpenData.Api.Http.Resources;
using Sapporo.OpenData.Api.Indicators;
using Sapporo.OpenData.Projects;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Api.Projects;

/// <summary>The resource projects.</summary>
public static class ProjectResource
{
    /// <summary>Its definition.</summary>
    public static readonly Resource<Project> Definition = new Resource<Project>(
        "projects", "Collaborative projects (連携事業): 40 of vision 1, 53 of vision 2. Numbers belong to a vision; project 32 of vision 1 is 1-32.", (database, release) => database.Set<Project>().At(release))
    {
        ExampleId = "1-32",
        Order = ["vision", "number", "id"],
        Search = row => EF.Property<string>(row, "Search"),
        Fields = new FieldList<Project>()
            .Text("id", row => row.Id, "Id: vision and number.", "1-32")
            .NumberedId("vision", row => row.Vision, "Number of the vision (ビジョン).", 1)
            .Integer("number", row => row.Number, "Number within its vision (事業番号).", 32)
            .Text("nameJa", row => row.NameJa, "Name as printed (連携事業名).", "オープンデータプラットフォームの共同利用")
            .Text("nameEn", row => row.NameEn, "Name in English, our translation.", "Shared use of an open data platform")
            .Integer("role", row => row.Role, "Role of the area (役割), 1 to 3; see visions.", 3)
            .Text("policyField", row => row.PolicyField, "Id of its policy field (政策分野), where order and subject leave one; see visions.", "2-r3-2-b")
            .Reason("policyFieldReason", row => row.PolicyFieldReason, "Why the policy field is missing.")
            .Integers("priorityMeasures", row => row.PriorityMeasures, "Numbers of its priority measures (重点施策), where all six stand; else null.", new[] { 1, 2, 3, 4, 5, 6 })
            .Reason("priorityMeasuresReason", row => row.PriorityMeasuresReason, "Why the priority measures are missing.")
            .Integer("priorityMeasureCount", row => row.PriorityMeasureCount, "How many priority-measure dots (●) are printed.", 1)
            .Reason("priorityMeasureCountReason", row => row.PriorityMeasureCountReason, "Why their number is missing.")
            .Integer("page", row => row.Page, "Page in the vision (ページ).", 76)
            .Reason("pageReason", row => row.PageReason, "Why the page is missing.")
            .Text("summaryJa", row => row.SummaryJa, "Summary (概要) in Japanese, in our words.")
            .Text("summaryEn", row => row.SummaryEn, "Summary in English, in our words.")
            .Reason("summaryReason", row => row.SummaryReason, "Why the summary is missing.")
            .Provenance(),
    }
    .Expand("indicators", IndicatorResource.Definition, row => $"indicators?project={row.Id}", (database, release, row) => IndicatorResource.Definition.Query(database, release).Where(item => item.Project == row.Id))
    .Expand("evaluations", EvaluationResource.Definition, row => $"evaluations?project={row.Id}", (database, release, row) => EvaluationResource.Definition.Query(database, release).Where(item => item.Indicator.Project == row.Id))
    .Expand("activities", ActivityResource.Definition, row => $"activities?project={row.Id}", (database, release, row) => ActivityResource.Definition.Query(database, release).Where(item => item.Project == row.Id));
}
