using Microsoft.AspNetCore.Mvc;
using Sapporo.OpenData.Api.Http.Resources;
using Sapporo.OpenData.Api.Http.Versioning;

namespace Sapporo.OpenData.Api.Visions;

/// <summary>/v1/visions.</summary>
[ApiVersion(ApiVersions.V1)]
[Route(ApiVersions.Prefix + "visions")]
public sealed class VisionsController(ResourceEndpoint endpoint) : ControllerBase
{
    /// <summary>The list.</summary>
    [HttpGet]
    public Task List() => endpoint.ListAsync(VisionResource.Definition, HttpContext);

    /// <summary>One of them.</summary>
    [HttpGet("{id}")]
    public Task Get(string id) => endpoint.GetAsync(VisionResource.Definition, id, HttpContext);
}
