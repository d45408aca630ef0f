using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Catalogue;

/// <summary>What the DCAT documents hold, by the application profile and as CKAN's parser takes it.</summary>
public sealed class DcatProfileTests(DcatSite site) : IClassFixture<DcatSite>
{
    // Class, property, what it must be (a class, an xsd type, text, iri or date), least and most: DCAT-AP 3.0.1.
    private const string Profile = """
        dcat:Catalog dct:title text 2 2
        dcat:Catalog dct:description text 2 2
        dcat:Catalog dct:publisher foaf:Agent 1 1
        dcat:Catalog dct:language dct:LinguisticSystem 2 2
        dcat:Catalog dct:issued date 1 1
        dcat:Catalog dct:modified date 1 1
        dcat:Catalog foaf:homepage foaf:Document 1 1
        dcat:Catalog dct:spatial dct:Location 1 1
        dcat:Catalog dcat:themeTaxonomy skos:ConceptScheme 1 1
        dcat:Catalog dcat:dataset dcat:Dataset 1 100
        dcat:Catalog dcat:record dcat:CatalogRecord 1 100
        dcat:Catalog dcat:service dcat:DataService 1 1
        dcat:CatalogRecord foaf:primaryTopic dcat:Resource 1 1
        dcat:CatalogRecord dct:modified date 1 1
        dcat:Dataset dct:title text 2 2
        dcat:Dataset dct:description text 2 2
        dcat:Dataset dct:identifier text 1 1
        dcat:Dataset dcat:contactPoint vcard:Kind 1 1
        dcat:Dataset dcat:distribution dcat:Distribution 2 20
        dcat:Dataset dcat:keyword text 3 8
        dcat:Dataset dct:publisher foaf:Agent 1 1
        dcat:Dataset dct:creator foaf:Agent 1 1
        dcat:Dataset dcat:theme skos:Concept 1 9
        dcat:Dataset dct:spatial dct:Location 1 1
        dcat:Dataset dct:temporal dct:PeriodOfTime 0 1
        dcat:Dataset dct:issued date 1 1
        dcat:Dataset dct:modified date 1 1
        dcat:Dataset dct:accrualPeriodicity dct:Frequency 1 1
        dcat:Dataset dct:language dct:LinguisticSystem 1 2
        dcat:Dataset dct:accessRights dct:RightsStatement 1 1
        dcat:Dataset dct:provenance dct:ProvenanceStatement 0 1
        dcat:Dataset dcat:landingPage foaf:Document 1 1
        dcat:Dataset foaf:page foaf:Document 1 1
        dcat:Dataset dcat:version text 1 1
        dcat:Dataset dct:source dcat:Dataset 0 0
        dcat:Dataset prov:wasDerivedFrom foaf:Document 0 9
        dcat:Distribution dct:title text 2 2
        dcat:Distribution dct:description text 2 2
        dcat:Distribution dcat:accessURL iri 1 1
        dcat:Distribution dcat:downloadURL iri 1 1
        dcat:Distribution dct:license dct:LicenseDocument 1 1
        dcat:Distribution dct:rights dct:RightsStatement 1 1
        dcat:Distribution dct:format dct:MediaTypeOrExtent 1 1
        dcat:Distribution dcat:mediaType dct:MediaType 1 1
        dcat:Distribution dcat:byteSize xsd:nonNegativeInteger 1 1
        dcat:Distribution spdx:checksum spdx:Checksum 1 1
        dcat:Distribution dct:issued date 1 1
        dcat:Distribution dct:modified date 1 1
        dcat:Distribution dcatap:availability skos:Concept 1 1
        dcat:Distribution dct:language dct:LinguisticSystem 1 1
        dcat:Distribution dct:conformsTo dct:Standard 0 1
        dcat:Distribution dcat:accessService dcat:DataService 0 1
        dcat:DataService dct:title text 2 2
        dcat:DataService dcat:endpointURL iri 1 1
        dcat:DataService dcat:endpointDescription iri 1 1
        dcat:DataService dcat:servesDataset dcat:Dataset 1 100
        dcat:DataService dct:conformsTo dct:Standard 1 1
        dcat:DataService dcat:contactPoint vcard:Kind 1 1
        dcat:DataService dcat:keyword text 1 9
        dcat:DataService dct:publisher foaf:Agent 1 1
        dcat:DataService dcat:theme skos:Concept 1 20
        foaf:Agent foaf:name text 1 2
        foaf:Agent dct:type skos:Concept 1 1
        vcard:Kind vcard:fn text 1 1
        vcard:Kind vcard:hasURL iri 1 1
        spdx:Checksum spdx:algorithm spdx:ChecksumAlgorithm 1 1
        spdx:Checksum spdx:checksumValue xsd:hexBinary 1 1
        dct:PeriodOfTime dcat:startDate date 1 1
        dct:PeriodOfTime dcat:endDate date 1 1
        dct:LicenseDocument dct:title text 2 2
        dct:LicenseDocument dct:type skos:Concept 1 1
        dct:Location skos:prefLabel text 2 2
        dct:RightsStatement rdfs:label text 0 2
        skos:Concept skos:prefLabel text 2 2
        skos:Concept skos:inScheme skos:ConceptScheme 1 1
        skos:ConceptScheme dct:title text 2 2
        """;

