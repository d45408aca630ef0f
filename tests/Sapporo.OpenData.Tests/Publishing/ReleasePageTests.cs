using System.Net;
using System.Net.Http.Headers;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Publishing;

/// <summary>The pages of the releases, and what they make visible elsewhere.</summary>
public sealed class ReleasePageTests(ReleasePageTests.Corrected api) : IClassFixture<ReleasePageTests.Corrected>
{
    private const string Note = "江別市の人口（2015年）と連携事業名の訂正";

    /// <summary>A server over two releases: the second corrects a figure (made up for the test) and a name, and takes a partnership away.</summary>
    public sealed class Corrected : TestApi
    {
        /// <summary>The page of Sapporo in release 1, as it was while that was the newest.</summary>
        public string? Before { get; private set; }

        /// <summary>Its entity tag.</summary>
        public EntityTagHeaderValue? TagBefore { get; private set; }

        /// <inheritdoc />
        public override async Task InitializeAsync()
        {
            await base.InitializeAsync();
            using var page = await Client.GetAsync("/municipalities/011002?release=1");
            (Before, TagBefore) = (await page.Content.ReadAsStringAsync(), page.Headers.ETag);
            using var input = new InputDirectory();
            input.Replace("demographics.csv", "\"120,636\"", "\"120,637\"");
            input.Replace("projects.csv", "オープンデータプラットフォームの共同利用", "オープンデータ基盤の共同利用");
            var result = await input.PublishAsync(this, Note);
            Assert.Equal(2, result.Release);
            for (var i = 0; i < 200 && (await JsonAsync("/v1/releases"))["release"]!.GetValue<int>() < 2; i++)
            {
                await Task.Delay(25);
            }
        }
    }

