using System.Net;
using Microsoft.Extensions.Options;
using Sapporo.OpenData.Api.Http.Hosting;

namespace Sapporo.OpenData.Api.Http.Responses;

/// <summary>The address under which the world knows this service.</summary>
public static class PublicAddress
{
    /// <summary>Scheme and host (and path base), without a slash at the end.</summary>
    public static string Of(HttpContext context)
    {
        var configured = context.RequestServices.GetRequiredService<IOptions<ApiOptions>>().Value.PublicBaseUrl;
        return configured.Length > 0 ? configured.TrimEnd('/') : $"{context.Request.Scheme}://{Host(context)}{context.Request.PathBase}";
    }

    // HTTP/1.0 needs to name no host: then it is the address that was asked.
    private static string Host(HttpContext context) => context.Request.Host.HasValue ? context.Request.Host.ToString()
        : context.Connection.LocalIpAddress is { } address ? new IPEndPoint(address, context.Connection.LocalPort).ToString() : "localhost";
}
