using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Sapporo.OpenData.Tests.Infrastructure;

/// <summary>Somebody else's site, on an origin of its own and with a strict policy: pages that embed our figures.</summary>
public sealed class BrowserHost : IAsyncDisposable
{
    private readonly WebApplication app;
    private string body = "";
    private string policy = "";

    private BrowserHost(WebApplication app) => this.app = app;

    /// <summary>Its address, without a slash at the end.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Starts it.</summary>
    public static async Task<BrowserHost> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var host = new BrowserHost(builder.Build());
        host.app.Run(async context =>
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            context.Response.Headers.ContentSecurityPolicy = host.policy;
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(host.body));
        });
        await host.app.StartAsync();
        host.Address = host.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return host;
    }

    /// <summary>Puts some HTML into its page, and lets that load from one other address only what embeds are documented to need.</summary>
    /// <param name="html">What an editor pastes.</param>
    /// <param name="origin">Address that the policy names.</param>
    public void Paste(string html, string origin)
    {
        policy = $"default-src 'none'; script-src {origin}; connect-src {origin}; frame-src {origin}; img-src data:; base-uri 'none'; form-action 'none'";
        body = $"""
            <!DOCTYPE html>
            <html lang="ja">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>市の広報</title><link rel="icon" href="data:,"></head>
            <body><main><h1>市の広報</h1>
            {html}
            </main></body>
            </html>
            """;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
