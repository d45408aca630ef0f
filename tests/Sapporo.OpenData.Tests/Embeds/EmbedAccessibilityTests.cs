using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Embeds;

/// <summary>Embeds and the builder in both languages, light and dark, on a wide and on the narrowest screen.</summary>
[Collection(BrowserGroup.Name)]
public sealed class EmbedAccessibilityTests(BrowserRun browser)
{
    private static readonly string[] Paths =
    [
        "/embed/municipalities/012246", "/embed/municipalities/012246/projects", "/embed/indicators/1-kpi-2", "/embed/evaluations/2019",
        "/embed?kind=indicator&id=1-32-1",
    ];

    [Theory]
    [InlineData(false, 1200)]
    [InlineData(true, 320)]
    public async Task Axe_finds_nothing_and_no_page_scrolls_sideways(bool isDark, int width) =>
        await browser.VisitAsync(async visit =>
        {
            foreach (var path in Paths)
            {
                foreach (var lang in new[] { "ja", "en" })
                {
                    var url = path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "lang=" + lang;
                    await visit.OpenAsync(url);
                    await visit.Page.AssertAccessibleAsync($"{url} {width} {(isDark ? "dark" : "light")}");
                    Assert.False(await visit.ScrollsSidewaysAsync(), url);
                }
            }
        }, new BrowserView(width, isDark));

    [Fact]
    public async Task On_paper_a_table_is_whole() =>
        await browser.VisitAsync(async visit =>
        {
            await visit.OpenAsync("/embed/municipalities/012246/projects?theme=dark");
            await visit.Page.EmulateMediaAsync(new() { Media = Microsoft.Playwright.Media.Print });
            Assert.Equal("visible", await visit.Page.Locator("figure > div").EvaluateAsync<string>("box => getComputedStyle(box).overflowX"));
            Assert.Equal("rgb(255, 255, 255)", await visit.Page.Locator("figure").EvaluateAsync<string>("figure => getComputedStyle(figure).backgroundColor"));
        });
}
