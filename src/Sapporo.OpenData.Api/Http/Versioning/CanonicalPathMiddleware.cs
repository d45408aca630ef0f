using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing.Patterns;
using Sapporo.OpenData.Api.Http.Problems;

namespace Sapporo.OpenData.Api.Http.Versioning;

/// <summary>Keeps one address for each thing: /v1.0, /v01, /V1/Projects and the like are not second ones, and a slash at the end is redirected.</summary>
public sealed partial class CanonicalPathMiddleware(RequestDelegate next)
{
    /// <summary>Runs after routing.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "/";
        if (VersionSegment().Match(path) is { Success: true } version && version.Value != "/v1")
        {
            throw new ProblemException(ProblemCode.UnsupportedVersion, path);
        }

        if (context.GetEndpoint() is RouteEndpoint { RoutePattern: var pattern })
        {
            if (path.Length > 1 && path.EndsWith('/') && context.GetEndpoint()!.Metadata.GetMetadata<AllowSlash>() is null)
            {
                context.Response.Headers.Location = context.Request.PathBase.ToUriComponent() + new PathString(path.TrimEnd('/')).ToUriComponent() + context.Request.QueryString;
                context.Response.StatusCode = StatusCodes.Status308PermanentRedirect;
                context.Response.ContentLength = 0;
                return Task.CompletedTask;
            }

            if (!LiteralsMatch(pattern, path))
            {
                throw new ProblemException(ProblemCode.NotFound, path);
            }
        }

        return next(context);
    }

    // Routing ignores case; an address does not.
    private static bool LiteralsMatch(RoutePattern pattern, string path)
    {
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return pattern.PathSegments.Zip(segments).All(pair => pair.First.Parts is not [RoutePatternLiteralPart literal] || literal.Content == pair.Second);
    }

    [GeneratedRegex("^/v[0-9.]+[^/]*(?=/|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex VersionSegment();
}

/// <summary>Marks an endpoint that answers with and without a slash at the end.</summary>
public sealed class AllowSlash;