    [Fact]
    public async Task Every_node_has_what_the_application_profile_asks()
    {
        var graph = Triples.Of(await site.Client.GetStringAsync("/catalog.ttl"));
        var faults = new List<string>();
        foreach (var rule in Profile.Split('\n').Select(line => line.Split(' ')))
        {
            var (type, property, kind, least, most) = (rule[0], rule[1], rule[2], int.Parse(rule[3], CultureInfo.InvariantCulture), int.Parse(rule[4], CultureInfo.InvariantCulture));
            var nodes = graph.OfType(type);
            Assert.NotEmpty(nodes);
            faults.AddRange(nodes.Where(node => graph.Terms(node, property).Count() is var count && (count < least || count > most)).Select(node => $"{node}: {graph.Terms(node, property).Count()} × {property}"));
            faults.AddRange(nodes.SelectMany(node => graph.Terms(node, property)).Where(term => !Fits(graph, term, kind)).Select(term => $"{type} {property}: {term} is not {kind}"));
        }

        Assert.Empty(faults.Distinct());
    }

    [Fact]
    public async Task Only_current_datasets_are_datasets()
    {
        var text = await site.Client.GetStringAsync("/catalog.ttl");
        var graph = Triples.Of(text);
        var current = (await site.QueryAsync("select uuid from opendata.dataset_version where until_release is null")).Select(row => Dataset(row[0]!));
        Assert.Equal(current.Order(StringComparer.Ordinal), graph.OfType("dcat:Dataset").Order(StringComparer.Ordinal));
        Assert.Equal(current.Order(StringComparer.Ordinal), graph.Iris(Base + "/catalog", "dcat:dataset").Order(StringComparer.Ordinal));
        Assert.DoesNotContain(DcatSite.Withdrawn, text, StringComparison.Ordinal);
        Assert.Equal(graph.Iris(Base + "/catalog", "dcat:dataset").SelectMany(dataset => graph.Iris(dataset, "dcat:distribution")).Order(StringComparer.Ordinal), graph.OfType("dcat:Distribution").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Sizes_and_checksums_are_those_of_the_bytes_served()
    {
        var graph = Triples.Of(await site.Client.GetStringAsync("/catalog.ttl"));
        foreach (var distribution in graph.OfType("dcat:Distribution"))
        {
            using var response = await site.Client.GetAsync(graph.Iris(distribution, "dcat:downloadURL").Single());
            var bytes = await response.Content.ReadAsByteArrayAsync();
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal(graph.Texts(distribution, "dcat:byteSize").Single(), $"{bytes.Length}");
            Assert.Equal(graph.Texts(graph.Iris(distribution, "spdx:checksum").Single(), "spdx:checksumValue").Single(), Convert.ToHexStringLower(SHA256.HashData(bytes)));
            Assert.EndsWith("/" + response.Content.Headers.ContentType!.MediaType, graph.Iris(distribution, "dcat:mediaType").Single(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task CKAN_finds_format_licence_tags_and_texts()
    {
        var turtle = await site.Client.GetStringAsync("/catalog.ttl");
        var graph = Triples.Of(turtle);
        foreach (var type in (string[])["text/csv", "application/json"])
        {
            // Its parser takes the label of a media type, but its older versions only where dct:IMT comes first.
            Assert.Contains($"<https://www.iana.org/assignments/media-types/{type}> a dct:IMT, ", turtle, StringComparison.Ordinal);
            Assert.Equal(type, graph.Texts($"https://www.iana.org/assignments/media-types/{type}", "rdfs:label").Single());
        }

        var packages = (await site.JsonAsync("/api/3/action/package_search?rows=1000"))["result"]!["results"]!.AsArray();
        foreach (var package in packages)
        {
            var dataset = Dataset(package!["id"]!.GetValue<string>());
            Assert.Equal(package["title"]!.GetValue<string>(), graph.Texts(dataset, "dct:title", "ja").Single());
            Assert.Equal(package["tags"]!.AsArray().Select(tag => tag!["name"]!.GetValue<string>()), graph.Texts(dataset, "dcat:keyword", "ja").Order(StringComparer.Ordinal));
            Assert.All(graph.Texts(dataset, "dcat:keyword"), tag => Assert.Matches(@"^[\w \-.]{2,100}\z", tag));
            Assert.Equal(package["resources"]!.AsArray().Select(resource => resource!["url"]!.GetValue<string>()).Order(StringComparer.Ordinal), graph.Iris(dataset, "dcat:distribution").SelectMany(distribution => graph.Iris(distribution, "dcat:downloadURL")).Order(StringComparer.Ordinal));
            var licence = graph.Iris(dataset, "dcat:distribution").SelectMany(distribution => graph.Iris(distribution, "dct:license")).Distinct().Single();
            Assert.Equal(package["license_id"]!.GetValue<string>() == "cc-by" ? "http://www.opendefinition.org/licenses/cc-by" : $"{Base}/v1/licences/notspecified", licence);
            Assert.Contains(package["license_title"]!.GetValue<string>(), graph.Texts(licence, "dct:title", "en"));
        }

        Assert.Equal("http://www.opendefinition.org/licenses/cc-by", Assert.Single(graph.OfType("dct:LicenseDocument"), iri => !iri.StartsWith(Base, StringComparison.Ordinal)));
        Assert.Equal(["mailto:office@example.jp"], graph.Iris($"{Base}/organization/012033#contact", "vcard:hasEmail"));
        Assert.Equal(["https://example.jp/office"], graph.Iris($"{Base}/organization/012033#contact", "vcard:hasURL"));
    }

    private string Base => site.Client.BaseAddress!.ToString().TrimEnd('/');

    private string Dataset(string uuid) => $"{Base}/dataset/{uuid}";

    private static bool Fits(Triples graph, string term, string kind) => kind switch
    {
        "text" => term[0] == '"' && !term.Contains("\"^^", StringComparison.Ordinal),
        "iri" => term[0] == '<',
        "date" => Regex.IsMatch(term, @"^""\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?Z""\^\^<http://www.w3.org/2001/XMLSchema#dateTime>|""\^\^<http://www.w3.org/2001/XMLSchema#date>)$", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)),
        _ when kind.StartsWith("xsd:", StringComparison.Ordinal) => term.EndsWith($"\"^^<{Triples.Expand(kind)}>", StringComparison.Ordinal),
        _ => term[0] == '<' && graph.Is(term[1..^1], kind),
    };
}
