using Sapporo.OpenData.Api.Http.Hosting;
using Sapporo.OpenData.Api.Http.Problems;
using Sapporo.OpenData.Api.Http.Releases;
using Sapporo.OpenData.Api.Http.Responses;
using Sapporo.OpenData.Api.Pages;

namespace Sapporo.OpenData.Api.Catalogue.Pages;

/// <summary>Errors as pages, on the addresses of pages and for those who prefer HTML. They are made without the database: it may be what failed.</summary>
public static class ErrorPages
{
    private const string SiteJa = "さっぽろ連携中枢都市圏オープンデータ";
    private const string SiteEn = "Open data of the Sapporo area";

    /// <summary>Adds them.</summary>
    public static IServiceCollection AddErrorPages(this IServiceCollection services) => services.AddSingleton(new ProblemShape(Applies, WriteAsync));

    /// <summary>Whether a request is answered with a page where it fails.</summary>
    public static bool Applies(HttpContext context) =>
        PageRoutes.IsPage(context.Request.Path) && AcceptHeader.Prefers(context.Request, PageAnswer.Html.MediaType, ProblemWriter.ContentType, DataFormat.Json.MediaType);

    private static async Task WriteAsync(HttpContext context, ProblemException problem)
    {
        var page = Context(context);
        var body = await context.RequestServices.GetRequiredService<PageRenderer>().RenderAsync<ErrorPage>(new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["Page"] = page,
            ["Problem"] = problem,
            ["Here"] = context.Request.PathBase + context.Request.Path.ToUriComponent() + context.Request.QueryString,
            ["TraceId"] = TraceId.Of(context),
        });
        ProblemWriter.Start(context, problem, PageAnswer.Html.ContentType);
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = PageAnswer.ContentSecurityPolicy;
        headers.ContentLanguage = page.Language;
        headers.Vary = "Accept, Accept-Language";
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    // An error has no address of its own to be told which language it is in: the visitor's own settings decide where lang does not.
    private static PageContext Context(HttpContext context)
    {
        var request = context.Request;
        var english = request.Query["lang"].ToString() switch { "en" => true, "ja" => false, _ => AcceptHeader.PrefersEnglish(request) };
        var services = context.RequestServices;
        var (newest, catalogue) = (services.GetRequiredService<CurrentReleaseHolder>().Current, services.GetRequiredService<CatalogueStore>().Known);
        var query = request.Query.Where(parameter => parameter.Key != "lang").SelectMany(parameter => parameter.Value.Select(value => KeyValuePair.Create(parameter.Key, value ?? "")));
        return new PageContext(
            english, english ? catalogue?.Description.TitleEn ?? SiteEn : catalogue?.Description.TitleJa ?? SiteJa, PublicAddress.Of(context), request.Path.ToUriComponent(),
            [.. query, KeyValuePair.Create("lang", english ? "ja" : "")], newest?.Number ?? 0, newest?.PublishedAt ?? default, newest?.Number ?? 0, Pinned: null);
    }
}
