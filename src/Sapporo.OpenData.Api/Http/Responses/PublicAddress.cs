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
        return configured.Length > 0 ? configured.TrimEnd('/') : $"{context.Request.Scheme}://{context.Request.Host}{context.Request.PathBase}";
    }
}
