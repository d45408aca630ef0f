using Microsoft.EntityFrameworkCore;
using Sapporo.OpenData.Api.Http.Resources;
using Sapporo.OpenData.Api.Indicators;
using Sapporo.OpenData.Api.Municipalities;
using Sapporo.OpenData.Projects;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Api.Projects;

/// <summary>The resource partnerships.</summary>
public static class PartnershipResource
{
    /// <summary>Its definition.</summary>
    public static readonly Resource<Partnership> Definition = new(
        "partnerships", "The partner agreement (まちづくりパートナー協定): facts on it, examples of cooperation, activities with the companies named there, issues and directions.", (database, release) => database.Set<Partnership>().At(release))
    {
        ExampleId = "agreement-1",
        Order = ["ordinal", "id"],
        Search = row => EF.Property<string>(row, "Search"),
        Fields = new FieldList<Partnership>()
            .Text("id", row => row.Id, "Id.", "agreement-1")
            .Integer("ordinal", row => row.Ordinal, "Order.", 1)
            .Text("kind", row => row.Kind, "Kind: agreement 協定, example 協力例, activity 取組, issue 課題, direction 方向性.", "agreement", ["agreement", "example", "activity", "issue", "direction"])
            .Text("priorityMeasure", row => row.PriorityMeasure, "Id of the priority measure (重点施策); see visions.", "1-pm-1")
            .Text("initiative", row => row.Initiative, "Main initiative (主な取組) that it stands under.", "圏域内の観光振興")
            .Text("nameJa", row => row.NameJa, "Name as printed.", "圏域内の食材等を活用した商品の開発")
            .Text("descriptionJa", row => row.DescriptionJa, "Description in Japanese, in our words.")
            .Text("descriptionEn", row => row.DescriptionEn, "Description in English, in our words.")
            .Text("began", row => row.Began, "Began before (○) or through (●) the agreement, or both (○●); null where unmarked.", "through", ["before", "through", "both"])
            .Texts("companies", row => row.Companies, "Companies named there (企業), as printed; never a list of signatories.", new[] { "㈱ローソン" })
            .Texts("municipalities", row => row.Municipalities, "Codes of the municipalities named there (市町村).", new[] { "012319" }, MunicipalityResource.NormaliseCode, MunicipalityResource.CodeForm)
            .Text("dateText", row => row.DateText, "Date or period as printed (時期).", "R2.10月発売予定")
            .Value("quantity", row => row.Quantity, "Count (数量)")
            .Provenance(),
        AbsentGroups = new Dictionary<string, Func<Partnership, bool>> { ["quantity"] = row => row.Quantity?.Text is null },
    };
}
