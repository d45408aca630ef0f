using Sapporo.OpenData.Municipalities;

namespace Sapporo.OpenData.Api.Municipalities.Pages;

/// <summary>Words for what codes say of municipalities and of the partner agreement.</summary>
public static class MunicipalityWords
{
    /// <summary>Kind: city, town or village.</summary>
    public static string Kind(Municipality row, bool english) => row.Kind switch
    {
        "city" => english ? "city" : "市",
        "town" => english ? "town" : "町",
        "village" => english ? "village" : "村",
        var other => other,
    };

    /// <summary>Role in the area.</summary>
    public static string Role(Municipality row, bool english) => row.Role switch
    {
        "core" => english ? "core city" : "連携中枢都市",
        "partner" => english ? "partner" : "連携市町村",
        var other => other,
    };

    /// <summary>Kind of an item of the partner agreement.</summary>
    public static string Partnership(string kind, bool english) => kind switch
    {
        "agreement" => english ? "agreement" : "協定",
        "example" => english ? "example of cooperation" : "協力例",
        "activity" => english ? "activity" : "取組",
        "issue" => english ? "issue" : "課題",
        "direction" => english ? "direction" : "方向性",
        var other => other,
    };
}
