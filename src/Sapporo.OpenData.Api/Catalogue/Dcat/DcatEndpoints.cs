using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Net.Http.Headers;
using Sapporo.OpenData.Api.Http.Rdf;
using Sapporo.OpenData.Api.Http.Responses;

namespace Sapporo.OpenData.Api.Catalogue.Dcat;

/// <summary>Addresses of the catalogue as RDF.</summary>
public static class DcatEndpoints
{
    private static readonly MediaTypeHeaderValue Html = new("text/html");

    /// <summary>Adds what they need.</summary>
    public static IServiceCollection AddDcat(this IServiceCollection services)
    {
        services.TryAddSingleton<DcatAnswer>();
        return services;
    }

    /// <summary>Maps /catalog.ttl and the other formats, and /catalog, the IRI of the catalogue.</summary>
    public static void MapDcat(this WebApplication app)
    {
        foreach (var extension in RdfFormat.All.SelectMany(format => format.Extensions))
        {
            app.MapGet($"/catalog.{extension}", (HttpContext context, DcatAnswer answer) => answer.WriteCatalogueAsync(context, extension)).ExcludeFromDescription();
        }

        app.MapGet("/catalog", (HttpContext context, DcatAnswer answer) => Negotiate(context.Request) is { } format ? answer.WriteCatalogueAsync(context, format.Extensions[0]) : SeeHome(context)).ExcludeFromDescription();
    }

    /// <summary>The format of RDF that a request prefers; null where it prefers HTML, takes anything, or says nothing.</summary>
    public static RdfFormat? Negotiate(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParseList([.. request.Headers.Accept!], out var ranges))
        {
            return null;
        }

        // RDF is for those who name it: a wildcard means a page.
        var best = RdfFormat.All
            .Select(format => (Format: format, Quality: ranges.Where(range => range.MediaType.Equals(format.MediaType, StringComparison.OrdinalIgnoreCase)).Select(Quality).DefaultIfEmpty(0).Max()))
            .MaxBy(choice => choice.Quality);
        var named = ranges.Where(range => range.MediaType.Equals(Html.MediaType, StringComparison.OrdinalIgnoreCase)).Select(Quality).ToList();
        var wild = ranges.Where(range => range.MatchesAllTypes || (range.MatchesAllSubTypes && range.Type.Equals("text", StringComparison.OrdinalIgnoreCase))).Select(Quality).DefaultIfEmpty(0).Max();
        return best.Quality > 0 && (named.Count > 0 ? best.Quality > named.Max() : best.Quality >= wild) ? best.Format : null;
    }

    private static double Quality(MediaTypeHeaderValue range) => range.Quality ?? 1;

    // The catalogue is no document: 303 leads to one about it.
    private static Task SeeHome(HttpContext context)
    {
        var address = new CatalogueAddress(PublicAddress.Of(context));
        var headers = context.Response.Headers;
        headers.Location = address.Home + context.Request.QueryString;
        headers.CacheControl = "no-cache";
        headers.Vary = HeaderNames.Accept;
        headers.Link = string.Join(", ", RdfFormat.All.Select(format => $"<{address.Catalogue}.{format.Extensions[0]}>; rel=\"alternate\"; type=\"{format.MediaType}\""));
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.ContentLength = 0;
        return Task.CompletedTask;
    }
}
