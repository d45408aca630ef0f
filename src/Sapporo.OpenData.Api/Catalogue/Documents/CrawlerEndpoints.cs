using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;
using Sapporo.OpenData.Api.Http.Responses;

namespace Sapporo.OpenData.Api.Catalogue.Documents;

/// <summary>/robots.txt and /sitemap.xml: what crawlers may read (all of it), and where the pages are.</summary>
internal static class CrawlerEndpoints
{
    private static readonly DataFormat Xml = new("sitemap", "application/xml", "application/xml; charset=utf-8");

    /// <summary>Maps both.</summary>
    public static void MapCrawlers(this WebApplication app)
    {
        app.MapGet("/robots.txt", (HttpContext context) => Robots(context)).ExcludeFromDescription();
        app.MapGet("/sitemap.xml", (HttpContext context, CatalogueAnswer answer) => answer.WriteAsync(context, Xml, ["page"], request =>
        {
            var page = request.Parameters.Integer("page", 1, Sitemap.MostPages);
            request.Parameters.ThrowIfWrong();
            return Sitemap.Build(request, page);
        })).ExcludeFromDescription();
    }

    // Answers without the catalogue: crawlers stay away for long where this fails.
    private static IResult Robots(HttpContext context)
    {
        var address = new CatalogueAddress(PublicAddress.Of(context));
        var text = Encoding.UTF8.GetBytes($"""
            # 機械による収集を歓迎します。次の入口から全データセットを読めます。
            # Harvesters are welcome. Each of these leads to all datasets:
            #   DCAT       {address.Base}/catalog.ttl
            #   data.json  {address.DataJson}
            #   CKAN       {address.Base}/api/3/action/package_search
            #   Atom       {address.Feed("dataset")}

            User-agent: *
            Allow: /

            Sitemap: {address.Sitemap}

            """.ReplaceLineEndings("\n"));
        context.Response.Headers.CacheControl = "public, no-cache";
        return Results.Bytes(text, "text/plain; charset=utf-8", entityTag: new EntityTagHeaderValue($"\"{Base64Url.EncodeToString(SHA256.HashData(text).AsSpan(0, 18))}\""));
    }
}
