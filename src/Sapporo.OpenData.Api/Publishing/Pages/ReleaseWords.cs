using System.Text.Json;
using System.Text.Json.Nodes;
using Sapporo.OpenData.Api.Http.Responses;

namespace Sapporo.OpenData.Api.Publishing.Pages;

/// <summary>Words for what the change feed writes in codes.</summary>
public static class ReleaseWords
{
    private const int MostText = 200;

    private static readonly Dictionary<string, (string Ja, string En)> Resources = new(StringComparer.Ordinal)
    {
        ["sources"] = ("出典の資料", "source documents"),
        ["reasons"] = ("理由の文", "reasons"),
        ["units"] = ("単位", "units"),
        ["states"] = ("状態の語", "states"),
        ["marks"] = ("評価の記号", "rating marks"),
        ["rules"] = ("評価の規則", "rating rules"),
        ["areas"] = ("地域", "areas"),
        ["measures"] = ("統計項目", "measures"),
        ["municipalities"] = ("市町村", "municipalities"),
        ["demographics"] = ("人口など", "demographics"),
        ["visions"] = ("ビジョン", "visions"),
        ["roles"] = ("役割", "roles"),
        ["policyFields"] = ("政策分野", "policy fields"),
        ["priorityMeasures"] = ("重点施策", "priority measures"),
        ["projects"] = ("連携事業", "projects"),
        ["indicators"] = ("評価指標", "indicators"),
        ["evaluations"] = ("評価", "evaluations"),
        ["activities"] = ("実施状況", "activities"),
        ["partnerships"] = ("パートナー協定", "partner agreement"),
        ["remarkChecks"] = ("備考の検算", "sums of remarks"),
        ["organizations"] = ("組織", "organizations"),
        ["groups"] = ("グループ", "groups"),
        ["licences"] = ("ライセンス", "licences"),
        ["catalogues"] = ("カタログ", "catalogue"),
        ["datasets"] = ("データセット", "datasets"),
        ["dataFiles"] = ("データファイル", "data files"),
        ["evaluationChecks"] = ("計算した評価", "computed marks"),
        ["qualityChecks"] = ("整合性の検査", "quality checks"),
    };

    /// <summary>Name of a resource; its code where it has none here.</summary>
    public static string Resource(string code, bool english) => Resources.TryGetValue(code, out var name) ? english ? name.En : name.Ja : code;

    /// <summary>Kind of a change.</summary>
    public static string Kind(string kind, bool english) => kind switch
    {
        "added" => english ? "added" : "追加",
        "changed" => english ? "changed" : "変更",
        "removed" => english ? "removed" : "削除",
        _ => kind,
    };

    /// <summary>A value of a row as text: itself where it is one, as JSON where it is anything else; cut where it is long. Null for none.</summary>
    public static string? Value(JsonNode? value)
    {
        var text = value is null ? null : value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString(JsonStyle.SerializerOptions);
        return text is null || text.Length <= MostText ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[MostText - 1]) ? MostText - 1 : MostText), "…");
    }
}
