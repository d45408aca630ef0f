using Sapporo.OpenData.Api.Http.Responses;

namespace Sapporo.OpenData.Api.Http.Resources;

/// <summary>Links of a list: its own address and that of the next page.</summary>
internal static class ListLinks
{
    /// <summary>The addresses; sets the Link header too, while there is time.</summary>
    public static (string Self, string? Next) Set(HttpContext context, RenderContext render, string? cursor)
    {
        var self = render.BaseUrl + Representation.CanonicalUrl(context.Request);
        string? next = null;
        if (cursor is not null)
        {
            var rest = Representation.CanonicalUrl(context.Request, "cursor");
            next = $"{render.BaseUrl}{rest}{(rest.Contains('?', StringComparison.Ordinal) ? '&' : '?')}cursor={cursor}";
        }

        if (!context.Response.HasStarted)
        {
            context.Response.Headers.Link = next is null ? $"<{self}>; rel=\"self\"" : $"<{self}>; rel=\"self\", <{next}>; rel=\"next\"";
        }

        return (self, next);
    }
}
