using Microsoft.Playwright;
using Sapporo.OpenData.Tests.Infrastructure;
using Xunit;

namespace Sapporo.OpenData.Tests.Journeys;

/// <summary>A citizen without script: what was not achieved, of which project, by which figures.</summary>
[Collection(BrowserGroup.Name)]
public sealed class CitizenJourneyTests(BrowserRun browser)
{
    [Fact]
    public async Task From_home_over_a_year_and_a_mark_to_a_project_and_its_indicator()
    {
        var missed = await browser.Api.QueryAsync("""
            select i.id, i.name_ja, i.project, p.name_ja, i.target_text, e.actual_text from opendata.evaluation_version e
              join opendata.indicator_version i on i.id = e.indicator and i.until_release is null
              left join opendata.project_version p on p.id = i.project and p.until_release is null
             where e.fiscal_year = 2019 and e.until_release is null and e.rating = '×' order by i.ordinal
            """);
        var chosen = missed.First(row => row[2] is not null);
        await browser.VisitAsync(async visit =>
        {
            var page = visit.Page;
            await visit.OpenAsync("/");
            await page.Locator("main a[href='/evaluations/2019']").First.ClickAsync();
            await page.GetByLabel("評価", new() { Exact = true }).SelectOptionAsync("notAchieved");
            await page.GetByRole(AriaRole.Button, new() { Name = "絞り込む" }).ClickAsync();
            await page.WaitForURLAsync("**ratingCode=notAchieved*");
            Assert.Equal(missed.Count, await page.Locator(".evaluation").CountAsync());
            Assert.All(await page.Locator(".evaluation .mark").AllTextContentsAsync(), mark => Assert.Contains("×", mark, StringComparison.Ordinal));
            await page.GetByRole(AriaRole.Link, new() { Name = chosen[3]!, Exact = true }).First.ClickAsync();
            Assert.Equal($"{browser.Address}/projects/{chosen[2]}", page.Url);
            Assert.Contains(chosen[3]!, await page.Locator("h1").TextContentAsync(), StringComparison.Ordinal);
            await page.Locator($"main a[href='/indicators/{chosen[0]}']").First.ClickAsync();
            Assert.Contains(chosen[1]!, await page.Locator("h1").TextContentAsync(), StringComparison.Ordinal);
            var text = await page.Locator("main").TextContentAsync();
            Assert.Contains(chosen[4]!, text, StringComparison.Ordinal);
            Assert.Contains(chosen[5]!, text, StringComparison.Ordinal);
        }, new BrowserView(Width: 400, HasScript: false));
    }
}
