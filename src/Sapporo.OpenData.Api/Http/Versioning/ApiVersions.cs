global using Asp.Versioning;
using Microsoft.AspNetCore.Mvc;

[assembly: ApiController] // versioning looks at API controllers only, and every controller here is one

namespace Sapporo.OpenData.Api.Http.Versioning;

/// <summary>Versions of the API, by URL segment. The versioning package is set up here; controllers name their version.</summary>
public static class ApiVersions
{
    /// <summary>Version 1.</summary>
    public const string V1 = "1";

    /// <summary>Start of every versioned route.</summary>
    public const string Prefix = "v{version:apiVersion}/";

    /// <summary>The version placeholder as the API explorer shows it.</summary>
    public const string Placeholder = "v{version}";

    /// <summary>Adds versioning: supported and deprecated versions are reported in headers. <see cref="CanonicalPathMiddleware"/> refuses the others.</summary>
    public static IServiceCollection AddVersions(this IServiceCollection services)
    {
        services.AddApiVersioning(options =>
        {
            options.ReportApiVersions = true;
            options.ApiVersionReader = new UrlSegmentApiVersionReader();
        }).AddMvc();
        return services;
    }
}
