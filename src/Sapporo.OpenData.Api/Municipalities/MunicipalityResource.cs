using Microsoft.EntityFrameworkCore;
using Sapporo.OpenData.Api.Demographics;
using Sapporo.OpenData.Api.Http.Resources;
using Sapporo.OpenData.Api.Projects;
using Sapporo.OpenData.Municipalities;
using Sapporo.OpenData.Projects;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Api.Municipalities;

/// <summary>The resource municipalities.</summary>
public static class MunicipalityResource
{
    /// <summary>How codes are written in addresses.</summary>
    public static readonly (string Ja, string En) CodeForm = ("6桁（または検査数字を除く5桁）の団体コード。例 011002", "a municipality code of six digits (or five without the check digit), such as 011002");

    /// <summary>Its definition.</summary>
    public static readonly Resource<Municipality> Definition = new Resource<Municipality>(
        "municipalities", "The 12 municipalities that form the area (構成市町村), in their official order.", (database, release) => database.Set<Municipality>().At(release))
    {
        ExampleId = "011002",
        Order = ["ordinal", "id"],
        Search = row => EF.Property<string>(row, "Search"),
        Fields = new FieldList<Municipality>()
            .Text("id", row => row.Id, "Id: the code.", "011002", normalise: NormaliseCode, form: CodeForm)
            .Text("code", row => row.Id, "Six-digit code of local government (全国地方公共団体コード); text, its leading zero matters.", "011002", normalise: NormaliseCode, form: CodeForm)
            .Integer("ordinal", row => row.Ordinal, "Place in the official order.", 1)
            .Text("nameJa", row => row.NameJa, "Name (名称).", "札幌市")
            .Text("nameKana", row => row.NameKana, "Name in full-width kana (カナ).", "サッポロシ")
            .Text("nameEn", row => row.NameEn, "Name in romaji (ローマ字).", "Sapporo")
            .Text("kind", row => row.Kind, "Kind: 市 city, 町 town, 村 village.", "city", ["city", "town", "village"])
            .Text("role", row => row.Role, "Role: core (連携中枢都市) or partner (連携市町村).", "core", ["core", "partner"])
            .Text("subprefecture", row => row.Subprefecture, "Subprefecture (振興局).", "石狩")
            .Text("district", row => row.District, "District (郡) of a town or village; null for a city.", "石狩郡")
            .Text("knownForJa", row => row.KnownForJa, "What it is known for (特徴), in Japanese.", "北海道の行政の中心で、催しに全国から客が訪れる")
            .Text("knownForEn", row => row.KnownForEn, "What it is known for, in English.", "Administrative centre of Hokkaido; events draw visitors from all over Japan")
            .Provenance(),
    }
    .Expand("demographics", DemographicResource.Definition, row => $"demographics?area={row.Id}", (database, release, row) => DemographicResource.Definition.Query(database, release).Where(item => item.Area == row.Id))
    .Expand("projects", ProjectResource.Definition, row => $"municipalities/{row.Id}?expand=projects", (database, release, row) => ProjectResource.Definition.Query(database, release)
        .Where(project => database.Set<Activity>().At(release).Any(activity => activity.Project == project.Id && activity.Municipalities.Contains(row.Id))))
    .Expand("activities", ActivityResource.Definition, row => $"activities?municipalities={row.Id}", (database, release, row) => ActivityResource.Definition.Query(database, release).Where(item => item.Municipalities.Contains(row.Id)))
    .Expand("partnerships", PartnershipResource.Definition, row => $"partnerships?municipalities={row.Id}", (database, release, row) => PartnershipResource.Definition.Query(database, release).Where(item => item.Municipalities.Contains(row.Id)));

    /// <summary>Five or six digits to six; null for what is no code.</summary>
    public static string? NormaliseCode(string text) => MunicipalityCode.TryParse(text, out var code) ? code.Text : null;
}
