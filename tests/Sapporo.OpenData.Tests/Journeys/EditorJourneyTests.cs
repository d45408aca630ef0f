using Microsoft.Playwright;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Journeys;

/// <summary>A web editor of a municipality: from the home page to a figure on their own site.</summary>
[Collection(BrowserGroup.Name)]
public sealed class EditorJourneyTests(BrowserRun browser)
{
    [Theory]
    [InlineData("Embed.fragment", "#mainContent figure, main > figure")]
    [InlineData("Embed.frame", "iframe")]
    [InlineData("Embed.component", "sapporo-opendata figure")]
    public async Task From_home_to_a_working_embed(string snippet, string shown)
    {
        await using var host = await BrowserHost.StartAsync();
        var population = await browser.Api.ScalarAsync("select printed from opendata.demographic_version where area = '012319' and measure = 'population' and period = '2015' and until_release is null");
        await browser.VisitAsync(async visit =>
        {
            var page = visit.Page;
            await visit.OpenAsync("/");
            await page.Locator("main").GetByRole(AriaRole.Link, new() { Name = "恵庭市", Exact = true }).First.ClickAsync();
            Assert.Equal("恵庭市", (await page.Locator("h1").TextContentAsync())!.Trim());
            await page.GetByRole(AriaRole.Link, new() { Name = "埋め込む" }).First.ClickAsync();
            await page.WaitForURLAsync("**/embed?code=012319*");
            await page.Locator($"[id='{snippet}'] + button").ClickAsync();
            await page.Locator("[role=status]", new() { HasTextString = "コピーしました" }).WaitForAsync();
            host.Paste(await page.EvaluateAsync<string>("navigator.clipboard.readText()"), browser.Address);
            await visit.OpenAsync(host.Address);
            await page.Locator(shown).ScrollIntoViewIfNeededAsync();
            var cell = shown == "iframe" ? page.FrameLocator("iframe").Locator($"data:text-is('{population}')") : page.Locator(shown).Locator($"data:text-is('{population}')");
            await cell.WaitForAsync();
        }, hosts: host.Address);
    }
}
