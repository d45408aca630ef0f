using System.Globalization;
using System.Xml.Linq;

namespace Sapporo.OpenData.Api.Catalogue.Documents;

/// <summary>The pages of the catalogue as the sitemap protocol lists them.</summary>
public static class Sitemap
{
    /// <summary>The protocol's limit for one document.</summary>
    public const int MostPages = 50_000;

    // From these the pages of figures are reached.
    private static readonly string[] Figures = ["/municipalities", "/compare", "/releases", "/embed"];

    private static readonly XNamespace Sitemaps = "http://www.sitemaps.org/schemas/sitemap/0.9";

    /// <summary>The sitemap: all pages where they fit into one document, else an index of numbered parts.</summary>
    /// <param name="request">Catalogue and addresses.</param>
    /// <param name="page">Number of the part that is asked for, from 1; null for the whole.</param>
    /// <param name="most">Most pages in one document.</param>
    /// <returns>An XML document.</returns>
    public static ReadOnlyMemory<byte> Build(DocumentRequest request, int? page, int most = MostPages)
    {
        var pages = Pages(request);
        if (page is null && pages.Count > most)
        {
            return XmlText.Write(new XElement(Sitemaps + "sitemapindex", pages.Chunk(most).Select((part, i) =>
                Located("sitemap", string.Create(CultureInfo.InvariantCulture, $"{request.Address.Sitemap}?page={i + 1}"), part.Max(item => item.Modified)))));
        }

        return XmlText.Write(new XElement(Sitemaps + "urlset", pages.Skip((int)Math.Min(pages.Count, ((page ?? 1) - 1L) * most)).Take(most).Select(item => Located("url", item.Address, item.Modified))));
    }

    // A page about several datasets changes with the last of them; the rules' page is part of the program.
    private static List<(string Address, DateTime? Modified)> Pages(DocumentRequest request)
    {
        var (catalogue, address) = (request.Catalogue, request.Address);
        return
        [
            (address.Home, catalogue.Modified),
            (address.Rules, null),
            .. Figures.Select(page => (address.Base + page, (DateTime?)catalogue.Release.PublishedAt)),
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
}
