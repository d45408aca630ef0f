using System.Reflection;

namespace Sapporo.OpenData.Api.Evaluations;

/// <summary>/rules: the explanation of the rating rules for people, in Japanese and English.</summary>
public static class RulesPage
{
    private static readonly byte[] Page = Read();

    /// <summary>Maps the page.</summary>
    public static void MapRulesPage(this WebApplication app) => app.MapGet("/rules", (HttpContext context) =>
    {
        context.Response.Headers.CacheControl = "public, no-cache";
        context.Response.Headers.ContentLanguage = "ja, en";
        return Results.Bytes(Page, "text/html; charset=utf-8");
    }).ExcludeFromDescription();

    private static byte[] Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("rules.html")!;
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}
