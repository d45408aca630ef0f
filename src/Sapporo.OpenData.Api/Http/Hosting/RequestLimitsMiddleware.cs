using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Sapporo.OpenData.Api.Http.Problems;

namespace Sapporo.OpenData.Api.Http.Hosting;

/// <summary>Refuses what is larger than the settings allow.</summary>
public sealed class RequestLimitsMiddleware(RequestDelegate next, IOptions<ApiOptions> options)
{
    /// <summary>Runs the request.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        var limits = options.Value;
        if (context.Request.Path.Value!.Length + context.Request.QueryString.Value!.Length > limits.MaxUrlLength)
        {
            throw new ProblemException(ProblemCode.UriTooLong, limits.MaxUrlLength);
        }

        if (context.Request.ContentLength > limits.MaxBodyBytes)
        {
            throw new ProblemException(ProblemCode.ContentTooLarge, limits.MaxBodyBytes);
        }

        if (context.Request.Headers.TransferEncoding.Count > 0 && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
        {
            body.MaxRequestBodySize = limits.MaxBodyBytes; // its length shows as it is read
        }

        return next(context);
    }
}
