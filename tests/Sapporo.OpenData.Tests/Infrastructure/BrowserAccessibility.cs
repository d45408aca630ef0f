using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace Sapporo.OpenData.Tests.Infrastructure;

/// <summary>Asks axe-core, with every rule of WCAG 2.0 to 2.2 A and AA and its best practices.</summary>
internal static class BrowserAccessibility
{
    private static readonly AxeRunOptions Options = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
        ResultTypes = [ResultType.Violations],
    };

    /// <summary>axe finds nothing, frames included.</summary>
    public static async Task AssertAccessibleAsync(this IPage page, string what)
    {
        var result = await page.RunAxe(Options);
        Assert.NotEmpty(result.Passes);
        var found = result.Violations.SelectMany(violation => violation.Nodes.Select(node => $"{what}: {violation.Id}: {violation.Help}\n  {node.Target}\n  {node.Html}")).ToList();
        Assert.True(found.Count == 0, string.Join('\n', found));
    }
}