    [Fact]
    public async Task A_page_of_a_release_that_is_no_longer_the_newest_is_another_representation()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/municipalities/011002?release=1");
        request.Headers.IfNoneMatch.Add(api.TagBefore!);
        using var page = await api.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.DoesNotContain("の時点の内容です", WebUtility.HtmlDecode(api.Before), StringComparison.Ordinal);
        Assert.Contains("リリース 1 の時点の内容です", WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-revision.release")]
    [InlineData("revision.release")]
    [InlineData("-revision.release,-amount")]
    public async Task Rows_that_were_never_corrected_are_last_in_either_direction_and_none_is_lost(string sort)
    {
        var items = await api.AllItemsAsync($"/v1/demographics?sort={sort}&limit=18");
        Assert.Equal("012173-population-2015-formation-report", items[0]["id"]!.GetValue<string>());
        Assert.Equal((await api.JsonAsync("/v1/demographics?limit=1"))["total"]!.GetValue<int>(), items.DistinctBy(item => item["id"]!.GetValue<string>()).Count());
    }

    [Fact]
    public async Task The_list_counts_what_each_release_changed()
    {
        var rows = (await api.Client.PageAsync("/releases")).Rows("Releases");
        var expected = await api.QueryAsync("select number::text, coalesce(note, '説明なし'), sum(added)::text, sum(changed)::text, sum(removed)::text from opendata.release join opendata.release_count on release = number group by 1, 2 order by 1 desc");
        Assert.Equal(
            expected.Select(row => $"リリース {row[0]}|{row[1]}|{row[2]}|{row[3]}|{row[4]}"),
            rows.Select(row => $"{row[0].Line()}|{row[2].Line()}|{string.Join('|', row.Skip(3).Select(cell => cell.Line().Replace(",", "", StringComparison.Ordinal)))}"));
        Assert.Equal("/releases/2?lang=en", (await api.Client.PageAsync("/releases?lang=en")).Rows("Releases")[0][0].QuerySelector("a")!.GetAttribute("href"));
        Assert.Empty((await api.Client.PageAsync("/releases?page=2")).QuerySelectorAll("table"));
        Assert.Single((await api.Client.PageAsync("/releases?release=1")).Rows("Releases"));
    }

    [Fact]
    public async Task The_page_of_a_release_counts_by_resource()
    {
        foreach (var number in new[] { 1, 2 })
        {
            var expected = await api.QueryAsync($"select resource, added::text, changed::text, removed::text, current::text from opendata.release_count where release = {number} and added + changed + removed > 0 order by resource collate \"C\"");
            Assert.NotEmpty(expected);
            Assert.Equal(expected.Select(row => string.Join('|', row)), (await api.Client.PageAsync($"/releases/{number}")).Rows("Counts").Select(row => $"{row[0].QuerySelector("code")!.Line()}|{string.Join('|', row.Skip(1).Select(cell => cell.Line()))}"));
        }
    }

    [Fact]
    public async Task Changes_stand_field_by_field_as_the_feed_has_them()
    {
        var page = await api.Client.PageAsync("/releases/2");
        Assert.Contains(Note, page.QuerySelector("dl.facts")!.Line(), StringComparison.Ordinal);
        var shown = page.Rows("Changes").SelectMany(row => row[2].QuerySelectorAll("li").Select(field =>
            $"{row[0].QuerySelector("code")!.Line()} {field.QuerySelector("code")!.Line()} {field.QuerySelector("del")!.TextContent} {field.QuerySelector("ins")!.TextContent}")).ToList();
        Assert.Contains("012173-population-2015-formation-report text 120,636 120,637", shown);
        Assert.Contains("012173-population-2015-formation-report amount 120636 120637", shown);
        Assert.Contains("1-32 nameJa オープンデータプラットフォームの共同利用 オープンデータ基盤の共同利用", shown);
        var feed = (await api.AllItemsAsync("/v1/releases/2/changes")).Where(change => change["kind"]!.GetValue<string>() == "changed").ToList();
        Assert.InRange(feed.Count, 2, 20);
        Assert.Equal(feed.Sum(change => change["changes"]!.AsArray().Count), shown.Count);
        foreach (var link in page.QuerySelectorAll(".downloads a").Select(link => link.GetAttribute("href")!))
        {
            using var response = await api.Client.GetAsync(link);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.StartsWith("/v1/releases/2/changes?", link, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_first_release_shows_only_its_beginning()
    {
        var page = await api.Client.PageAsync("/releases/1");
        Assert.Equal(20, page.Rows("Changes").Count);
        Assert.All(page.Rows("Changes"), row => Assert.Equal("追加", row[1].Line()));
    }

    [Theory]
    [InlineData("/releases/3")]
    [InlineData("/releases/0")]
    [InlineData("/releases/01")]
    [InlineData("/releases/x")]
    [InlineData("/releases/2?release=1")]
    public async Task A_release_that_is_not_there_is_not_found(string url)
    {
        using var response = await api.Client.GetAsync(url);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task The_erratum_stands_at_the_figure_and_a_pinned_page_keeps_the_old_one()
    {
        var cell = (await api.Client.PageAsync("/municipalities/012173")).Rows("table.figures").Select(row => row[2]).Single(cell => cell.Line().StartsWith("120,637", StringComparison.Ordinal));
        Assert.Contains(Note, cell.QuerySelector(".revision")!.Line(), StringComparison.Ordinal);
        Assert.Equal("/releases/2", cell.QuerySelector("a")!.GetAttribute("href"));
        Assert.Contains(Note, (await api.Client.PageAsync("/compare")).Rows("Compared").Single(row => row[0].Line() == "江別市")[1].Line(), StringComparison.Ordinal);
        var old = (await api.Client.PageAsync("/municipalities/012173?release=1")).QuerySelector("main")!.Line();
        Assert.Contains("120,636", old, StringComparison.Ordinal);
        Assert.DoesNotContain(Note, old, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_of_a_dataset_counts_the_rows_that_differ()
    {
        var history = (await api.Client.PageAsync("/dataset/demographics")).QuerySelectorAll("ul.history > li").Select(item => item.Line()).ToList();
        Assert.Equal(2, history.Count);
        var rows = (await DataRowsAsync("/dataset/demographics/demographics.csv?release=1"), await DataRowsAsync("/dataset/demographics/demographics.csv?release=2"));
        Assert.Equal(rows.Item1.Count, rows.Item2.Count);
        Assert.Contains($"追加 0、変更 {rows.Item2.Except(rows.Item1, StringComparer.Ordinal).Count()}、削除 0（計 {rows.Item2.Count} 行）", history[0], StringComparison.Ordinal);
        Assert.Contains($"追加 {rows.Item1.Count}、変更 0、削除 0", history[1], StringComparison.Ordinal);
        Assert.Single((await api.Client.PageAsync("/dataset/demographics?release=1")).QuerySelectorAll("ul.history > li"));
        Assert.Single((await api.Client.PageAsync("/dataset/partner-agreement")).QuerySelectorAll("ul.history > li"));
    }

    private async Task<List<string>> DataRowsAsync(string url) => [.. (await api.Client.GetStringAsync(url)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1)];
}
