namespace Sapporo.OpenData.Api.Http.Hosting;

/// <summary>Answers OPTIONS: any origin may read, with any header.</summary>
public sealed class PreflightMiddleware(RequestDelegate next, IEnumerable<PreflightRule> rules)
{
    /// <summary>Methods that every address has.</summary>
    public const string Methods = "GET, HEAD, OPTIONS";

    /// <summary>Methods that an address has.</summary>
    public static string MethodsOf(HttpContext context) => RuleOf(context, context.RequestServices.GetServices<PreflightRule>())?.Allow ?? Methods;

    /// <summary>Runs the request.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        if (!HttpMethods.IsOptions(context.Request.Method))
        {
            return next(context);
        }

        var headers = context.Response.Headers;
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        var rule = RuleOf(context, rules);
        headers.Allow = rule?.Allow ?? Methods;
        headers.AccessControlAllowMethods = rule?.Methods ?? Methods;
        headers.AccessControlAllowHeaders = rule?.Headers ?? context.Request.Headers.AccessControlRequestHeaders;
        headers.AccessControlMaxAge = "86400";
        return Task.CompletedTask;
    }

    private static PreflightRule? RuleOf(HttpContext context, IEnumerable<PreflightRule> rules) => rules.FirstOrDefault(rule => context.Request.Path.StartsWithSegments(rule.Path, StringComparison.Ordinal));
}

/// <summary>What OPTIONS answers below a path, where it is not the usual.</summary>
/// <param name="Path">Path.</param>
/// <param name="Allow">Methods that its addresses have.</param>
/// <param name="Methods">Methods that other sites may try, as clients expect them to be named.</param>
/// <param name="Headers">Headers allowed.</param>
public sealed record PreflightRule(string Path, string Allow, string Methods, string Headers);
