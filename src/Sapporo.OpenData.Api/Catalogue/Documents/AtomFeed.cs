using System.Globalization;
using System.Xml.Linq;
using Sapporo.OpenData.Api.Http.Responses;
using Sapporo.OpenData.Catalogue;

namespace Sapporo.OpenData.Api.Catalogue.Documents;

/// <summary>Changes of datasets as an Atom feed (RFC 4287): one entry a dataset, the newest change first, withdrawn ones as tombstones (RFC 6721).</summary>
/// <param name="request">Catalogue, addresses and language.</param>
/// <param name="scope">What the feed is about.</param>
public sealed class AtomFeed(DocumentRequest request, FeedScope scope)
{
    /// <summary>Entries on a page; a longer feed goes on in further pages (RFC 5005).</summary>
    public const int PageSize = 100;

    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    private static readonly XNamespace Tombstones = "http://purl.org/atompub/tombstones/1.0";

    /// <summary>One page of the feed; past the last one it has no entries.</summary>
    /// <param name="page">Number of the page, from 1.</param>
    /// <param name="pageSize">Entries on a page.</param>
    /// <returns>An XML document.</returns>
    public ReadOnlyMemory<byte> Build(int page, int pageSize = PageSize)
    {
        // Datasets that changed at once keep the catalogue's order.
        var items = scope.Datasets.Select(dataset => (At: dataset.Modified, Make: (Func<XElement>)(() => Entry(dataset))))
            .Concat(scope.Withdrawn.Select(gone => (gone.At, Make: (Func<XElement>)(() => Deleted(gone)))))
            .OrderByDescending(item => item.At).ToList();
        var updated = items.Select(item => item.At).DefaultIfEmpty(request.Catalogue.Issued).First();
        return XmlText.Write(new XElement(
            Atom + "feed",
            new XAttribute(XNamespace.Xml + "lang", request.English ? "en" : "ja"),
            new XAttribute(XNamespace.Xmlns + "at", Tombstones),
            Element("id", Self(1)),
            Element("title", scope.Title),
            Element("subtitle", scope.Subtitle),
            Element("updated", DocumentText.Time(updated)),
            Author(request.Catalogue.Publisher),
            Link("self", Self(page), "application/atom+xml"),
            Link("alternate", scope.Alternate, "text/html"),
            PageLinks(page, Math.Max(1, (items.Count + pageSize - 1) / pageSize)),
            items.Skip((page - 1) * pageSize).Take(pageSize).Select(item => item.Make())));
    }

    private XElement Entry(CatalogueDataset dataset) => new(
        Atom + "entry",
        Element("id", request.Address.Iri(dataset)),
        Element("title", DocumentText.Title(dataset, request.English)),
        Element("updated", DocumentText.Time(dataset.Modified)),
        Element("published", DocumentText.Time(dataset.Issued)),
        Author(dataset.Organization),
        Element("summary", DocumentText.Notes(dataset, request.English)),
        Link("alternate", request.Address.Page(dataset) + (request.English ? "?lang=en" : ""), "text/html"),
        Link("describedby", request.Address.DataPackage(dataset), "application/json"),
        DocumentText.IsLicensed(dataset) ? Link("license", request.Address.Iri(dataset.Licence), type: null) : null,
        dataset.Resources.Select(Enclosure),
        dataset.Groups.Select(group => Category(group.Id, $"{request.Address.Base}/group", request.English ? group.TitleEn : group.TitleJa)),
        dataset.Row.Tags.Select(tag => Category(tag, scheme: null, tag)),
        Element("rights", DocumentText.Rights(dataset, request.English)));

    private XElement Enclosure(DataResource resource)
    {
        var link = Link("enclosure", request.Address.Download(resource), resource.MediaType);
        link.Add(
            new XAttribute("length", resource.Content.Content.Size.ToString(CultureInfo.InvariantCulture)),
            new XAttribute("hreflang", "ja"),
            new XAttribute("title", XmlCharacters.Clean(DocumentText.Title(resource, request.English))));
        return link;
    }

    private XElement Deleted(Tombstone gone) => new(
        Tombstones + "deleted-entry",
        new XAttribute("ref", request.Address.Iri(gone)),
        new XAttribute("when", DocumentText.Time(gone.At)),
        new XElement(Tombstones + "comment", XmlCharacters.Clean(request.English ? $"{gone.TitleEn}: withdrawn in release {gone.Release}" : $"{gone.TitleJa}: リリース{gone.Release}で取り下げ")));

    private IEnumerable<XElement> PageLinks(int page, int last)
    {
        if (last > 1)
        {
            yield return Link("first", Self(1), "application/atom+xml");
            yield return Link("last", Self(last), "application/atom+xml");
        }

        if (page > 1)
        {
            yield return Link("previous", Self(Math.Min(page - 1, last)), "application/atom+xml");
        }

        if (page < last)
        {
            yield return Link("next", Self(page + 1), "application/atom+xml");
        }
    }

    // The first page's address, which is the feed's id, names no page.
    private string Self(int page)
    {
        var query = scope.Parameters.ToList();
        if (request.English)
        {
            query.Add(KeyValuePair.Create("lang", (string?)"en"));
        }

        if (page > 1)
        {
            query.Add(KeyValuePair.Create("page", (string?)page.ToString(CultureInfo.InvariantCulture)));
        }

        return scope.Address + QueryString.Create(query);
    }

    private XElement Author(Organization organization) => new(
        Atom + "author",
        Element("name", request.English ? organization.TitleEn : organization.TitleJa),
        Element("uri", request.Address.Page(organization)),
        organization.ContactEmail is { } email ? Element("email", email) : null);

    private static XElement Element(string name, string text) => new(Atom + name, XmlCharacters.Clean(text));

    private static XElement Link(string relation, string address, string? type) => new(
        Atom + "link", new XAttribute("rel", relation), new XAttribute("href", address), type is null ? null : new XAttribute("type", type));

    private static XElement Category(string term, string? scheme, string label) => new(
        Atom + "category", new XAttribute("term", XmlCharacters.Clean(term)), scheme is null ? null : new XAttribute("scheme", scheme), new XAttribute("label", XmlCharacters.Clean(label)));
}

/// <summary>What a feed is about.</summary>
/// <param name="Title">Title.</param>
/// <param name="Subtitle">What it holds.</param>
/// <param name="Address">Address without a query.</param>
/// <param name="Parameters">Parameters that make it what it is.</param>
/// <param name="Alternate">Page about the same.</param>
/// <param name="Datasets">Its datasets.</param>
/// <param name="Withdrawn">Withdrawn datasets that it tells of.</param>
public sealed record FeedScope(
    string Title, string Subtitle, string Address, IReadOnlyList<KeyValuePair<string, string?>> Parameters, string Alternate, IReadOnlyList<CatalogueDataset> Datasets, IReadOnlyList<Tombstone> Withdrawn);
