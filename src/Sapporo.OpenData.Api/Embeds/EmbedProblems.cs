using Sapporo.OpenData.Api.Http.Problems;
using Sapporo.OpenData.Api.Http.Responses;
using Sapporo.OpenData.Api.Pages;

namespace Sapporo.OpenData.Api.Embeds;

/// <summary>Errors in an iframe: a small document that any page may hold, as the figure in its place would be. Made without the database.</summary>
internal static class EmbedProblems
{
    private const string ContentSecurityPolicy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors *";

    /// <summary>The shape of errors on addresses of documents for iframes.</summary>
    public static ProblemShape Shape { get; } = new(Applies, WriteAsync);

    private static bool Applies(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/embed", StringComparison.Ordinal, out var below) && below.HasValue && below != "/"
        && context.Request.Query["format"].ToString() is "" or "html"
        && AcceptHeader.Prefers(context.Request, PageAnswer.Html.MediaType, ProblemWriter.ContentType, DataFormat.Json.MediaType);

    private static async Task WriteAsync(HttpContext context, ProblemException problem)
    {
        var english = context.Request.AsksEnglish();
        var body = await context.RequestServices.GetRequiredService<PageRenderer>().RenderAsync<EmbedProblem>(new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["Problem"] = problem,
            ["English"] = english,
            ["Theme"] = EmbedAnswer.Themes.FirstOrDefault(theme => context.Request.Query["theme"] == theme, EmbedAnswer.Themes[0]),
            ["Root"] = new Uri(PublicAddress.Of(context)).AbsolutePath.TrimEnd('/'),
        });
        ProblemWriter.Start(context, problem, PageAnswer.Html.ContentType);
        context.Response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
        context.Response.Headers.ContentLanguage = english ? "en" : "ja";
        context.Response.Headers.Vary = "Accept";
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}
