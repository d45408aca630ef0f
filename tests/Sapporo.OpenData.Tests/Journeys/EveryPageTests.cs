using Microsoft.Playwright;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Journeys;

/// <summary>What every page owes to every reader: axe, narrow screens, zoom, paper, weight.</summary>
[Collection(BrowserGroup.Name)]
public sealed class EveryPageTests(BrowserRun browser)
{
    // Width of A4 without its margins, and how far browsers shrink what is wider.
    private const int Paper = 718;
    private const double MostShrinking = 2;

    public static TheoryData<string> Pages => [.. SitePages.All];

    [Theory]
    [MemberData(nameof(Pages))]
    public Task Axe_finds_nothing_in_either_language_light_or_dark_wide_or_narrow(string page) =>
        Task.WhenAll(LookAtAsync(page, "ja"), LookAtAsync(page, "en"));

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task It_is_light_needs_no_script_goes_by_keyboard_and_prints_whole(string page) =>
        await browser.VisitAsync(async visit =>
        {
            await visit.OpenAsync(page, SitePages.StatusOf(page));
            await LightAsync(visit, page);
            await ByKeyboardAsync(visit);
            await OnPaperAsync(visit, page);
        });

    private static async Task LightAsync(BrowserVisit visit, string page)
    {
        var transferred = await visit.Page.EvaluateAsync<int>("[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].reduce((sum, entry) => sum + entry.transferSize, 0)");
        Assert.InRange(transferred, 1000, 60_000);
        Assert.Equal(page == "/embed" ? 2 : 0, await visit.Page.Locator("script[src]").CountAsync());
        Assert.Equal(0, await visit.Page.Locator("script[src]:not([defer])").CountAsync());
    }

    private static async Task ByKeyboardAsync(BrowserVisit visit)
    {
        await visit.Page.Keyboard.PressAsync("Tab");
        Assert.True(await visit.Page.Locator("a.skip").EvaluateAsync<bool>("link => link === document.activeElement && link.getBoundingClientRect().top >= 0"));
        await visit.Page.Keyboard.PressAsync("Enter");
        Assert.Equal("mainContent", await visit.Page.EvaluateAsync<string>("document.activeElement.id"));
        await visit.Page.EvaluateAsync("window.before = document.activeElement");
        for (var i = 0; i < 25; i++)
        {
            await visit.Page.Keyboard.PressAsync("Tab");
            var fault = await visit.Page.EvaluateAsync<string?>("""
                () => {
                  const [now, before] = [document.activeElement, window.before];
                  if (now === document.body || now.tagName === "IFRAME") return "end";
                  window.before = now;
                  const [box, style] = [now.getBoundingClientRect(), getComputedStyle(now)];
                  const name = now.outerHTML.slice(0, 120);
                  if (!(before.compareDocumentPosition(now) & Node.DOCUMENT_POSITION_FOLLOWING)) return "out of order: " + name;
                  if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) return "no outline: " + name;
                  if (box.width === 0 || box.bottom <= 0 || box.top >= innerHeight) return "out of sight: " + name;
                  return null;
                }
                """);
            if (fault == "end")
            {
                return;
            }

            Assert.Null(fault);
        }
    }

    private static async Task OnPaperAsync(BrowserVisit visit, string page)
    {
        await visit.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await visit.Page.SetViewportSizeAsync(Paper, 1000);
        foreach (var hidden in await visit.Page.Locator("header nav, a.skip, form, .language").AllAsync())
        {
            Assert.False(await hidden.IsVisibleAsync());
        }

        var cut = await visit.Page.EvaluateAsync<string[]>("""
            most => [...document.querySelectorAll("main *")].filter(element => {
              if (element.tagName === "IFRAME" || element.tagName === "TEXTAREA") return false;
              const [box, style] = [element.getBoundingClientRect(), getComputedStyle(element)];
              return box.width > 1 && (box.right > most || (style.overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1));
            }).map(element => element.outerHTML.slice(0, 200))
            """, Paper * MostShrinking);
        Assert.Empty(cut);
        if (page is "/" or "/evaluations/2019" or "/municipalities/012246")
        {
            Assert.True((await visit.Page.PdfAsync(new() { Format = "A4" })).Length > 5000);
        }
    }

    private Task LookAtAsync(string page, string lang) =>
        browser.VisitAsync(async visit =>
        {
            await visit.OpenAsync(SitePages.In(page, lang), SitePages.StatusOf(page));
            Assert.Equal(lang, await visit.Page.Locator("html").GetAttributeAsync("lang"));
            foreach (var (width, scheme) in new[] { (1200, ColorScheme.Light), (320, ColorScheme.Dark) })
            {
                await visit.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
                await visit.Page.SetViewportSizeAsync(width, 900);
                await visit.Page.AssertAccessibleAsync($"{page} {lang} {width} {scheme}");
            }

            foreach (var width in new[] { 320, 400, 640, 1200 }) // 640 is a screen of 1280 at 200 %
            {
                await visit.Page.SetViewportSizeAsync(width, 900);
                Assert.False(await visit.ScrollsSidewaysAsync(), $"{page} {lang} scrolls sideways at {width}.");
            }
        });
}
