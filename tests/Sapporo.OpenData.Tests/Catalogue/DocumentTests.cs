using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Sapporo.OpenData.Api.Catalogue;
using Sapporo.OpenData.Api.Catalogue.Documents;
using Sapporo.OpenData.Api.Http.Resources;
using Sapporo.OpenData.Catalogue;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Catalogue;

/// <summary>data.json, schema.org, sitemap and robots, and how all documents answer.</summary>
public sealed class DocumentTests(TestApi api) : IClassFixture<TestApi>
{
    private static readonly XNamespace Sitemaps = "http://www.sitemaps.org/schemas/sitemap/0.9";

    [Fact]
    public async Task Data_json_has_what_its_readers_need()
    {
        var catalogue = await api.JsonAsync("/data.json");
        Assert.Equal("https://project-open-data.cio.gov/v1.1/schema", Text(catalogue, "conformsTo"));
        var datasets = catalogue["dataset"]!.AsArray().Select(dataset => dataset!).ToList();
        Assert.Equal(
            (await api.QueryAsync("select uuid from opendata.dataset_version where until_release is null order by ordinal")).Select(row => row[0]), datasets.Select(dataset => Text(dataset, "identifier")));
        foreach (var dataset in datasets)
        {
            Assert.All(["title", "description", "landingPage", "issued", "modified", "spatial", "rights"], member => Assert.NotEmpty(Text(dataset, member)));
            Assert.All(["keyword", "language", "distribution"], member => Assert.NotEmpty(dataset[member]!.AsArray()));
            Assert.Equal(("public", "org:Organization", "vcard:Contact"), (Text(dataset, "accessLevel"), Text(dataset["publisher"]!, "@type"), Text(dataset["contactPoint"]!, "@type")));
            Assert.True(Text(dataset, "rights").Length <= 255);
            Assert.All(dataset.AsObject(), member => Assert.NotNull(member.Value));
        }

        foreach (var distribution in datasets[0]["distribution"]!.AsArray())
        {
            using var file = await api.Client.GetAsync(Text(distribution!, "downloadURL"));
            Assert.Equal((distribution!["byteSize"]!.GetValue<long>(), Text(distribution, "mediaType")), (file.Content.Headers.ContentLength, file.Content.Headers.ContentType!.MediaType));
        }

        // A harvester that asks for the next page meets the same identifiers and stops.
        Assert.Equal(catalogue.ToJsonString(), (await api.JsonAsync("/data.json?page=2")).ToJsonString());
    }

    [Fact]
    public async Task Schema_org_describes_every_dataset_safely_inside_a_script()
    {
        await WithCatalogueAsync(request =>
        {
            foreach (var dataset in request.Catalogue.Datasets)
            {
                var described = Parse(SchemaOrg.Build(dataset, request));
                Assert.Equal(("https://schema.org/", "Dataset", dataset.Row.TitleJa), (Text(described, "@context"), Text(described, "@type"), Text(described, "name")));
                Assert.InRange(Text(described, "description").Length, 50, 5000);
                Assert.Equal(("Organization", "DataCatalog", "Place"), (Text(described["creator"]!, "@type"), Text(described["includedInDataCatalog"]!, "@type"), Text(described["spatialCoverage"]!, "@type")));
                Assert.Equal(dataset.Resources.Select(resource => request.Address.Download(resource)), described["distribution"]!.AsArray().Select(download => Text(download!, "contentUrl")));
                Assert.NotEmpty(described["variableMeasured"]!.AsArray());
                Assert.Null(described["license"]);
                Assert.Equal(dataset.Row.TemporalStart is not null, described["temporalCoverage"] is not null);
            }

            var brief = Parse(SchemaOrg.Build(Like(request.Catalogue.Datasets[0], "</script><!--短い"), request));
            Assert.StartsWith("</script><!--短い", Text(brief, "description"), StringComparison.Ordinal);
            Assert.InRange(Text(brief, "description").Length, 50, 5000);
            Assert.InRange(Text(Parse(SchemaOrg.Build(Like(request.Catalogue.Datasets[0], string.Concat(Enumerable.Repeat("長い𠮷", 3000))), request)), "description").Length, 4990, 5000);
        });

        static JsonNode Parse(string script)
        {
            Assert.DoesNotContain('<', script);
            return JsonNode.Parse(script)!;
        }
    }

