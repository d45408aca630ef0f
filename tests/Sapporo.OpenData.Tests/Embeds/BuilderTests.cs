using Microsoft.Playwright;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Embeds;

/// <summary>The page that makes snippets, with keyboard, with and without script.</summary>
[Collection(BrowserGroup.Name)]
public sealed class BuilderTests(BrowserRun browser)
{
    [Fact]
    public async Task The_address_preselects_and_says_what_it_cannot_read()
    {
        var page = EmbedTable.Parse(await browser.Api.Client.GetStringAsync("/embed?code=012319&utm_source=x"));
        Assert.Equal("012319", page.QuerySelector("select[name=code] option[selected]")!.GetAttribute("value"));
        Assert.Contains("code=\"012319\"", page.GetElementById("Embed.component")!.TextContent, StringComparison.Ordinal);
        Assert.Equal($"{browser.Address}/embed?code=012319", page.QuerySelector("link[rel=canonical]")!.GetAttribute("href"));
        var wrong = EmbedTable.Parse(await browser.Api.Client.GetStringAsync("/embed?code=012319&years=%3Cb%3E1"));
        Assert.Contains("years", wrong.QuerySelector(".notice")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("<b>1", wrong.QuerySelector("input[name=years]")!.GetAttribute("value"));
        Assert.Null(wrong.GetElementById("Embed.component"));
        using var response = await browser.Api.Client.GetAsync("/embed");
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Equal("default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; script-src 'self'; frame-src 'self'; connect-src 'self'", policy);
    }

    [Fact]
    public async Task All_measures_are_none_chosen_and_the_release_of_the_page_is_pinned()
    {
        var page = EmbedTable.Parse(await browser.Api.Client.GetStringAsync("/embed?measures=population&measures=agingRate&measures=commutingRate&release=1&theme=light"));
        var component = page.GetElementById("Embed.component")!.TextContent;
        Assert.DoesNotContain("measures", component, StringComparison.Ordinal);
        Assert.Contains("release=\"1\" theme=\"light\"", component, StringComparison.Ordinal);
        Assert.Contains("release=1&amp;theme=light", page.GetElementById("Embed.frame")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("1", page.QuerySelector("select[name=release] option[selected]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task It_works_as_a_plain_form() =>
        await browser.VisitAsync(async visit =>
        {
            var page = visit.Page;
            await visit.OpenAsync("/embed");
            await page.Locator("input[value=projects]").CheckAsync();
            await page.Locator("select[name=code]").SelectOptionAsync("014281");
            await page.Locator("form.embed-form button").ClickAsync();
            await page.WaitForURLAsync("**/embed?kind=projects&code=014281*");
            Assert.Contains("kind=\"projects\" code=\"014281\"", await page.Locator("[id='Embed.component']").InputValueAsync(), StringComparison.Ordinal);
            Assert.Equal("長沼町が関わる連携事業と評価", await page.FrameLocator("iframe").Locator("h1").TextContentAsync());
            Assert.Equal(0, await page.Locator(".snippet button").CountAsync());
        }, new BrowserView(HasScript: false));

    [Fact]
    public async Task It_works_with_the_keyboard_alone_and_follows_every_choice() =>
        await browser.VisitAsync(async visit =>
        {
            var page = visit.Page;
            await visit.OpenAsync("/embed");
            await visit.TabToAsync("a.skip");
            await page.Keyboard.PressAsync("Enter");
            await visit.TabToAsync("input[name=kind]");
            await page.Keyboard.PressAsync("ArrowDown");
            await page.Keyboard.PressAsync("ArrowDown");
            await StatusAsync(page, "プレビューと貼り付けるHTMLを更新しました。");
            Assert.True(await page.Locator("select[name=id]").IsVisibleAsync());
            Assert.False(await page.Locator("select[name=code]").IsVisibleAsync());
            await visit.TabToAsync("select[name=id]");
            await page.Keyboard.TypeAsync("1-kpi-3");
            await page.FrameLocator("iframe").Locator("h1", new() { HasTextString = await NameAsync("1-kpi-3") }).WaitForAsync();
            await visit.TabToAsync("input[name=years]");
            await page.Keyboard.TypeAsync("2019-2023");
            await page.WaitForURLAsync("**&years=2019-2023*");
            Assert.Contains("id=1-kpi-3", page.Url, StringComparison.Ordinal);
            await page.Locator("[id='Embed.component']", new() { HasTextString = "years=\"2019-2023\"" }).WaitForAsync();
            await visit.TabToAsync("[id='Embed.component'] + button");
            Assert.NotEqual("none", await page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineStyle"));
            await page.Keyboard.PressAsync("Enter");
            await StatusAsync(page, "コピーしました。");
            Assert.Equal(await page.Locator("[id='Embed.component']").InputValueAsync(), await page.EvaluateAsync<string>("navigator.clipboard.readText()"));
        });

    private static Task StatusAsync(IPage page, string text) => page.Locator("[role=status]", new() { HasTextString = text }).WaitForAsync();

    private async Task<string> NameAsync(string indicator) => (await browser.Api.JsonAsync($"/v1/indicators/{indicator}"))["nameJa"]!.ToString();
}
