namespace Sapporo.OpenData.Api.Http.Hosting;

/// <summary>Answers OPTIONS: any origin may read, with any header.</summary>
public sealed class PreflightMiddleware(RequestDelegate next)
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
        headers.Allow = Methods;
        headers.AccessControlAllowMethods = Methods;
        headers.AccessControlAllowHeaders = context.Request.Headers.AccessControlRequestHeaders;
        headers.AccessControlMaxAge = "86400";
        return Task.CompletedTask;
    }
}
