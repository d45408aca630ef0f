using System.Collections.Concurrent;
using Microsoft.Playwright;
using Xunit;

namespace Sapporo.OpenData.Tests.Infrastructure;

/// <summary>A page that is open in a browser of its own.</summary>
/// <param name="Page">The page.</param>
/// <param name="Context">Its browser context.</param>
/// <param name="Faults">What went wrong so far.</param>
/// <param name="Address">Address of our server, without a slash at the end.</param>
public sealed record BrowserVisit(IPage Page, IBrowserContext Context, BrowserFaults Faults, string Address)
{
    /// <summary>Opens an address, which must answer with a status.</summary>
    public async Task OpenAsync(string url, int status = 200)
    {
        if (status >= 400)
        {
            Faults.Expect($"status of {status}"); // the console tells of it
        }

        var response = await Page.GotoAsync(url);
        Assert.Equal(status, response!.Status);
    }

    /// <summary>Presses Tab until something is focused.</summary>
    /// <returns>How many times.</returns>
    public async Task<int> TabToAsync(string selector, int most = 60)
    {
        for (var i = 1; i <= most; i++)
        {
            await Page.Keyboard.PressAsync("Tab");
            if (await Page.EvaluateAsync<bool>("selector => document.activeElement?.matches(selector) ?? false", selector))
            {
                return i;
            }
        }

        throw new TimeoutException($"{selector} is not reached by {most} times Tab.");
    }

    /// <summary>Whether the page itself scrolls sideways.</summary>
    public Task<bool> ScrollsSidewaysAsync() => Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth");
}

/// <summary>Gathers what a browser complains of.</summary>
/// <param name="hosts">Addresses that may be asked.</param>
public sealed class BrowserFaults(IReadOnlyCollection<string> hosts)
{
    private readonly ConcurrentQueue<string> faults = new();
    private readonly ConcurrentBag<string> expected = [];

    /// <summary>What went wrong and was not expected.</summary>
    public IReadOnlyList<string> All => [.. faults.Where(fault => !expected.Any(text => fault.Contains(text, StringComparison.Ordinal)))];

    /// <summary>Takes complaints that hold a text for part of the test.</summary>
    public void Expect(string text) => expected.Add(text);

    /// <summary>Listens to a page.</summary>
    public void Watch(IPage page)
    {
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                faults.Enqueue($"console: {message.Text} ({message.Location})");
            }
        };
        page.PageError += (_, error) => faults.Enqueue($"script: {error}");
        page.RequestFailed += (_, request) =>
        {
            // What a newer choice, or leaving the page, makes needless is broken off on purpose.
            if (request.Failure != "net::ERR_ABORTED")
            {
                faults.Enqueue($"request: {request.Url} {request.Failure}");
            }
        };
        page.Request += (_, request) =>
        {
            if (!hosts.Any(host => request.Url.StartsWith(host + "/", StringComparison.Ordinal)) && !request.Url.StartsWith("data:", StringComparison.Ordinal) && request.Url != "about:blank")
            {
                faults.Enqueue($"another host: {request.Url}");
            }
        };
    }
}
