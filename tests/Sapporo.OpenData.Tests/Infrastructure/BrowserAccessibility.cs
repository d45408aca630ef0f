using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace Sapporo.OpenData.Tests.Infrastructure;

/// <summary>Asks axe-core, with every rule of WCAG 2.0 to 2.2 A and AA and its best practices.</summary>
internal static class BrowserAccessibility
{
    private static readonly List<string> Tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    /// <summary>axe finds nothing, frames included.</summary>
    public static async Task AssertAccessibleAsync(this IPage page, string what)
    {
        var isOneOrigin = page.Frames.All(frame => new Uri(frame.Url).GetLeftPart(UriPartial.Authority) == new Uri(page.Url).GetLeftPart(UriPartial.Authority));
        var found = isOneOrigin ? await WithinAsync(page) : await AcrossAsync(page);
        Assert.True(found.Count == 0, string.Join('\n', found.Select(fault => $"{what}: {fault}")));
    }

    // The quick way: axe is read once by each document, and asks the frames by itself.
    private static async Task<IReadOnlyList<string>> WithinAsync(IPage page)
    {
        foreach (var frame in page.Frames)
        {
            if (!await frame.EvaluateAsync<bool>("'axe' in window"))
            {
                await frame.EvaluateAsync(Axe);
            }
        }

        return await page.EvaluateAsync<string[]>("""
            async tags => {
              const result = await axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"], preload: false });
              if (result.passes.length === 0) return ["axe found nothing to look at"];
              return result.violations.flatMap(violation => violation.nodes.map(node => `${violation.id}: ${violation.help}\n  ${node.target}\n  ${node.html}`));
            }
            """, Tags);
    }

    private static async Task<IReadOnlyList<string>> AcrossAsync(IPage page)
    {
        var result = await page.RunAxe(new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "tag", Values = Tags } });
        Assert.NotEmpty(result.Passes);
        return [.. result.Violations.SelectMany(violation => violation.Nodes.Select(node => $"{violation.Id}: {violation.Help}\n  {node.Target}\n  {node.Html}"))];
    }
}
