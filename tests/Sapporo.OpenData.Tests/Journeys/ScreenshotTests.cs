using System.Text.RegularExpressions;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Journeys;

/// <summary>Pictures of the main pages; for eyes to judge where OPENDATA_SCREENSHOTS names a folder that keeps them.</summary>
[Collection(BrowserGroup.Name)]
public sealed partial class ScreenshotTests(BrowserRun browser)
{
    private const string Variable = "OPENDATA_SCREENSHOTS";

    [Fact]
    public async Task Main_pages_are_pictured()
    {
        var kept = Environment.GetEnvironmentVariable(Variable);
        var folder = string.IsNullOrEmpty(kept) ? Directory.CreateTempSubdirectory("opendata-pictures-").FullName : Directory.CreateDirectory(kept).FullName;
        try
        {
            await TakeAsync(folder);
        }
        finally
        {
            if (string.IsNullOrEmpty(kept))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private async Task TakeAsync(string folder)
    {
        foreach (var (width, isDark) in new[] { (1200, false), (400, false), (1200, true), (400, true) })
        {
            await browser.VisitAsync(async visit =>
            {
                foreach (var url in SitePages.Main.Append("/?lang=en").Append("/embed/indicators/1-kpi-2").Append("/embed/municipalities/012246/projects"))
                {
                    await visit.OpenAsync(url, SitePages.StatusOf(url));
                    var name = $"{NotLetters().Replace(url.Trim('/').Length == 0 ? "home" : url.Trim('/', '?'), "-")}-{width}-{(isDark ? "dark" : "light")}.png";
                    await visit.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, name), FullPage = true });
                    Assert.True(new FileInfo(Path.Combine(folder, name)).Length > 5000);
                }
            }, new BrowserView(width, isDark));
        }
    }

    [GeneratedRegex("[^A-Za-z0-9]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NotLetters();
}
