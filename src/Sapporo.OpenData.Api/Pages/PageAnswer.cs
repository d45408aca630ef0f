using Microsoft.AspNetCore.Components;
using Sapporo.OpenData.Api.Http.Releases;
using Sapporo.OpenData.Api.Http.Responses;

namespace Sapporo.OpenData.Api.Pages;

/// <summary>Answers with pages for people.</summary>
public sealed class PageAnswer(PageRenderer renderer)
{
    /// <summary>HTML.</summary>
    public static readonly DataFormat Html = new("html", "text/html", "text/html; charset=utf-8");

    /// <summary>Own style sheets and forms, nothing else unless the page names it: no script runs, and no other host is asked for anything.</summary>
    public const string ContentSecurityPolicy =
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Answers with a page, unless the client has it already.</summary>
    /// <typeparam name="TPage">Component that is the whole document.</typeparam>
    /// <param name="context">Request and response.</param>
    /// <param name="newest">Newest release.</param>
    /// <param name="byDate">Whether If-Modified-Since may decide: where the address is known to exist.</param>
    /// <param name="make">Makes the component's parameters, by name.</param>
    public async Task WriteAsync<TPage>(HttpContext context, CurrentRelease newest, bool byDate, Func<Task<IDictionary<string, object?>>> make)
        where TPage : IComponent
    {
        context.Response.Headers.ContentSecurityPolicy = context.GetEndpoint()?.Metadata.GetMetadata<PageNeeds>() is { } needs ? $"{ContentSecurityPolicy}; {needs.Directives}" : ContentSecurityPolicy;
        // Where an address pins a release, too: its page says whether that is still the newest.
        if (new Representation(context, Html, null).IsNotModified(newest, byDate))
        {
            return;
        }

        var body = await renderer.RenderAsync<TPage>(await make());
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}

/// <summary>Marks an endpoint whose page needs more than style sheets and forms.</summary>
/// <param name="Directives">What its Content-Security-Policy allows beyond that of every page; each directive is one that those leave to default-src.</param>
public sealed record PageNeeds(string Directives);
