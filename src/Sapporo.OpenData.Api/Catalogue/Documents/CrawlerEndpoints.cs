using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.Net.Http.Headers;
using Sapporo.OpenData.Api.Http.Responses;

namespace Sapporo.OpenData.Api.Catalogue.Documents;

/// <summary>/robots.txt and /sitemap.xml: what crawlers may read (all of it), and where the pages are.</summary>
internal static class CrawlerEndpoints
{
    // The sitemap protocol's limit for one document; more pages come by an index.
    private const int MostPages = 50_000;

    private static readonly XNamespace Sitemaps = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private static readonly DataFormat Xml = new("sitemap", "application/xml", "application/xml; charset=utf-8");

    /// <summary>Maps both.</summary>
    public static void MapCrawlers(this WebApplication app)
    {
        app.MapGet("/robots.txt", (HttpContext context) => Robots(context)).ExcludeFromDescription();
        app.MapGet("/sitemap.xml", (HttpContext context, CatalogueAnswer answer) => answer.WriteAsync(context, Xml, ["page"], request =>
        {
            var page = request.Parameters.Integer("page", 1, MostPages);
            request.Parameters.ThrowIfWrong();
            return XmlText.Write(BuildSitemap(request.Address.Sitemap, Pages(request), page, MostPages));
        })).ExcludeFromDescription();
    }

    /// <summary>A sitemap of pages: whole where they fit into one document, else an index of numbered ones.</summary>
    /// <param name="address">Address of the sitemap.</param>
    /// <param name="pages">Pages with the time of their last change.</param>
    /// <param name="page">Number of the part that is asked for, from 1; null for the whole.</param>
    /// <param name="most">Most pages in one document.</param>
    internal static XElement BuildSitemap(string address, IReadOnlyList<(string Address, DateTime? Modified)> pages, int? page, int most)
    {
        if (page is null && pages.Count > most)
        {
            return new XElement(Sitemaps + "sitemapindex", pages.Chunk(most).Select((part, i) =>
                Located("sitemap", string.Create(CultureInfo.InvariantCulture, $"{address}?page={i + 1}"), part.Max(item => item.Modified))));
        }

        return new XElement(Sitemaps + "urlset", pages.Skip(((page ?? 1) - 1) * most).Take(most).Select(item => Located("url", item.Address, item.Modified)));
    }

    // A page about several datasets changes with the last of them; the rules' page is part of the program.
    private static List<(string Address, DateTime? Modified)> Pages(DocumentRequest request)
    {
        var (catalogue, address) = (request.Catalogue, request.Address);
        return
        [
            (address.Home, catalogue.Modified),
            (address.Rules, null),
            .. catalogue.Datasets.Select(dataset => (address.Page(dataset), (DateTime?)dataset.Modified)),
            (address.Organizations, catalogue.Modified),
            .. catalogue.Organizations.Select(organization => (address.Page(organization), Latest(
                catalogue.Datasets.Where(dataset => dataset.Organization == organization).Select(dataset => dataset.Modified)
                    .Concat(catalogue.Withdrawn.Where(gone => gone.Organization == organization.Id).Select(gone => gone.At))))),
            (address.Groups, catalogue.Modified),
            .. catalogue.Groups.Select(group => (address.Page(group), Latest(catalogue.Datasets.Where(dataset => dataset.Groups.Contains(group)).Select(dataset => dataset.Modified)))),
        ];
    }

    private static DateTime? Latest(IEnumerable<DateTime> times) => times.Select(time => (DateTime?)time).Max();

    private static XElement Located(string name, string address, DateTime? modified) => new(
        Sitemaps + name, new XElement(Sitemaps + "loc", address), modified is { } time ? new XElement(Sitemaps + "lastmod", DocumentText.Time(time)) : null);

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
