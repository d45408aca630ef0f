using Microsoft.EntityFrameworkCore;
using Sapporo.OpenData.Api.Evaluations;
using Sapporo.OpenData.Api.Http.Resources;
using Sapporo.OpenData.Indicators;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Api.Indicators;

/// <summary>The resource indicators.</summary>
public static class IndicatorResource
{
    /// <summary>Its definition.</summary>
    public static readonly Resource<Indicator> Definition = new Resource<Indicator>(
        "indicators", "Indicators (評価指標) with baseline (基準値) and target (目標値); basic KPIs (基本ＫＰＩ) belong to no project.", (database, release) => database.Set<Indicator>().At(release))
    {
        ExampleId = "1-32-1",
        Order = ["ordinal", "id"],
        Search = row => EF.Property<string>(row, "Search"),
        Fields = new FieldList<Indicator>()
            .Text("id", row => row.Id, "Id: project and running number, or vision, kpi and number.", "1-32-1")
            .Integer("ordinal", row => row.Ordinal, "Order in the documents.", 49)
            .NumberedId("vision", row => row.Vision, "Number of the vision (ビジョン).", 1)
            .Text("project", row => row.Project, "Id of the project (連携事業); null for a basic KPI.", "1-32")
            .Integer("role", row => row.Role, "Role of the area (役割), 1 to 3; see visions.", 3)
            .Text("nameJa", row => row.NameJa, "Name as printed (評価指標).", "「札幌市ＩＣＴ活用プラットフォーム」で公開されているデータファイル数／セット数")
            .Text("nameEn", row => row.NameEn, "Name in English, our translation.")
            .Text("series", row => row.Series, "Series that it continues over visions; null where it stands alone.", "kpi-2")
            .Value("baseline", row => row.Baseline, "Baseline (基準値)")
            .Value("target", row => row.Target, "Target (目標値)")
            .Text("unit", row => row.Unit, "Unit of its amounts (単位); null for pairs, states and milestones.", "人")
            .Text("direction", row => row.Direction, "Which way is better: higher or lower; null where neither applies.", "higher", ["higher", "lower"])
            .Texts("partNames", row => row.PartNames, "Names of the two parts of a pair; null for others.", new[] { "データファイル数", "データセット数" })
            .Provenance(),
    }
    .Expand("evaluations", EvaluationResource.Definition, row => $"evaluations?indicator={row.Id}", (database, release, row) => EvaluationResource.Definition.Query(database, release).Where(item => item.Evaluation.Indicator == row.Id));
}
