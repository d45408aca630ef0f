using Microsoft.AspNetCore.Mvc;
using Sapporo.OpenData.Api.Http.Resources;
using Sapporo.OpenData.Api.Http.Versioning;

namespace Sapporo.OpenData.Api.Demographics;

/// <summary>/v1/compare.</summary>
[ApiVersion(ApiVersions.V1)]
[Route(ApiVersions.Prefix + "compare")]
public sealed class CompareController(ResourceEndpoint endpoint) : ControllerBase
{
    /// <summary>The list.</summary>
    [HttpGet]
    public Task List() => endpoint.ListAsync(ComparisonResource.Definition, HttpContext);
}
