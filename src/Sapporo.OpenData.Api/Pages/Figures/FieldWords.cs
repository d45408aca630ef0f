namespace Sapporo.OpenData.Api.Pages.Figures;

/// <summary>Names of fields that can be inferences, in the words of the documents.</summary>
public static class FieldWords
{
    private static readonly Dictionary<string, (string Ja, string En)> Words = new(StringComparer.Ordinal)
    {
        ["role"] = ("役割", "role"),
        ["direction"] = ("向き", "direction"),
        ["fiscalYear"] = ("年度", "fiscal year"),
        ["vision"] = ("ビジョン", "vision"),
        ["policyField"] = ("政策分野", "policy field"),
        ["priorityMeasures"] = ("重点施策", "priority measures"),
        ["project"] = ("連携事業", "project"),
        ["series"] = ("系列", "series"),
        ["nameJa"] = ("名称", "name"),
        ["unit"] = ("単位", "unit"),
        ["partNames"] = ("組の名称", "names of the parts"),
        ["baseline"] = ("基準値", "baseline"),
        ["target"] = ("目標値", "target"),
        ["actual"] = ("実績値", "actual"),
        ["number"] = ("番号", "number"),
        ["page"] = ("ページ", "page"),
        ["dateText"] = ("期日", "date"),
        ["startDate"] = ("開始日", "first day"),
        ["endDate"] = ("終了日", "last day"),
    };

    /// <summary>A field's name in words; the name itself where there are none.</summary>
    /// <param name="field">Name as the API has it.</param>
    /// <param name="english">Whether in English.</param>
    public static string Of(string field, bool english) => Words.TryGetValue(field, out var word) ? (english ? word.En : word.Ja) : field;
}
