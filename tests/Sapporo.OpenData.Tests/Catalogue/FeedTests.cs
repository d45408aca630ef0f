using System.Net;
using System.Text.Json.Nodes;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;
using static Sapporo.OpenData.Tests.Catalogue.AtomReader;

namespace Sapporo.OpenData.Tests.Catalogue;

/// <summary>Atom feeds of all datasets and of parts of them.</summary>
public sealed class FeedTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task The_feed_has_an_entry_for_each_dataset_with_its_files()
    {
        var feed = await FeedAsync(api, "/feeds/dataset.atom");
        Assert.Equal(
            (await api.QueryAsync("select uuid from opendata.dataset_version where until_release is null order by ordinal")).Select(row => $"{api.Client.BaseAddress}dataset/{row[0]}"), Ids(feed));
        foreach (var entry in feed.Elements(Atom + "entry"))
        {
            Assert.All(["title", "summary", "published", "rights"], name => Assert.NotEmpty(entry.Element(Atom + name)!.Value));
            Assert.Single(Links(entry, "alternate"));
            Assert.NotEmpty(entry.Elements(Atom + "category"));
        }

        var files = Links(feed.Elements(Atom + "entry").First(), "enclosure").ToList();
        Assert.Equal(2, files.Count);
        foreach (var file in files)
        {
            using var answer = await api.Client.GetAsync(file.Attribute("href")!.Value);
            Assert.Equal(((long?)file.Attribute("length"), file.Attribute("type")!.Value), (answer.Content.Headers.ContentLength, answer.Content.Headers.ContentType!.MediaType));
        }
    }

    [Theory]
    [InlineData("/feeds/organization/011002.atom", "organization = '011002'")]
    [InlineData("/feeds/organization/27dde76c-b913-417e-bb08-b0183e7f8baf.atom", "organization = '011002'")]
    [InlineData("/feeds/group/evaluations.atom", "'evaluations' = any(groups)")]
    [InlineData("/feeds/custom.atom?q=name:status-20*", "name like 'status-20__'")]
    [InlineData("/feeds/custom.atom?q=&fq=organization:012033", "organization = '012033'")]
    [InlineData("/feeds/custom.atom", "true")]
    [InlineData("/feeds/custom.atom?q=name:nonsense", "false")]
    public async Task A_feed_holds_its_part_of_the_datasets(string url, string where)
    {
        var feed = await FeedAsync(api, url);
        Assert.Equal((await api.QueryAsync($"select uuid from opendata.dataset_version where until_release is null and {where} order by ordinal")).Select(row => $"{api.Client.BaseAddress}dataset/{row[0]}"), Ids(feed));
    }

    [Theory]
    [InlineData("q", "(人口")]
    [InlineData("fq", "organization:[a TO")]
    [InlineData("page", "0")]
    public async Task A_query_that_cannot_be_read_is_named(string parameter, string value)
    {
        using var answer = await api.Client.GetAsync($"/feeds/custom.atom?{parameter}={Uri.EscapeDataString(value)}");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(parameter, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["errors"]![0]!["parameter"]!.GetValue<string>());
    }
}
