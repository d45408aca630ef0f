using Microsoft.Playwright;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Embeds;

/// <summary>The snippets of the builder, pasted into a page of another origin whose policy allows no more than they are said to need.</summary>
[Collection(BrowserGroup.Name)]
public sealed class EmbedOnOtherSiteTests(BrowserRun browser) : IAsyncLifetime
{
    private BrowserHost host = null!;

    public static TheoryData<string, string> Choices => new()
    {
        { "kind=municipality&code=012246", "/embed/municipalities/012246" },
        { "kind=municipality&code=014231&language=en&measures=population&years=2015&release=1&theme=dark", "/embed/municipalities/014231?lang=en&measures=population&years=2015&release=1" },
        { "kind=projects&code=011002&fiscalYear=2019", "/embed/municipalities/011002/projects?fiscalYear=2019" },
        { "kind=indicator&id=1-kpi-2&years=2018-2028", "/embed/indicators/1-kpi-2?years=2018-2028" },
        { "kind=summary&year=2019&lang=en", "/embed/evaluations/2019?lang=en" },
    };

    public async Task InitializeAsync() => host = await BrowserHost.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Theory]
    [MemberData(nameof(Choices))]
    public async Task Every_snippet_shows_the_figures_with_and_without_script(string choice, string figure)
    {
        var (fragment, frame, component) = await SnippetsAsync(choice);
        var rows = EmbedTable.Rows(EmbedTable.Parse(await browser.Api.Client.GetStringAsync(figure + (figure.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "format=fragment")));
        Assert.NotEmpty(rows);
        host.Paste($"<div id=\"pasted\">{fragment}</div>\n{frame}\n{component}", browser.Address);
        await browser.VisitAsync(async visit =>
        {
            await visit.OpenAsync(host.Address);
            var page = visit.Page;
            await page.Locator("iframe").ScrollIntoViewIfNeededAsync();
            await page.Locator("sapporo-opendata table").WaitForAsync();
            Assert.Equal(rows, await RowsAsync(page.Locator("#pasted")));
            Assert.Equal(rows, await RowsAsync(page.Locator("sapporo-opendata")));
            await page.FrameLocator("iframe").Locator("table").WaitForAsync();
            Assert.Equal(rows, await RowsAsync(page.FrameLocator("iframe").Locator("main")));
            await HeightFitsAsync(page);
            Assert.False(await page.Locator("sapporo-opendata > a").IsVisibleAsync());
            if (choice.Contains("indicator", StringComparison.Ordinal))
            {
                await page.AssertAccessibleAsync(choice); // the kind that draws; each is looked at by itself elsewhere
            }
        }, hosts: host.Address);
        await browser.VisitAsync(async visit =>
        {
            await visit.OpenAsync(host.Address);
            var page = visit.Page;
            await page.Locator("iframe").ScrollIntoViewIfNeededAsync();
            Assert.True(await page.Locator("sapporo-opendata > a").IsVisibleAsync());
            Assert.Equal(rows.Count, await page.Locator("#pasted tbody tr").CountAsync());
            await page.FrameLocator("iframe").Locator("h1").WaitForAsync();
            Assert.Equal(rows.Count, await page.FrameLocator("iframe").Locator("tbody tr").CountAsync());
            Assert.Equal(480, (await page.Locator("iframe").BoundingBoxAsync())!.Height, 5d);
        }, new BrowserView(HasScript: false), host.Address);
    }

    [Fact]
    public async Task The_component_follows_its_attributes_and_the_last_choice_wins()
    {
        host.Paste(Component("kind=\"municipality\" code=\"011002\""), browser.Address);
        await browser.VisitAsync(async visit =>
        {
            var page = visit.Page;
            await page.RouteAsync("**/embed/municipalities/012033?*", async route =>
            {
                await Task.Delay(700); // an answer that comes when it is wanted no more
                await route.ContinueAsync();
            });
            await visit.OpenAsync(host.Address);
            await TitleAsync(page, "札幌市の人口・高齢化率・通勤通学割合");
            await SetAsync(page, "code", "012033");
            await page.WaitForTimeoutAsync(100);
            await SetAsync(page, "code", "012106");
            await TitleAsync(page, "岩見沢市の人口・高齢化率・通勤通学割合");
            await SetAsync(page, "measures", "population");
            await TitleAsync(page, "岩見沢市の人口");
            await SetAsync(page, "lang", "en");
            await TitleAsync(page, "Iwamizawa: Population");
            await page.WaitForTimeoutAsync(700);
            Assert.Equal("Iwamizawa: Population", await page.Locator("sapporo-opendata strong").TextContentAsync());
            await SetAsync(page, "kind", "summary");
            await page.Locator("sapporo-opendata > a").WaitForAsync(); // without a year there is no figure
            await SetAsync(page, "year", "2019");
            await TitleAsync(page, "Achievement of the joint projects in fiscal 2019");
            await page.EvaluateAsync("document.querySelector('sapporo-opendata').removeAttribute('lang')");
            await TitleAsync(page, "2019年度の連携事業の達成状況");
        }, hosts: host.Address);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(404)]
    [InlineData(0)]
    public async Task The_component_shows_what_stands_inside_while_the_figure_is_away_and_comes_back(int status)
    {
        host.Paste(Component("kind=\"municipality\" code=\"011002\""), browser.Address);
        await browser.VisitAsync(async visit =>
        {
            var page = visit.Page;
            visit.Faults.Expect("Failed to load resource");
            visit.Faults.Expect("net::ERR_FAILED");
            await visit.OpenAsync(host.Address);
            await TitleAsync(page, "札幌市の人口・高齢化率・通勤通学割合");
            await page.RouteAsync("**/embed/municipalities/**", route => status == 0 ? route.AbortAsync()
                : route.FulfillAsync(new RouteFulfillOptions { Status = status, Body = "<p>wrong</p>", Headers = new Dictionary<string, string> { ["Access-Control-Allow-Origin"] = "*" } }));
            await SetAsync(page, "code", "012033");
            await page.Locator("sapporo-opendata > a").WaitForAsync();
            Assert.Equal(0, await page.Locator("sapporo-opendata table").CountAsync());
            await page.UnrouteAllAsync();
            await SetAsync(page, "code", "012319");
            await TitleAsync(page, "恵庭市の人口・高齢化率・通勤通学割合");
        }, hosts: host.Address);
    }

    [Fact]
    public async Task The_script_may_be_loaded_twice_as_module_or_not_before_or_after()
    {
        var script = $"{browser.Address}/embed/v1.js";
        const string Element = "<sapporo-opendata kind=\"indicator\" id=\"1-kpi-1\"><a href=\"#\">指標</a></sapporo-opendata>";
        host.Paste($"{Element}<script src=\"{script}\"></script>{Element.Replace("1-kpi-1", "1-kpi-3", StringComparison.Ordinal)}<script src=\"{script}\" type=\"module\"></script><script src=\"{script}\" async></script>", browser.Address);
        await browser.VisitAsync(async visit =>
        {
            await visit.OpenAsync(host.Address);
            await visit.Page.Locator("sapporo-opendata table").Nth(1).WaitForAsync();
            Assert.Equal(2, await visit.Page.Locator("sapporo-opendata table").CountAsync());
            await visit.Page.EvaluateAsync("const one = document.createElement('sapporo-opendata'); one.setAttribute('kind', 'summary'); one.setAttribute('year', '2019'); document.querySelector('main').append(one);");
            await visit.Page.Locator("sapporo-opendata table").Nth(2).WaitForAsync();
            var requests = await visit.Page.EvaluateAsync<int>("performance.getEntriesByType('resource').filter(entry => entry.name.includes('format=fragment')).length");
            Assert.Equal(3, requests);
        }, hosts: host.Address);
    }

    [Fact]
    public async Task Only_a_frame_of_ours_gets_the_height_that_it_tells()
    {
        var (_, frame, _) = await SnippetsAsync("kind=summary");
        host.Paste(frame, browser.Address);
        await browser.VisitAsync(async visit =>
        {
            var page = visit.Page;
            await visit.OpenAsync(host.Address);
            await HeightFitsAsync(page);
            var before = (await page.Locator("iframe").BoundingBoxAsync())!.Height;
            await page.EvaluateAsync("window.postMessage({ 'sapporo-opendata': 5000 }, '*')");
            await page.WaitForTimeoutAsync(200);
            Assert.Equal(before, (await page.Locator("iframe").BoundingBoxAsync())!.Height);
            await page.SetViewportSizeAsync(340, 900); // lines wrap: the frame grows with them
            await HeightFitsAsync(page);
            Assert.True((await page.Locator("iframe").BoundingBoxAsync())!.Height > before + 20);
        }, hosts: host.Address);
    }

    [Theory]
    [InlineData("light", true, "rgb(255, 255, 255)")]
    [InlineData("dark", false, "rgb(20, 25, 27)")]
    [InlineData("auto", true, "rgb(20, 25, 27)")]
    [InlineData("auto", false, "rgb(255, 255, 255)")]
    public async Task Theme_is_chosen_or_follows_the_reader(string theme, bool isDark, string ground)
    {
        host.Paste(Component($"kind=\"summary\" year=\"2019\" theme=\"{theme}\""), browser.Address);
        await browser.VisitAsync(async visit =>
        {
            const string Ground = "figure => getComputedStyle(figure).backgroundColor";
            await visit.OpenAsync(host.Address);
            Assert.Equal(ground, await visit.Page.Locator("sapporo-opendata figure").EvaluateAsync<string>(Ground));
            await visit.OpenAsync($"/embed/evaluations/2019?theme={theme}");
            Assert.Equal(ground, await visit.Page.Locator("figure").EvaluateAsync<string>(Ground));
        }, new BrowserView(IsDark: isDark), host.Address);
    }

    private string Component(string attributes) =>
        $"<sapporo-opendata {attributes}><a href=\"{browser.Address}/embed\">数値</a></sapporo-opendata><script src=\"{browser.Address}/embed/v1.js\" async></script>";

    private async Task<(string Fragment, string Frame, string Component)> SnippetsAsync(string choice)
    {
        var page = EmbedTable.Parse(await browser.Api.Client.GetStringAsync("/embed?" + choice));
        string Text(string id) => page.GetElementById("Embed." + id)!.TextContent;
        return (Text("fragment"), Text("frame"), Text("component"));
    }

    private static Task SetAsync(IPage page, string name, string value) =>
        page.EvaluateAsync("([name, value]) => document.querySelector('sapporo-opendata').setAttribute(name, value)", new[] { name, value });

    private static Task TitleAsync(IPage page, string title) => page.Locator("sapporo-opendata strong", new PageLocatorOptions { HasTextString = title }).WaitForAsync();

    private static async Task<List<string[]>> RowsAsync(ILocator root) =>
        EmbedTable.Rows(EmbedTable.Parse($"<table>{string.Concat(await root.Locator("tbody").EvaluateAllAsync<string[]>("bodies => bodies.map(body => body.outerHTML)"))}</table>"));

    private static async Task HeightFitsAsync(IPage page)
    {
        var content = 0;
        for (var i = 0; i < 100; i++)
        {
            content = await page.FrameLocator("iframe").Locator("body").EvaluateAsync<int>("body => Math.ceil(body.getBoundingClientRect().height)");
            if (content > 0 && content == (int)(await page.Locator("iframe").BoundingBoxAsync())!.Height)
            {
                return;
            }

            await page.WaitForTimeoutAsync(50);
        }

        Assert.Fail($"The frame is {(await page.Locator("iframe").BoundingBoxAsync())!.Height} high, its content {content}.");
    }
}
