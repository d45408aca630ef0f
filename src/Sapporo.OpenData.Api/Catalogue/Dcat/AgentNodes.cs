using Sapporo.OpenData.Api.Http.Rdf;
using Sapporo.OpenData.Catalogue;

namespace Sapporo.OpenData.Api.Catalogue.Dcat;

/// <summary>Organizations, their offices, and licences.</summary>
/// <param name="graph">Graph to add to.</param>
/// <param name="address">Addresses of things.</param>
internal sealed class AgentNodes(RdfGraph graph, CatalogueAddress address)
{
    /// <summary>An organization.</summary>
    public RdfSubject Organization(Organization organization) => graph.Subject(address.Page(organization), "foaf:Agent", "foaf:Organization")
        .Text("foaf:name", organization.TitleJa, organization.TitleEn)
        .Link("dct:type", DcatVocabulary.AgentType(graph, isRegional: organization.Id != organization.Code))
        .Literal("dct:identifier", organization.Id)
        .Iri("foaf:mbox", MailOf(organization))
        .Link("foaf:homepage", organization.ContactUrl is { } url ? Document(url) : null);

    /// <summary>The office in charge of a dataset, which is a municipality's, also where the dataset is the whole area's.</summary>
    public RdfSubject Office(CatalogueDataset dataset) => graph.Subject(address.Iri(dataset) + "#creator", "foaf:Agent", "foaf:Organization")
        .Text("foaf:name", dataset.Row.Author)
        .Link("dct:type", DcatVocabulary.AgentType(graph, isRegional: false));

    /// <summary>How to reach an organization: by its page where it has told no other way.</summary>
    public RdfSubject Contact(Organization organization) => graph.Subject(address.Page(organization) + "#contact", "vcard:Kind", "vcard:Organization")
        .Text("vcard:fn", organization.ContactName)
        .Iri("vcard:hasEmail", MailOf(organization))
        .Iri("vcard:hasURL", organization.ContactUrl ?? address.Page(organization));

    /// <summary>A document, such as a web page.</summary>
    public RdfSubject Document(string iri) => graph.Subject(iri, "foaf:Document");

    /// <summary>
    /// A licence, also the one that says that none is specified. Its IRI is the URL in CKAN's register where it has one: by
    /// that a harvesting CKAN knows it, whichever language the titles in its register are in.
    /// </summary>
    public RdfSubject Licence(Licence licence) => graph.Subject(licence.Url ?? address.Iri(licence), "dct:LicenseDocument")
        .Tagged("dct:title", licence.TitleEn, "en").Tagged("dct:title", licence.TitleJa, "ja") // failing its own language, CKAN compares the first
        .Link("dct:type", DcatVocabulary.LicenceType(graph, licence))
        .Iri("rdfs:seeAlso", licence.Url is null ? null : licence.CanonicalUrl);

    private static string? MailOf(Organization organization) => organization.ContactEmail is { } mail ? "mailto:" + mail : null;
}
