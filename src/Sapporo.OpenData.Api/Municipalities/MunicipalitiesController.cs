using Microsoft.AspNetCore.Mvc;
using Sapporo.OpenData.Api.Http.Resources;
using Sapporo.OpenData.Api.Http.Versioning;

namespace Sapporo.OpenData.Api.Municipalities;

/// <summary>/v1/municipalities.</summary>
[ApiVersion(ApiVersions.V1)]
[Route(ApiVersions.Prefix + "municipalities")]
public sealed class MunicipalitiesController(ResourceEndpoint endpoint) : ControllerBase
{
    /// <summary>The list.</summary>
    [HttpGet]
    public Task List() => endpoint.ListAsync(MunicipalityResource.Definition, HttpContext);

    /// <summary>One of them.</summary>
    [HttpGet("{id}")]
    public Task Get(string id) => endpoint.GetAsync(MunicipalityResource.Definition, id, HttpContext);
}