    [Fact]
    public async Task The_sitemap_names_every_page_once()
    {
        var sitemap = XDocument.Parse(await api.Client.GetStringAsync("/sitemap.xml"));
        var pages = sitemap.Root!.Elements(Sitemaps + "url").Select(page => page.Element(Sitemaps + "loc")!.Value).ToList();
        Assert.Distinct(pages);
        Assert.All(pages, page => Assert.StartsWith(api.Client.BaseAddress!.ToString(), page, StringComparison.Ordinal));
        foreach (var (kind, table, id) in (IEnumerable<(string, string, string)>)[("dataset", "dataset", "name"), ("organization", "organization", "id"), ("group", "dataset_group", "id")])
        {
            var expected = (await api.QueryAsync($"select {id} from opendata.{table}_version where until_release is null")).Select(row => row[0]!);
            Assert.Equal(expected.Order(StringComparer.Ordinal), pages.Where(page => page.Contains($"/{kind}/", StringComparison.Ordinal)).Select(page => page.Split('/')[^1]).Order(StringComparer.Ordinal));
        }

        Assert.Empty(XDocument.Parse(await api.Client.GetStringAsync("/sitemap.xml?page=50000")).Root!.Elements());
        await WithCatalogueAsync(request =>
        {
            var index = XDocument.Parse(Encoding.UTF8.GetString(Sitemap.Build(request, page: null, most: 20).Span)).Root!;
            Assert.Equal(Sitemaps + "sitemapindex", index.Name);
            var parts = Enumerable.Range(1, index.Elements().Count()).Select(page => XDocument.Parse(Encoding.UTF8.GetString(Sitemap.Build(request, page, most: 20).Span)).Root!);
            Assert.Equal(pages.Count, parts.SelectMany(part => part.Elements()).Select(page => page.Element(Sitemaps + "loc")!.Value).Distinct(StringComparer.Ordinal).Count());
        });
    }

