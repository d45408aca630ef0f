using System.Globalization;
using Sapporo.OpenData.Api.Http.Rdf;
using Sapporo.OpenData.Catalogue;
using Sapporo.OpenData.Demographics;

namespace Sapporo.OpenData.Api.Catalogue.Dcat;

/// <summary>Datasets and what they are about.</summary>
/// <param name="graph">Graph to add to.</param>
/// <param name="address">Addresses of things.</param>
/// <param name="agents">Organizations and licences.</param>
internal sealed class DatasetNodes(RdfGraph graph, CatalogueAddress address, AgentNodes agents)
{
    private readonly DistributionNodes distributions = new(graph, address, agents);

    /// <summary>A dataset with its distributions.</summary>
    public RdfSubject Dataset(CatalogueDataset dataset)
    {
        var row = dataset.Row;
        var version = dataset.Version.ToString(CultureInfo.InvariantCulture);
        var node = graph.Subject(address.Iri(dataset), "dcat:Dataset", "dcat:Resource") // the latter as a record's topic: nobody infers it
            .Text("dct:title", row.TitleJa, row.TitleEn)
            .Text("dct:description", row.NotesJa, row.NotesEn)
            .Literal("dct:identifier", row.Uuid)
            .Link("dct:publisher", agents.Organization(dataset.Organization))
            .Link("dct:creator", agents.Office(dataset))
            .Link("dcat:contactPoint", agents.Contact(dataset.Organization))
            .Link("dct:spatial", Area(dataset.Area))
            .Link("dct:temporal", Period(dataset))
            .DateTime("dct:issued", dataset.Issued)
            .DateTime("dct:modified", dataset.Modified)
            .Link("dct:accrualPeriodicity", DcatVocabulary.Frequency(graph, row.Frequency))
            .Link("dcat:landingPage", agents.Document(address.Page(dataset)))
            .Link("foaf:page", agents.Document(address.DataPackage(dataset)).Text("dct:title", $"{row.TitleJa}のデータパッケージ", $"Data Package of: {row.TitleEn}"))
            .Link("dct:accessRights", DcatVocabulary.PublicAccess(graph))
            .Literal("dcat:version", version).Literal("owl:versionInfo", version) // DCAT-AP 3, and 2
            .Link("dct:provenance", Provenance(dataset));
        AddLists(node, dataset);
        return node;
    }

    /// <summary>An area.</summary>
    public RdfSubject Area(Area area) => graph.Subject(address.Area(area.Id), "dct:Location")
        .Text("skos:prefLabel", area.NameJa, area.NameEn)
        .Text("rdfs:label", area.NameJa) // where a reader takes one label of whichever language, it is this
        .Literal("dct:identifier", area.Id);

    private void AddLists(RdfSubject node, CatalogueDataset dataset)
    {
        foreach (var tag in dataset.Row.Tags)
        {
            node.Text("dcat:keyword", tag);
        }

        foreach (var theme in dataset.Row.Themes)
        {
            node.Link("dcat:theme", DcatVocabulary.Theme(graph, theme));
        }

        foreach (var language in dataset.Row.Languages)
        {
            node.Link("dct:language", DcatVocabulary.Language(graph, language));
        }

        // Not dct:source: that one means datasets.
        foreach (var source in dataset.Sources)
        {
            node.Link("prov:wasDerivedFrom", agents.Document(address.Iri(source)).Text("dct:title", source.TitleJa, source.TitleEn));
        }

        foreach (var resource in dataset.Resources)
        {
            node.Link("dcat:distribution", distributions.Distribution(resource));
        }
    }

    private RdfSubject? Period(CatalogueDataset dataset) => dataset.Row.TemporalStart is null && dataset.Row.TemporalEnd is null ? null
        : graph.Subject(address.Iri(dataset) + "#temporal", "dct:PeriodOfTime").Date("dcat:startDate", dataset.Row.TemporalStart).Date("dcat:endDate", dataset.Row.TemporalEnd);

    private RdfSubject? Provenance(CatalogueDataset dataset) => dataset.Sources.Count == 0 ? null
        : graph.Subject(address.Iri(dataset) + "#provenance", "dct:ProvenanceStatement").Text(
            "rdfs:label",
            $"出典：{string.Join("、", dataset.Sources.Select(source => $"「{source.TitleJa}」"))}",
            $"Transcribed from: {string.Join("; ", dataset.Sources.Select(source => source.TitleEn))}");
}
