using System.Reflection;
using System.Security.Cryptography;

namespace Sapporo.OpenData.Api.Pages;

/// <summary>The one style sheet of all pages; its address names its content, so that it may be kept for ever.</summary>
public static class SiteStyle
{
    private static readonly byte[] Sheet = Read();

    /// <summary>Its path.</summary>
    public static string Path { get; } = $"/assets/site-{Convert.ToHexStringLower(SHA256.HashData(Sheet))[..16]}.css";

    /// <summary>Maps it.</summary>
    public static void MapSiteStyle(this WebApplication app) => app.MapGet(Path, (HttpContext context) =>
    {
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Bytes(Sheet, "text/css; charset=utf-8");
    }).ExcludeFromDescription();

    private static byte[] Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("site.css")!;
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}
