namespace Sapporo.OpenData.Tests.Journeys;

/// <summary>The pages for people, one address of each kind.</summary>
public static class SitePages
{
    /// <summary>An address that there is nothing at.</summary>
    public const string Missing = "/nothing-here";

    /// <summary>Addresses in Japanese, the error page last.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "/", "/?q=人口", "/dataset/demographics", "/dataset/status-2019", "/organization", "/organization/011002", "/group", "/group/projects",
        "/evaluations/2019", "/evaluations/2023", "/projects", "/projects/1-32", "/projects/2-9", "/indicators/1-kpi-2", "/indicators/1-32-1",
        "/municipalities", "/municipalities/012246", "/compare", "/releases", "/releases/1", "/rules", "/embed", Missing,
    ];

    /// <summary>The ones that are looked at most.</summary>
    public static IReadOnlyList<string> Main { get; } =
    [
        "/", "/dataset/status-2019", "/evaluations/2019", "/projects", "/projects/1-32", "/indicators/1-kpi-2", "/municipalities", "/municipalities/012246", "/compare", "/releases/1", "/rules", "/embed", Missing,
    ];

    /// <summary>The same page in a language.</summary>
    public static string In(string page, string lang) => lang == "ja" ? page : page + (page.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "lang=" + lang;

    /// <summary>The status that a page answers with.</summary>
    public static int StatusOf(string page) => page.StartsWith(Missing, StringComparison.Ordinal) ? 404 : 200;
}
