namespace Sapporo.OpenData.Api.Http.Responses;

/// <summary>Headers that every answer carries.</summary>
public static class ResponseHeaders
{
    /// <summary>Security headers; a page may have set a wider Content-Security-Policy before.</summary>
    public static void AddSecurity(HttpResponse response)
    {
        var headers = response.Headers;
        if (headers.XContentTypeOptions.Count > 0)
        {
            return; // a ready answer has them all
        }

        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "cross-origin"; // open data: any site may embed the answers
        if (headers.ContentSecurityPolicy.Count == 0)
        {
            headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        }

        headers.AccessControlAllowOrigin = "*";
        headers.AccessControlExposeHeaders = "ETag, Link, Last-Modified, Content-Disposition, Retry-After, RateLimit, RateLimit-Policy, api-supported-versions, api-deprecated-versions";
    }
}
