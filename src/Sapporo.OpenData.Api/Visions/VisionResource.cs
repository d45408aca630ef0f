using Microsoft.EntityFrameworkCore;
using Sapporo.OpenData.Api.Http.Resources;
using Sapporo.OpenData.Storage;
using Sapporo.OpenData.Visions;

namespace Sapporo.OpenData.Api.Visions;

/// <summary>The resource visions.</summary>
public static class VisionResource
{
    /// <summary>Its definition.</summary>
    public static readonly Resource<VisionRow> Definition = new(
        "visions", "The visions (連携中枢都市圏ビジョン) with their roles (役割), policy fields (政策分野) and priority measures (重点施策).", Query)
    {
        ExampleId = "1",
        Order = ["number", "id"],
        Search = row => EF.Property<string>(row.Vision, "Search"),
        Fields = new FieldList<VisionRow>()
            .Text("id", row => row.Vision.Id, "Id: the number as text.", "1")
            .Integer("number", row => row.Vision.Number, "Number.", 1)
            .Text("nameJa", row => row.Vision.NameJa, "Name (名称).", "さっぽろ連携中枢都市圏ビジョン")
            .Text("nameEn", row => row.Vision.NameEn, "Name in English, our translation.")
            .Integer("startFiscalYear", row => row.Vision.StartFiscalYear, "First fiscal year (開始年度).", 2019)
            .Integer("endFiscalYear", row => row.Vision.EndFiscalYear, "Last fiscal year (終了年度).", 2023)
            .Text("rateIndicator", row => row.Vision.RateIndicator, "Id of the indicator that prints the year's achievement rate (達成割合).", "1-1-1")
            .Items<Role, RoleItem>("roles", row => row.Roles, "Roles of the area")
            .Items<PolicyField, PolicyFieldItem>("policyFields", row => row.PolicyFields, "Policy fields by role, and group")
            .Items<PriorityMeasure, PriorityMeasureItem>("priorityMeasures", row => row.PriorityMeasures, "Priority measures, the common one last")
            .Provenance(row => row.Vision),
    };

    private static IQueryable<VisionRow> Query(OpenDataContext database, ReleasePoint release) =>
        database.Set<Vision>().At(release).Select(vision => new VisionRow
        {
            Vision = vision,
            Roles = database.Set<Role>().At(release).Where(role => role.Vision == vision.Id).OrderBy(role => role.Number).ToList(),
            PolicyFields = database.Set<PolicyField>().At(release).Where(known => known.Vision == vision.Id).OrderBy(known => known.Ordinal).ToList(),
            PriorityMeasures = database.Set<PriorityMeasure>().At(release).Where(measure => measure.Vision == vision.Id).OrderBy(measure => measure.Number).ToList(),
        });
}

/// <summary>A vision with what belongs to it.</summary>
public sealed class VisionRow
{
    /// <summary>The vision.</summary>
    public required Vision Vision { get; init; }

    /// <summary>Its roles, in order.</summary>
    public required IReadOnlyList<Role> Roles { get; init; }

    /// <summary>Its policy fields, in order.</summary>
    public required IReadOnlyList<PolicyField> PolicyFields { get; init; }

    /// <summary>Its priority measures, in order.</summary>
    public required IReadOnlyList<PriorityMeasure> PriorityMeasures { get; init; }
}
