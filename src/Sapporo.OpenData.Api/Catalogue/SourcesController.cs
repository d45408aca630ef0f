using Microsoft.AspNetCore.Mvc;
using Sapporo.OpenData.Api.Http.Resources;
using Sapporo.OpenData.Api.Http.Versioning;

namespace Sapporo.OpenData.Api.Catalogue;

/// <summary>/v1/sources.</summary>
[ApiVersion(ApiVersions.V1)]
[Route(ApiVersions.Prefix + "sources")]
public sealed class SourcesController(ResourceEndpoint endpoint) : ControllerBase
{
    /// <summary>The list.</summary>
    [HttpGet]
    public Task List() => endpoint.ListAsync(SourceResource.Definition, HttpContext);

    /// <summary>One of them.</summary>
    [HttpGet("{id}")]
    public Task Get(string id) => endpoint.GetAsync(SourceResource.Definition, id, HttpContext);
}
