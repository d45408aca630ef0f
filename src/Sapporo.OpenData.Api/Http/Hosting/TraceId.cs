using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace Sapporo.OpenData.Api.Http.Hosting;

/// <summary>
/// The id by which a request is found in the log, in problems and in traces: that of its span where traces are exported, else
/// the caller's (traceparent), else one of its own, made when it is first asked for. A span for the id alone would cost every request.
/// </summary>
public static class TraceId
{
    private static readonly object Key = new();

    /// <summary>32 hexadecimal digits, the same for the whole request.</summary>
    public static string Of(HttpContext context)
    {
        if (context.Features.Get<IHttpActivityFeature>()?.Activity is { } span)
        {
            return span.TraceId.ToHexString();
        }

        if (context.Items[Key] is not string id)
        {
            id = (ActivityContext.TryParse(context.Request.Headers.TraceParent, null, out var caller) ? caller.TraceId : ActivityTraceId.CreateRandom()).ToHexString();
            context.Items[Key] = id;
        }

        return id;
    }
}
