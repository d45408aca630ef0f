using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace Sapporo.OpenData.Tests.Infrastructure;

/// <summary>Asks axe-core, with every rule of WCAG 2.0 to 2.2 A and AA and its best practices.</summary>
internal static class BrowserAccessibility
{
    private static readonly List<string> Tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

    private static readonly AxeRunOptions Options = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = Tags },
        ResultTypes = [ResultType.Violations],
    };

    /// <summary>axe finds nothing, frames included.</summary>
    public static async Task AssertAccessibleAsync(this IPage page, string what)
    {
        var found = page.Frames.Count == 1 && await page.EvaluateAsync<bool>("'axe' in window") ? await AgainAsync(page) : await FirstAsync(page);
        Assert.True(found.Count == 0, string.Join('\n', found.Select(fault => $"{what}: {fault}")));
    }

    private static async Task<IReadOnlyList<string>> FirstAsync(IPage page)
    {
        var result = await page.RunAxe(Options);
        Assert.NotEmpty(result.Passes);
        return [.. result.Violations.SelectMany(violation => violation.Nodes.Select(node => $"{violation.Id}: {violation.Help}\n  {node.Target}\n  {node.Html}"))];
    }

    // The document holds axe already: looked at in another way, it need not be loaded again.
    private static async Task<IReadOnlyList<string>> AgainAsync(IPage page) => await page.EvaluateAsync<string[]>("""
        async tags => {
          const result = await axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] });
          if (result.passes.length === 0) return ["axe found nothing to look at"];
          return result.violations.flatMap(violation => violation.nodes.map(node => `${violation.id}: ${violation.help}\n  ${node.target}\n  ${node.html}`));
        }
        """, Tags);
}
