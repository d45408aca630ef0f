using Sapporo.OpenData.Api.Http.Resources;
using Sapporo.OpenData.Evaluations;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Api.Evaluations;

/// <summary>The resource rules.</summary>
public static class RuleResource
{
    /// <summary>Its definition.</summary>
    public static readonly Resource<Rule> Definition = new(
        "rules", "Rating rules (評価の規則): the decision table of each vision. The first rule whose condition holds gives the computed mark; /rules explains them.", (database, release) => database.Set<Rule>().At(release))
    {
        ExampleId = "1-8",
        Order = ["vision", "ordinal", "id"],
        Search = row => OpenDataContext.Searchable(row.Condition + " " + row.Symbol + " " + row.TextJa + " " + row.TextEn),
        Fields = new FieldList<Rule>()
            .Text("id", row => row.Id, "Id: vision and order.", "1-8")
            .NumberedId("vision", row => row.Vision, "Number of the vision (ビジョン).", 1)
            .Integer("ordinal", row => row.Ordinal, "Order (順); the first that holds decides.", 8)
            .Text("condition", row => row.Condition, "Condition (条件).", "reachedProvisionally", RuleCondition.All)
            .Number("threshold", row => row.Threshold, "Least progress in percent, for progressAtLeast.", 80m)
            .Text("rating", row => row.Symbol, "Mark that it gives (記号).", "○")
            .Text("textJa", row => row.TextJa, "Reason in Japanese, with {actual}, {target}, {baseline}, {year}, {progress} and {detail} to fill in.")
            .Text("textEn", row => row.TextEn, "Reason in English.")
            .Provenance(),
    };
}
