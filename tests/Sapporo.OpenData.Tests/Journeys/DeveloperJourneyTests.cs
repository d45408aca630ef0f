using System.Text.Json;
using Microsoft.Playwright;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Journeys;

/// <summary>A developer: search, dataset, its files as a browser saves them.</summary>
[Collection(BrowserGroup.Name)]
public sealed class DeveloperJourneyTests(BrowserRun browser)
{
    [Fact]
    public async Task From_home_to_files_that_open()
    {
        var rows = int.Parse((await browser.Api.ScalarAsync("select count(*) from opendata.demographic_version where until_release is null and not projection"))!, System.Globalization.CultureInfo.InvariantCulture);
        await browser.VisitAsync(async visit =>
        {
            var page = visit.Page;
            await visit.OpenAsync("/");
            await page.GetByRole(AriaRole.Searchbox).FillAsync("通勤通学割合");
            await page.Keyboard.PressAsync("Enter");
            await page.Locator("a[href='/dataset/demographics']").ClickAsync();
            var file = page.Locator("article.file").First;
            var csv = await SaveAsync(page, file.Locator("a.button", new() { HasTextString = "CSV" }).First);
            Assert.EndsWith(".csv", csv.Name, StringComparison.Ordinal);
            Assert.NotEqual(0xFEFF, csv.Text[0]);
            var table = StrictCsv.Parse(csv.Text);
            Assert.Contains("札幌市", csv.Text, StringComparison.Ordinal);
            var excel = await SaveAsync(page, file.Locator("a.button", new() { HasTextString = "Excel" }));
            Assert.Equal("\uFEFF" + csv.Text, excel.Text);
            var json = await SaveAsync(page, file.Locator("a.button", new() { HasTextString = "JSON" }));
            var items = JsonDocument.Parse(json.Text).RootElement.EnumerateArray().ToList();
            Assert.Equal(table.Count - 1, items.Count);
            Assert.Equal(table[0], items[0].EnumerateObject().Select(member => member.Name));
            Assert.InRange(items.Count, 40, rows);
        });
    }

    private static async Task<(string Name, string Text)> SaveAsync(IPage page, ILocator link)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => link.ClickAsync());
        var bytes = await File.ReadAllBytesAsync((await download.PathAsync())!);
        return (download.SuggestedFilename, System.Text.Encoding.UTF8.GetString(bytes));
    }
}
