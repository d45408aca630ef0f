using System.Net;
using System.Text.RegularExpressions;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Catalogue;

/// <summary>The search of the start page and its facets.</summary>
public partial class SearchPageTests(TestApi api) : IClassFixture<TestApi>
{
    [Theory]
    [InlineData("将来推計", "projections")]
    [InlineData("市町", "municipalities")]
    [InlineData("ﾊﾟｰﾄﾅｰ協定", "partner-agreement")]
    [InlineData("commuting", "demographics")]
    [InlineData("name:kpi", "kpi")]
    public async Task A_search_finds_also_within_words(string words, string dataset)
    {
        var found = await DatasetsAsync($"/?q={Uri.EscapeDataString(words)}");
        Assert.Contains(dataset, found);
        Assert.True(found.Count < 26);
    }

    [Theory]
    [InlineData("(人口")]
    [InlineData("人口 AND")]
    [InlineData("\"人口")]
    [InlineData("人口\\")]
    [InlineData("{!x}人口")]
    [InlineData("title:[")]
    public async Task A_query_that_cannot_be_read_is_taken_by_its_words(string words)
    {
        using var response = await api.Client.GetAsync($"/?q={Uri.EscapeDataString(words)}");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var html = await response.Content.ReadAsStringAsync();
        Assert.Contains("検索式として読めなかった", html, StringComparison.Ordinal);
        Assert.Equal(words, WebUtility.HtmlDecode(SearchFieldForm().Match(html).Groups["value"].Value));
    }

    [Fact]
    public async Task Facets_narrow_together_and_stay_in_the_address()
    {
        var all = await DatasetsAsync("/?page=1");
        Assert.Equal(20, all.Count);
        Assert.Equal(6, (await DatasetsAsync("/?page=2")).Count);
        Assert.Equal(["municipality-011002"], await DatasetsAsync("/?organization=011002"));
        var evaluations = await DatasetsAsync("/?group=evaluations");
        Assert.Equal(["indicators", "status", "status-2019", "status-2023", "kpi"], evaluations);
        Assert.Equal(["indicators", "status-2023", "kpi"], await DatasetsAsync("/?group=evaluations&tag=KPI"));
        Assert.Equal(evaluations, await DatasetsAsync("/?group=evaluations&format=JSON"));
        Assert.Empty(await DatasetsAsync("/?group=evaluations&format=PDF"));
        Assert.Empty(await DatasetsAsync("/?group=nothing"));
        var html = await api.Client.GetStringAsync("/?group=evaluations&q=KPI");
        Assert.Contains("<input type=\"hidden\" name=\"group\" value=\"evaluations\"", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/?q=KPI\" aria-current=\"true\"", html, StringComparison.Ordinal);
    }

    private async Task<List<string>> DatasetsAsync(string url) =>
        [.. DatasetLinkForm().Matches(await api.Client.GetStringAsync(url)).Select(match => match.Groups["name"].Value)];

    [GeneratedRegex("<input type=\"search\"[^>]* value=\"(?<value>[^\"]*)\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SearchFieldForm();

    [GeneratedRegex("<h3><a href=\"/dataset/(?<name>[^\"?]*)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DatasetLinkForm();
}
