using System.Globalization;
using Microsoft.Extensions.Options;
using Sapporo.OpenData.Api.Http.Problems;

namespace Sapporo.OpenData.Api.Http.Hosting;

/// <summary>Limits how many requests a client makes, where that is configured, and tells each how many are left (draft-ietf-httpapi-ratelimit-headers-11).</summary>
public sealed class RateLimitMiddleware(RequestDelegate next, IOptions<ApiOptions> options, Telemetry telemetry)
{
    private readonly ClientLimits? limits = options.Value.RateLimitPerMinute > 0 ? new ClientLimits(options.Value.RateLimitPerMinute) : null;
    private readonly string policy = string.Create(CultureInfo.InvariantCulture, $"\"default\";q={options.Value.RateLimitPerMinute};w=60");

    /// <summary>Runs the request; probes of health are never limited.</summary>
    /// <exception cref="ProblemException">The client has used up its requests.</exception>
    public Task InvokeAsync(HttpContext context)
    {
        if (limits is null || context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal))
        {
            return next(context);
        }

        var (isAllowed, left) = limits.Take(context.Connection.RemoteIpAddress);
        context.Response.OnStarting(() => // late, for a problem clears the headers set before
        {
            var headers = context.Response.Headers;
            headers["RateLimit-Policy"] = policy;
            headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"default\";r={left};t={limits.SecondsToNext}");
            headers.RetryAfter = isAllowed ? headers.RetryAfter : limits.SecondsToNext.ToString(CultureInfo.InvariantCulture);
            return Task.CompletedTask;
        });
        if (isAllowed)
        {
            return next(context);
        }

        telemetry.CountRefusal(ProblemCode.TooManyRequests.Code);
        throw new ProblemException(ProblemCode.TooManyRequests, options.Value.RateLimitPerMinute, limits.SecondsToNext);
    }
}
