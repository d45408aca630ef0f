namespace Sapporo.OpenData.Api.Http.Hosting;

/// <summary>Answers OPTIONS: any origin may read, with any header.</summary>
public sealed class PreflightMiddleware(RequestDelegate next, IEnumerable<PreflightRule> rules)
{
    /// <summary>Methods that every address has.</summary>
    public const string Methods = "GET, HEAD, OPTIONS";

    /// <summary>Runs the request.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        if (!HttpMethods.IsOptions(context.Request.Method))
        {
            return next(context);
        }

        var headers = context.Response.Headers;
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        var rule = rules.FirstOrDefault(rule => context.Request.Path.StartsWithSegments(rule.Path, StringComparison.Ordinal));
        headers.Allow = rule?.Methods ?? Methods;
        headers.AccessControlAllowMethods = rule?.Methods ?? Methods;
        headers.AccessControlAllowHeaders = rule?.Headers ?? context.Request.Headers.AccessControlRequestHeaders;
        headers.AccessControlMaxAge = "86400";
        return Task.CompletedTask;
    }
}

/// <summary>What OPTIONS answers below a path, where it is not the usual.</summary>
/// <param name="Path">Path.</param>
/// <param name="Methods">Methods allowed.</param>
/// <param name="Headers">Headers allowed.</param>
public sealed record PreflightRule(string Path, string Methods, string Headers);
