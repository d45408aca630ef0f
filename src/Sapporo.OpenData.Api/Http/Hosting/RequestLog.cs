using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Sapporo.OpenData.Api.Http.Problems;
using Sapporo.OpenData.Api.Http.Releases;

namespace Sapporo.OpenData.Api.Http.Hosting;

/// <summary>
/// One line in the log for each request, and what its span tells. Neither holds anything of the person who asks: no
/// address, no query, no user agent; of the path only the route that it took.
/// </summary>
public sealed partial class RequestLog(RequestDelegate next, CurrentReleaseHolder holder, Telemetry telemetry, ILogger<RequestLog> logger)
{
    private const int ClientWentAway = 499; // as reverse proxies write it; no such status is ever sent

    /// <summary>Runs the request.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        var span = context.Features.Get<IHttpActivityFeature>()?.Activity;
        return logger.IsEnabled(LogLevel.Information) || telemetry.CountsBytes || IsExported(span) ? ObserveAsync(context, span) : next(context);
    }

    private async Task ObserveAsync(HttpContext context, Activity? span)
    {
        var started = Stopwatch.GetTimestamp();
        var body = new CountedBody(context.Features.GetRequiredFeature<IHttpResponseBodyFeature>());
        context.Features.Set<IHttpResponseBodyFeature>(body);
        await next(context); // errors are answered further in
        telemetry.CountBytes(body.Bytes);
        var isWhole = context.Response.ContentLength is { } length && body.Bytes >= length; // whoever has all of it may leave
        var status = context.RequestAborted.IsCancellationRequested && !isWhole ? ClientWentAway : context.Response.StatusCode;
        var (method, route, release) = (MethodOf(context.Request), RouteOf(context), holder.Current?.Number);
        var problem = ProblemWriter.CodeOf(context);
        var level = status is >= StatusCodes.Status500InternalServerError ? LogLevel.Warning : LogLevel.Information;
        LogRequest(level, method, route, status, Math.Round(Stopwatch.GetElapsedTime(started).TotalMilliseconds, 2), body.Bytes, release, problem, TraceId.Of(context));
        if (span is not null && IsExported(span))
        {
            Describe(span, method, route, status, release, problem);
        }
    }

    // One that no source made is there for a log only.
    private static bool IsExported(Activity? span) => span is { IsAllDataRequested: true, Source.Name.Length: > 0 };

    private static void Describe(Activity span, string method, string? route, int status, int? release, string? problem)
    {
        span.DisplayName = route is null ? method : $"{method} {route}";
        span.SetTag("http.request.method", method).SetTag("http.route", route).SetTag("http.response.status_code", status)
            .SetTag("error.type", problem).SetTag("sapporo.opendata.release", release).SetTag("user_agent.original", null);
        if (status >= StatusCodes.Status500InternalServerError)
        {
            span.SetStatus(ActivityStatusCode.Error);
        }
    }

    /// <summary>The route of a request, such as /v{version:apiVersion}/projects; null where it took none.</summary>
    public static string? RouteOf(HttpContext context) => context.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } route } ? "/" + route.TrimStart('/') : null;

    // A method may be any word.
    private static string MethodOf(HttpRequest request) => request.Method is "GET" or "HEAD" or "POST" or "OPTIONS" or "PUT" or "PATCH" or "DELETE" ? request.Method : "_OTHER";

    [LoggerMessage(Message = "{Method} {Route} {Status} in {DurationMs} ms, {Bytes} bytes, release {Release}, problem {Problem}, trace {TraceId}")]
    private partial void LogRequest(LogLevel level, string method, string? route, int status, double durationMs, long bytes, int? release, string? problem, string traceId);
}
