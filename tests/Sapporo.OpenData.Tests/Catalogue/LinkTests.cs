using System.Net;
using System.Text.RegularExpressions;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Catalogue;

/// <summary>Every address of ours that a document names leads to something.</summary>
public partial class LinkTests(TestApi api) : IClassFixture<TestApi>
{
    private static readonly string[] Documents =
    [
        "/catalog.ttl", "/catalog.rdf", "/catalog.jsonld", "/data.json", "/feeds/dataset.atom", "/sitemap.xml", "/robots.txt", "/v1", "/v1/catalogue/statistics", "/api/3/action/package_search?rows=1000",
        "/api/3/action/organization_list?all_fields=true", "/api/3/action/license_list", "/dataset/kpi/datapackage.json", "/dataset/kpi/kpi-vision1.csv-metadata.json", "/dataset/kpi.ttl", "/dataset/open-data-list",
        "/", "/?lang=en", "/organization", "/group", "/organization/011002", "/group/statistics", "/rules", "/feeds/organization/011002.atom",
    ];

    [Fact]
    public async Task Every_address_in_every_document_resolves()
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var document in Documents)
        {
            using var response = await api.Client.GetAsync(document);
            Assert.True(response.IsSuccessStatusCode, document);
            var text = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync()).Replace("\\u0026", "&", StringComparison.Ordinal);
            var links = response.Headers.TryGetValues("Link", out var headers) ? string.Join(' ', headers) : "";
            foreach (var address in Absolute(text + " " + links).Concat(Relative(text)))
            {
                found.TryAdd(address.Split('#')[0], document);
            }
        }

        Assert.True(found.Count > 500, $"{found.Count}");
        foreach (var (address, document) in found)
        {
            using var response = await FollowAsync(address);
            Assert.True(response.IsSuccessStatusCode, $"{document} names {address}: {(int)response.StatusCode}");
        }
    }

    private async Task<HttpResponseMessage> FollowAsync(string address)
    {
        for (var i = 0; ; i++)
        {
            var response = await api.Client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead);
            if ((int)response.StatusCode is < 300 or >= 400 || i == 5)
            {
                return response;
            }

            address = response.Headers.Location!.ToString();
            response.Dispose();
        }
    }

    private IEnumerable<string> Absolute(string text) => Regex.Matches(text, Regex.Escape(api.Client.BaseAddress!.ToString().TrimEnd('/')) + @"(?<path>/[^\s""<>\\)\]}']*)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)).Select(match => match.Groups["path"].Value.TrimEnd(',', '.', ';'));

    private static IEnumerable<string> Relative(string text) => Href().Matches(text).Select(match => match.Groups["path"].Value);

    [GeneratedRegex("(href|src|action)=\"(?<path>/[^\"]*)\"", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Href();
}
