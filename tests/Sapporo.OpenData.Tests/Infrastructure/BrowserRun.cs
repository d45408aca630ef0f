using Microsoft.Playwright;
using Xunit;

namespace Sapporo.OpenData.Tests.Infrastructure;

/// <summary>One Chromium, and one server that nobody writes to, for all tests that look with a browser; they run one after another.</summary>
public sealed class BrowserRun : IAsyncLifetime
{
    private IPlaywright playwright = null!;
    private IBrowser browser = null!;

    /// <summary>The server.</summary>
    public TestApi Api { get; } = new();

    /// <summary>Its address, without a slash at the end.</summary>
    public string Address => Api.Client.BaseAddress!.GetLeftPart(UriPartial.Authority);

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        await Api.InitializeAsync();
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox", "--disable-gpu"] });
    }

    /// <inheritdoc />
    public async Task DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
        await Api.DisposeAsync();
    }

    /// <summary>Does something in a browser without history, and fails on whatever went wrong in it meanwhile.</summary>
    /// <param name="visit">What to do.</param>
    /// <param name="view">How it is looked at; null for a wide, light screen.</param>
    /// <param name="hosts">Other servers of the test that it may ask.</param>
    public async Task VisitAsync(Func<BrowserVisit, Task> visit, BrowserView? view = null, params string[] hosts)
    {
        view ??= new BrowserView();
        await using var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Address,
            Locale = view.Locale,
            ColorScheme = view.IsDark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce, // nothing is still on its way when it is looked at
            JavaScriptEnabled = view.HasScript,
            ViewportSize = new ViewportSize { Width = view.Width, Height = view.Height },
            Permissions = view.HasScript ? ["clipboard-read", "clipboard-write"] : [],
        });
        context.SetDefaultTimeout(10_000);
        var faults = new BrowserFaults([Address, .. hosts]);
        context.Page += (_, page) => faults.Watch(page);
        var page = await context.NewPageAsync();
        await visit(new BrowserVisit(page, context, faults, Address));
        Assert.Empty(faults.All);
    }
}

/// <summary>How a page is looked at.</summary>
/// <param name="Width">Width of the screen, CSS pixels.</param>
/// <param name="IsDark">Whether the visitor prefers dark.</param>
/// <param name="HasScript">Whether scripts run.</param>
/// <param name="Locale">Language of the browser.</param>
/// <param name="Height">Height of the screen, CSS pixels.</param>
public sealed record BrowserView(int Width = 1200, bool IsDark = false, bool HasScript = true, string Locale = "ja-JP", int Height = 900);

/// <summary>Classes of this collection share the browser.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserGroup : ICollectionFixture<BrowserRun>
{
    /// <summary>Name of the collection.</summary>
    public const string Name = "browser";
}
