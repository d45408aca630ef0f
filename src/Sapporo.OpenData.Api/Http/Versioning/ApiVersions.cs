using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Versioning;

namespace Sapporo.OpenData.Api.Http.Versioning;

/// <summary>Versions of the API, by URL segment. All use of the versioning package stands in this folder.</summary>
public static class ApiVersions
{
    /// <summary>Version 1.</summary>
    public const string V1 = "1";

    /// <summary>Start of every versioned route.</summary>
    public const string Prefix = "v{version:apiVersion}/";

    /// <summary>The version placeholder as the API explorer shows it.</summary>
    public const string Placeholder = "v{version}";

    /// <summary>Adds versioning: supported and deprecated versions are reported in headers.</summary>
    public static IServiceCollection AddVersions(this IServiceCollection services) => services.AddApiVersioning(options =>
    {
        options.ReportApiVersions = true;
        options.UseApiBehavior = false; // every controller is of the API
        options.ApiVersionReader = new UrlSegmentApiVersionReader();
        options.ErrorResponses = new ProblemErrors();
    });

    // An unknown version leaves a bare status, which becomes a problem like any other.
    private sealed class ProblemErrors : IErrorResponseProvider
    {
        public IActionResult CreateResponse(ErrorResponseContext context) =>
            context.ErrorCode is "UnsupportedApiVersion" or "InvalidApiVersion" or "ApiVersionUnspecified"
                ? throw new Problems.ProblemException(Problems.ProblemCode.UnsupportedVersion, context.Request.Path.Value)
                : new StatusCodeResult(context.StatusCode);
    }
}