    [Fact]
    public async Task Robots_are_let_in_everywhere_and_told_where_to_begin()
    {
        using var answer = await api.Client.GetAsync("/robots.txt");
        var lines = (await answer.Content.ReadAsStringAsync()).Split('\n');
        Assert.Equal("text/plain; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Contains($"Sitemap: {api.Client.BaseAddress}sitemap.xml", lines);
        Assert.DoesNotContain(lines, line => line.StartsWith("Disallow", StringComparison.OrdinalIgnoreCase));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/robots.txt");
        request.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        using var again = await api.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Theory]
    [InlineData("/data.json", "application/json; charset=utf-8")]
    [InlineData("/dataset/kpi/datapackage.json", "application/json; charset=utf-8")]
    [InlineData("/dataset/kpi/kpi-vision1.csv-metadata.json", "application/csvm+json")]
    [InlineData("/feeds/dataset.atom", "application/atom+xml; charset=utf-8")]
    [InlineData("/feeds/organization/011002.atom", "application/atom+xml; charset=utf-8")]
    [InlineData("/feeds/group/area.atom", "application/atom+xml; charset=utf-8")]
    [InlineData("/feeds/custom.atom", "application/atom+xml; charset=utf-8")]
    [InlineData("/sitemap.xml", "application/xml; charset=utf-8")]
    public async Task Documents_have_a_type_an_ETag_and_a_head_and_refuse_unknown_parameters(string url, string type)
    {
        using var answer = await api.Client.GetAsync(url);
        Assert.Equal((HttpStatusCode.OK, type), (answer.StatusCode, answer.Content.Headers.ContentType!.ToString()));
        using var known = new HttpRequestMessage(HttpMethod.Get, url);
        known.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        using var again = await api.Client.SendAsync(known);
        Assert.Equal((HttpStatusCode.NotModified, answer.Headers.ETag), (again.StatusCode, again.Headers.ETag));
        using var head = await api.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, url));
        Assert.Equal((type, answer.Headers.ETag), (head.Content.Headers.ContentType!.ToString(), head.Headers.ETag));
        Assert.Equal((await answer.Content.ReadAsByteArrayAsync()).Length, head.Content.Headers.ContentLength);
        using var refused = await api.Client.GetAsync(url + "?nonsense=1");
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        using var english = await api.Client.GetAsync(url + "?lang=en");
        Assert.Equal("en", english.Content.Headers.ContentLanguage.Single());
    }

    [Theory]
    [InlineData("/dataset/no-such-dataset/datapackage.json")]
    [InlineData("/dataset/kpi/no-such-file.csv-metadata.json")]
    [InlineData("/feeds/organization/no-such.atom")]
    [InlineData("/feeds/group/no-such.atom")]
    [InlineData("/feeds/no-such.atom")]
    public async Task What_does_not_exist_is_not_found(string url)
    {
        using var answer = await api.Client.GetAsync(url);
        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
    }

    [Fact]
    public async Task Paths_inside_an_archive_are_the_names_of_its_entries()
    {
        using var archive = new System.IO.Compression.ZipArchive(await api.Client.GetStreamAsync("/catalog.zip"));
        await WithCatalogueAsync(request =>
        {
            foreach (var dataset in request.Catalogue.Datasets)
            {
                var paths = DataPackage.Build(dataset, request, relative: true)["resources"]!.AsArray().Select(resource => Text(resource!, "path"));
                Assert.All(paths, path => Assert.NotNull(archive.GetEntry($"{dataset.Row.Name}/{path}")));
                Assert.All(dataset.Files, file => Assert.NotNull(archive.GetEntry($"{dataset.Row.Name}/{Text(TableMetadata.Build(file, request, relative: true), "url")}")));
            }
        });
    }

    [Fact]
    public async Task A_long_feed_goes_on_in_pages() => await WithCatalogueAsync(request =>
    {
        var scope = new FeedScope("試験", "試験", request.Address.Feed("dataset"), [], request.Address.Home, request.Catalogue.Datasets, []);
        var feed = new AtomFeed(request, scope);
        var (ids, page) = (new List<string>(), 1);
        for (XElement? next = null; page == 1 || next is not null; page++)
        {
            var read = XDocument.Parse(Encoding.UTF8.GetString(feed.Build(page, pageSize: 10).Span)).Root!;
            ids.AddRange(AtomReader.Ids(read));
            Assert.Equal(scope.Address, read.Element(AtomReader.Atom + "id")!.Value);
            Assert.Equal(scope.Address + (page == 1 ? "" : $"?page={page}"), AtomReader.Links(read, "self").Single().Attribute("href")!.Value);
            Assert.Equal(page == 1 ? 0 : 1, AtomReader.Links(read, "previous").Count());
            next = AtomReader.Links(read, "next").SingleOrDefault();
            Assert.Equal(next is null ? null : $"{scope.Address}?page={page + 1}", next?.Attribute("href")!.Value);
        }

        Assert.Equal(4, page);
        Assert.Equal(request.Catalogue.Datasets.Select(request.Address.Iri), ids);
    });

    // The catalogue as the server reads it, at an address of its own.
    private async Task WithCatalogueAsync(Action<DocumentRequest> check)
    {
        var (host, client) = await TestApi.StartAsync(api.ConnectionString);
        await TestApi.WaitUntilReadyAsync(client);
        var (catalogue, newest) = await host.Services.GetRequiredService<CatalogueStore>().GetAsync(null, CancellationToken.None);
        check(new DocumentRequest(catalogue, newest, null, new CatalogueAddress("https://data.example.jp"), new ParameterReader(QueryCollection.Empty, []), English: false));
        client.Dispose();
        await host.DisposeAsync();
    }

    private static CatalogueDataset Like(CatalogueDataset dataset, string notes) => new(
        new Dataset { Id = "made-up", Name = "made-up", Uuid = Guid.NewGuid().ToString(), TitleJa = "試験", TitleEn = "Test", NotesJa = notes, NotesEn = notes },
        dataset.Organization, dataset.Groups, dataset.Licence, dataset.Sources, dataset.Area, dataset.Changes);

    private static string Text(JsonNode node, string member) => node[member]!.GetValue<string>();
}
