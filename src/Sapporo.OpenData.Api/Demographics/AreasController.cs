using Microsoft.AspNetCore.Mvc;
using Sapporo.OpenData.Api.Http.Resources;
using Sapporo.OpenData.Api.Http.Versioning;

namespace Sapporo.OpenData.Api.Demographics;

/// <summary>/v1/areas.</summary>
[ApiVersion(ApiVersions.V1)]
[Route(ApiVersions.Prefix + "areas")]
public sealed class AreasController(ResourceEndpoint endpoint) : ControllerBase
{
    /// <summary>The list.</summary>
    [HttpGet]
    public Task List() => endpoint.ListAsync(AreaResource.Definition, HttpContext);

    /// <summary>One of them.</summary>
    [HttpGet("{id}")]
    public Task Get(string id) => endpoint.GetAsync(AreaResource.Definition, id, HttpContext);
}
