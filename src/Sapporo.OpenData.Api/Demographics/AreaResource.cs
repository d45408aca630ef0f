using Microsoft.EntityFrameworkCore;
using Sapporo.OpenData.Api.Http.Resources;
using Sapporo.OpenData.Demographics;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Api.Demographics;

/// <summary>The resource areas.</summary>
public static class AreaResource
{
    /// <summary>Its definition.</summary>
    public static readonly Resource<Area> Definition = new Resource<Area>(
        "areas", "Areas (地域) that observations and datasets are about: the area as a whole, and its municipalities.", (database, release) => database.Set<Area>().At(release))
    {
        ExampleId = "sapporo-area",
        Order = ["ordinal", "id"],
        Search = row => EF.Property<string>(row, "Search"),
        Fields = new FieldList<Area>()
            .Text("id", row => row.Id, "Id: a municipality code, or sapporo-area.", "sapporo-area")
            .Integer("ordinal", row => row.Ordinal, "Order.", 0)
            .Text("nameJa", row => row.NameJa, "Name (名称).", "さっぽろ連携中枢都市圏")
            .Text("nameEn", row => row.NameEn, "Name in English.")
            .Text("kind", row => row.Kind, "Kind: region (圏域) or municipality (市町村).", "region", ["region", "municipality"]),
    }
    .Expand("demographics", DemographicResource.Definition, row => $"demographics?area={row.Id}", (database, release, row) => DemographicResource.Definition.Query(database, release).Where(item => item.Area == row.Id));
}
