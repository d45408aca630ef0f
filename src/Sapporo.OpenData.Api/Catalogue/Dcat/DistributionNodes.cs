using Sapporo.OpenData.Api.Http.Rdf;
using Sapporo.OpenData.Catalogue;

namespace Sapporo.OpenData.Api.Catalogue.Dcat;

/// <summary>Distributions: the formats of data files.</summary>
/// <param name="graph">Graph to add to.</param>
/// <param name="address">Addresses of things.</param>
/// <param name="agents">Organizations and licences.</param>
internal sealed class DistributionNodes(RdfGraph graph, CatalogueAddress address, AgentNodes agents)
{
    /// <summary>A format of a data file.</summary>
    public RdfSubject Distribution(DataResource resource)
    {
        var file = resource.File;
        var format = resource.Format.ToUpperInvariant();
        var mediaType = DcatVocabulary.MediaType(graph, resource.MediaType);
        return graph.Subject(address.Iri(resource), "dcat:Distribution")
            .Text("dct:title", $"{file.Row.TitleJa}（{format}）", $"{file.Row.TitleEn} ({format})")
            .Text("dct:description", file.Row.DescriptionJa, file.Row.DescriptionEn)
            .Iri("dcat:accessURL", address.Download(resource))
            .Iri("dcat:downloadURL", address.Download(resource))
            .Link("dct:license", agents.Licence(file.Dataset.Licence))
            .Link("dct:rights", Rights(file.Dataset))
            .Link("dct:format", mediaType)
            .Link("dcat:mediaType", mediaType)
            .NonNegativeInteger("dcat:byteSize", resource.Content.Content.Size)
            .Link("spdx:checksum", Checksum(resource))
            .DateTime("dct:issued", resource.Created)
            .DateTime("dct:modified", resource.Modified)
            .Link("dcatap:availability", DcatVocabulary.StableAvailability(graph))
            .Link("dct:language", DcatVocabulary.Language(graph, "ja"))
            .Link("dct:conformsTo", resource.Format == "csv" ? TableSchema(file) : null)
            .Iri("dcat:accessService", resource.Format == "csv" ? address.Service : null);
    }

    private RdfSubject Checksum(DataResource resource) => graph.Subject(address.Iri(resource) + "#checksum", "spdx:Checksum")
        .Link("spdx:algorithm", graph.Subject(graph.Resolve("spdx:checksumAlgorithm_sha256"), "spdx:ChecksumAlgorithm"))
        .HexBinary("spdx:checksumValue", resource.Content.Sha256);

    private RdfSubject TableSchema(CatalogueFile file) => graph.Subject(address.TableMetadata(file), "dct:Standard")
        .Text("dct:title", $"{file.Row.TitleJa}の列の定義（CSVW）", $"Columns of: {file.Row.TitleEn} (CSVW)");

    private RdfSubject Rights(CatalogueDataset dataset)
    {
        var (licence, node) = (dataset.Licence, graph.Subject(address.Iri(dataset) + "#rights", "dct:RightsStatement"));
        return licence.Id == Licence.NotSpecified
            ? node.Text("rdfs:label", "出典の文書のライセンスは示されていません。利用するときは出典を示してください。", "No licence is stated for the source documents; name the source when you use the data.")
            : node.Text("rdfs:label", $"「{licence.TitleJa}」（{address.Iri(licence)}）のもとで利用できます。", $"May be used under: {licence.TitleEn} ({address.Iri(licence)}).");
    }
}
