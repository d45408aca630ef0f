using System.Collections.Frozen;

namespace Sapporo.OpenData.Api.Http.Responses;

/// <summary>Headers that every answer carries.</summary>
public static class ResponseHeaders
{
    // What a client has of an answer that it keeps, and need not be told again (RFC 9110, 15.4.5).
    private static readonly FrozenSet<string> LeftOutOf304 = new[]
    {
        "Content-Type", "Content-Encoding", "Content-Disposition", "Content-Language", "Content-Security-Policy", "Cross-Origin-Resource-Policy", "Last-Modified", "Link",
        "Referrer-Policy", "X-Content-Type-Options", "Access-Control-Expose-Headers", "api-supported-versions",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether 304 leaves a header out.</summary>
    public static bool IsLeftOutOf304(string name) => LeftOutOf304.Contains(name);

    /// <summary>
    /// Completes the headers of an answer that is about to start: any site may read it and nothing is sniffed (a page may have set a
    /// wider Content-Security-Policy before); or leaves out what 304 does not say.
    /// </summary>
    public static void Complete(HttpResponse response)
    {
        var headers = response.Headers;
        if (headers.AccessControlAllowOrigin.Count > 0)
        {
            return; // a ready answer has them all
        }

        headers.AccessControlAllowOrigin = "*";
        if (response.StatusCode == StatusCodes.Status304NotModified)
        {
            foreach (var name in LeftOutOf304)
            {
                headers.Remove(name);
            }

            return;
        }

        headers.AccessControlExposeHeaders = "ETag, Link, Last-Modified, Content-Disposition, Retry-After, RateLimit, RateLimit-Policy, api-supported-versions, api-deprecated-versions";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "cross-origin"; // open data: any site may embed the answers
        if (headers.ContentSecurityPolicy.Count == 0)
        {
            headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        }
    }
}
