using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Sapporo.OpenData.Api.Catalogue.Dcat;
using Sapporo.OpenData.Api.Http.Problems;
using Sapporo.OpenData.Api.Http.Rdf;
using Sapporo.OpenData.Tests.Http;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Catalogue;

/// <summary>The catalogue as RDF over HTTP: formats, pages, searches, and single datasets.</summary>
public sealed class DcatTests(DcatSite site) : IClassFixture<DcatSite>
{
    [Theory]
    [MemberData(nameof(RdfReaders.All), MemberType = typeof(RdfReaders))]
    public async Task All_serialisations_hold_the_same_triples(string extension, string program, string syntax)
    {
        var expected = RdfReaders.Read(await site.Client.GetStringAsync("/catalog.ttl"), "rapper", "turtle");
        var lines = RdfReaders.Read(await site.Client.GetStringAsync($"/catalog.{extension}"), program, syntax);
        Assert.True(expected.Count > 3000);
        Assert.Equal(expected, lines.Select(line => line.Replace($"/catalog.{extension}?", "/catalog.ttl?", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Pages_hold_each_dataset_once_and_the_last_leads_no_further()
    {
        var seen = new List<string>();
        var pages = 0;
        for (string? next = "/catalog.ttl?profiles=euro_dcat_ap_2,euro_dcat_ap_3&fq=organization:*"; next is not null; pages++)
        {
            using var response = await site.Small.GetAsync(next);
            var graph = Triples.Of(await response.Content.ReadAsStringAsync());
            var view = Assert.Single(graph.OfType("hydra:PartialCollectionView"));
            Assert.Equal([view], graph.OfType("hydra:PagedCollection"));
            Assert.Equal(("25", "4"), (graph.Texts(view, "hydra:totalItems").Single(), graph.Texts(view, "hydra:itemsPerPage").Single()));
            Assert.Equal(graph.Iris(view, "hydra:next"), graph.Iris(view, "hydra:nextPage"));
            Assert.Equal(graph.Iris(view, "hydra:previous"), graph.Iris(view, "hydra:previousPage"));
            Assert.Equal(pages > 0, graph.Iris(view, "hydra:previous").Count == 1);
            Assert.Equal(graph.OfType("dcat:Dataset").Order(StringComparer.Ordinal), graph.Iris(site.Small.BaseAddress + "catalog", "dcat:dataset").Order(StringComparer.Ordinal));
            seen.AddRange(graph.OfType("dcat:Dataset").Order(StringComparer.Ordinal));
            next = graph.Iris(view, "hydra:next").SingleOrDefault();
            Assert.Equal(next is not null, response.Headers.GetValues("Link").Single().Contains("rel=\"next\"", StringComparison.Ordinal));
            if (next is not null)
            {
                Assert.Equal($"{site.Small.BaseAddress}catalog.ttl?fq=organization%3A*&profiles=euro_dcat_ap_2,euro_dcat_ap_3&page={pages + 2}&release=2", next);
            }
        }

        Assert.Equal((7, 25, 25), (pages, seen.Count, seen.Distinct().Count()));
        Assert.Equal(seen.Order(StringComparer.Ordinal), seen);
    }

    [Theory]
    [InlineData("page=8")]
    [InlineData("page=2147483647")]
    [InlineData("modified_since=2999-01-01")]
    public async Task A_page_without_datasets_is_an_empty_catalogue(string query)
    {
        var graph = Triples.Of(await site.Small.GetStringAsync("/catalog.ttl?" + query));
        Assert.Equal([site.Small.BaseAddress + "catalog"], graph.OfType("dcat:Catalog"));
        Assert.Empty(graph.OfType("dcat:Dataset"));
        Assert.Empty(graph.Iris(graph.OfType("hydra:PagedCollection").Single(), "hydra:next"));
    }

    [Fact]
    public async Task Changes_since_a_moment_and_searches_are_those_of_package_search()
    {
        var published = (await site.JsonAsync("/v1/releases/2"))["publishedAt"]!.GetValue<string>();
        var changed = await SearchAsync("fq=" + Uri.EscapeDataString($"metadata_modified:[{published} TO *]"));
        Assert.InRange(changed.Count, 2, 24);
        Assert.Equal(changed, Datasets(await site.Client.GetStringAsync("/catalog.ttl?modified_since=" + published)));
        var local = DateTimeOffset.Parse(published, CultureInfo.InvariantCulture).ToOffset(TimeSpan.FromHours(9)).ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture);
        Assert.Equal(changed, Datasets(await site.Client.GetStringAsync("/catalog.ttl?modified_since=" + local))); // a raw plus sign, as clients send it
        Assert.Equal(25, Datasets(await site.Client.GetStringAsync("/catalog.ttl?modified_since=2020-01-01T00:00")).Count);

        var found = await SearchAsync("fq=groups:statistics&q=" + Uri.EscapeDataString("人口"));
        Assert.NotEmpty(found);
        Assert.Equal(found, Datasets(await site.Client.GetStringAsync("/catalog.ttl?fq=groups:statistics&q=" + Uri.EscapeDataString("人口"))));
    }

    [Fact]
    public async Task A_release_of_before_is_shown_as_it_was()
    {
        var before = Triples.Of(await site.Client.GetStringAsync("/catalog.ttl?release=1"));
        Assert.Equal(26, before.OfType("dcat:Dataset").Count);
        Assert.Equal(["1"], before.OfType("dcat:Dataset").SelectMany(dataset => before.Texts(dataset, "dcat:version")).Distinct());
    }

    [Theory]
    [InlineData("page=0", "page")]
    [InlineData("page=one", "page")]
    [InlineData("modified_since=yesterday", "modified_since")]
    [InlineData("q=(", "q")]
    [InlineData("fq=title:(a", "fq")]
    [InlineData("profiles=euro_dcat_ap_3,schemaorg", "profiles")]
    [InlineData("limit=5", "limit")]
    public async Task A_wrong_parameter_is_named(string query, string parameter)
    {
        using var response = await site.Client.GetAsync("/catalog.rdf?" + query);
        var problem = await SweepTests.ProblemAsync(response, HttpStatusCode.BadRequest);
        Assert.Equal(parameter, problem["errors"]![0]!["parameter"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("ttl", "text/turtle; charset=utf-8")]
    [InlineData("rdf", "application/rdf+xml; charset=utf-8")]
    [InlineData("xml", "application/rdf+xml; charset=utf-8")]
    [InlineData("n3", "text/n3; charset=utf-8")]
    [InlineData("jsonld", "application/ld+json")]
    public async Task Harvesters_get_type_and_length_by_HEAD_and_304_afterwards(string extension, string type)
    {
        using var response = await site.Client.GetAsync($"/catalog.{extension}");
        using var head = await site.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, $"/catalog.{extension}"));
        Assert.Equal((HttpStatusCode.OK, type), (head.StatusCode, head.Content.Headers.ContentType!.ToString()));
        Assert.Equal((await response.Content.ReadAsByteArrayAsync()).Length, head.Content.Headers.ContentLength);
        Assert.Equal(3, Regex.Count(response.Headers.GetValues("Link").Single(), "rel=\"alternate\"; type=", RegexOptions.None, TimeSpan.FromSeconds(1)));
        using var again = new HttpRequestMessage(HttpMethod.Get, $"/catalog.{extension}");
        again.Headers.IfNoneMatch.Add(response.Headers.ETag!);
        using var known = await site.Client.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("*/*", null)]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", null)]
    [InlineData("text/turtle", "ttl")]
    [InlineData("text/turtle, */*", "ttl")]
    [InlineData("text/turtle;q=0.5, */*;q=0.1", "ttl")]
    [InlineData("text/turtle;q=0.5, */*", null)]
    [InlineData("text/turtle, text/html", null)]
    [InlineData("text/html;q=0.5, application/rdf+xml;q=0.8, application/ld+json;q=0.9", "jsonld")]
    [InlineData("application/rdf+xml, text/turtle;q=0.9", "rdf")]
    [InlineData("text/n3", "n3")]
    [InlineData("text/turtle;q=0", null)]
    [InlineData("application/json", null)]
    [InlineData("not a media type", null)]
    public async Task The_IRI_of_the_catalogue_leads_to_RDF_or_to_the_home_page(string? accept, string? extension)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/catalog");
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        using var response = await site.Client.SendAsync(request);
        Assert.Contains("Accept", response.Headers.Vary);
        if (extension is null)
        {
            Assert.Equal((HttpStatusCode.SeeOther, Base + "/"), (response.StatusCode, response.Headers.Location?.ToString()));
            return;
        }

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(await site.Client.GetStringAsync("/catalog." + extension), await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_dataset_is_described_alone_under_its_UUID_and_its_names()
    {
        var (status, turtle, _) = await DatasetAsync("/dataset/projections-2040.ttl", "projections-2040");
        var graph = Triples.Of(turtle);
        Assert.Equal(200, status);
        Assert.Equal(["http://example.jp/dataset/d220d8c5-cda9-4da2-93c9-4379e787a6bb"], graph.OfType("dcat:Dataset"));
        Assert.Equal("2", graph.Texts(graph.OfType("dcat:Dataset").Single(), "dcat:version").Single());
        Assert.Equal(["http://example.jp/dataset/projections-2040"], graph.Iris(graph.OfType("dcat:Dataset").Single(), "dcat:landingPage"));
        Assert.Equal(turtle, (await DatasetAsync("/dataset/d220d8c5-cda9-4da2-93c9-4379e787a6bb.ttl", "d220d8c5-cda9-4da2-93c9-4379e787a6bb")).Body);

        Assert.Equal((301, "http://example.jp/dataset/projections-2040.ttl"), (await DatasetAsync("/dataset/projections.ttl", "projections")) is var moved ? (moved.Status, moved.Location) : default);
        Assert.Equal(ProblemCode.Gone, (await Assert.ThrowsAsync<ProblemException>(() => DatasetAsync($"/dataset/{DcatSite.Withdrawn}.ttl", DcatSite.Withdrawn))).Code);
        Assert.Equal(ProblemCode.NotFound, (await Assert.ThrowsAsync<ProblemException>(() => DatasetAsync("/dataset/nothing.ttl", "nothing"))).Code);
    }

    private string Base => site.Client.BaseAddress!.ToString().TrimEnd('/');

    private string Dataset(string uuid) => $"{Base}/dataset/{uuid}";

    private static List<string> Datasets(string turtle) => [.. Triples.Of(turtle).OfType("dcat:Dataset").Order(StringComparer.Ordinal)];

    private async Task<List<string>> SearchAsync(string query) =>
        [.. (await site.JsonAsync("/api/3/action/package_search?rows=1000&" + query))["result"]!["results"]!.AsArray().Select(package => Dataset(package!["id"]!.GetValue<string>())).Order(StringComparer.Ordinal)];

    // Straight to the answer: which address leads there is another test's matter.
    private async Task<(int Status, string Body, string? Location)> DatasetAsync(string path, string idOrName)
    {
        var context = new DefaultHttpContext { RequestServices = site.Services };
        context.Request.Scheme = "http";
        context.Request.Host = new HostString("example.jp");
        context.Request.Path = path;
        using var body = new MemoryStream();
        context.Response.Body = body;
        await site.Services.GetRequiredService<DcatAnswer>().WriteDatasetAsync(context, idOrName, RdfFormat.Turtle);
        return (context.Response.StatusCode, System.Text.Encoding.UTF8.GetString(body.ToArray()), context.Response.Headers.Location);
    }
}
