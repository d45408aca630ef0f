using Microsoft.AspNetCore.Mvc;
using Sapporo.OpenData.Api.Http.Resources;
using Sapporo.OpenData.Api.Http.Versioning;

namespace Sapporo.OpenData.Api.Publishing;

/// <summary>/v1/quality.</summary>
[ApiVersion(ApiVersions.V1)]
[Route(ApiVersions.Prefix + "quality")]
public sealed class QualityController(ResourceEndpoint endpoint) : ControllerBase
{
    /// <summary>The list.</summary>
    [HttpGet]
    public Task List() => endpoint.ListAsync(QualityResource.Definition, HttpContext);

    /// <summary>One of them.</summary>
    [HttpGet("{id}")]
    public Task Get(string id) => endpoint.GetAsync(QualityResource.Definition, id, HttpContext);
}
