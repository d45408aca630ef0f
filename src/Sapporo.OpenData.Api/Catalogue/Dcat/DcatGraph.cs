using Sapporo.OpenData.Api.Http.Rdf;
using Sapporo.OpenData.Catalogue;

namespace Sapporo.OpenData.Api.Catalogue.Dcat;

/// <summary>
/// The catalogue as DCAT 3, by the application profile DCAT-AP 3.0.1. There are no blank nodes: what has no address of its own
/// has a fragment of one, so that it stays the same thing from page to page and from day to day.
/// </summary>
public sealed class DcatGraph
{
    private readonly CatalogueSnapshot catalogue;
    private readonly CatalogueAddress address;
    private readonly RdfGraph graph = DcatVocabulary.NewGraph();
    private readonly AgentNodes agents;
    private readonly DatasetNodes datasets;

    private DcatGraph(CatalogueSnapshot catalogue, CatalogueAddress address)
    {
        (this.catalogue, this.address) = (catalogue, address);
        agents = new AgentNodes(graph, address);
        datasets = new DatasetNodes(graph, address, agents);
    }

    /// <summary>The catalogue with a page of its datasets.</summary>
    public static RdfGraph OfCatalogue(CatalogueSnapshot catalogue, CatalogueAddress address, DcatPage page)
    {
        var dcat = new DcatGraph(catalogue, address);
        page.Describe(dcat.graph);
        dcat.AddCatalogue(page.Datasets);
        return dcat.graph;
    }

    /// <summary>One dataset.</summary>
    public static RdfGraph OfDataset(CatalogueSnapshot catalogue, CatalogueAddress address, CatalogueDataset dataset)
    {
        var dcat = new DcatGraph(catalogue, address);
        dcat.datasets.Dataset(dataset);
        dcat.AddService([dataset]);
        return dcat.graph;
    }

    private void AddCatalogue(IReadOnlyList<CatalogueDataset> page)
    {
        var description = catalogue.Description;
        var node = graph.Subject(address.Catalogue, "dcat:Catalog")
            .Text("dct:title", description.TitleJa, description.TitleEn)
            .Text("dct:description", description.DescriptionJa, description.DescriptionEn)
            .Link("dct:publisher", agents.Organization(catalogue.Publisher))
            .Link("dcat:contactPoint", agents.Contact(catalogue.Publisher))
            .Link("dct:language", DcatVocabulary.Language(graph, "ja")).Link("dct:language", DcatVocabulary.Language(graph, "en"))
            .DateTime("dct:issued", catalogue.Issued)
            .DateTime("dct:modified", catalogue.Modified)
            .Link("foaf:homepage", agents.Document(address.Home))
            .Link("dcat:themeTaxonomy", DcatVocabulary.ThemeList(graph));
        if (catalogue.Datasets.Select(dataset => dataset.Licence).Distinct().ToList() is [var licence])
        {
            node.Link("dct:license", agents.Licence(licence));
        }

        // What its publisher's own datasets are about is what it is about as a whole.
        foreach (var area in catalogue.Datasets.Where(dataset => dataset.Organization == catalogue.Publisher).Select(dataset => dataset.Area).Distinct())
        {
            node.Link("dct:spatial", datasets.Area(area));
        }

        foreach (var dataset in page)
        {
            node.Link("dcat:dataset", datasets.Dataset(dataset)).Link("dcat:record", Record(dataset));
        }

        node.Link("dcat:service", AddService(page));
    }

    private RdfSubject Record(CatalogueDataset dataset) => graph.Subject(address.Iri(dataset) + "#record", "dcat:CatalogRecord")
        .Text("dct:title", dataset.Row.TitleJa, dataset.Row.TitleEn)
        .Iri("foaf:primaryTopic", address.Iri(dataset))
        .DateTime("dct:issued", dataset.Issued)
        .DateTime("dct:modified", dataset.Modified)
        .Link("dct:conformsTo", graph.Subject("https://semiceu.github.io/DCAT-AP/releases/3.0.1", "dct:Standard").Tagged("dct:title", "DCAT-AP 3.0.1", "en"));

    // The API serves all datasets; it is said of those that the document describes.
    private RdfSubject AddService(IReadOnlyList<CatalogueDataset> served)
    {
        var node = graph.Subject(address.Service, "dcat:DataService")
            .Text("dct:title", $"{catalogue.Description.TitleJa}のAPI", $"API: {catalogue.Description.TitleEn}")
            .Text(
                "dct:description",
                "データをJSON、CSV、NDJSONで返す読み取り専用のAPI。絞り込み、並べ替え、検索、過去のリリースの参照ができる。",
                "Read-only API that answers in JSON, CSV and NDJSON, with filters, order, search and past releases.")
            .Iri("dcat:endpointURL", address.Service)
            .Iri("dcat:endpointDescription", address.ServiceDescription)
            .Link("dct:conformsTo", graph.Subject("https://spec.openapis.org/oas/v3.1.1", "dct:Standard").Tagged("dct:title", "OpenAPI Specification 3.1", "en"))
            .Link("dct:publisher", agents.Organization(catalogue.Publisher))
            .Link("dcat:contactPoint", agents.Contact(catalogue.Publisher))
            .Link("dct:accessRights", DcatVocabulary.PublicAccess(graph))
            .Text("dcat:keyword", "オープンデータ").Text("dcat:keyword", "API");
        foreach (var theme in catalogue.Datasets.SelectMany(dataset => dataset.Row.Themes).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            node.Link("dcat:theme", DcatVocabulary.Theme(graph, theme));
        }

        foreach (var dataset in served)
        {
            node.Iri("dcat:servesDataset", address.Iri(dataset));
        }

        return node;
    }
}
