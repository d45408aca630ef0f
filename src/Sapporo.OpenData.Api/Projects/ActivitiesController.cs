using Microsoft.AspNetCore.Mvc;
using Sapporo.OpenData.Api.Http.Resources;
using Sapporo.OpenData.Api.Http.Versioning;

namespace Sapporo.OpenData.Api.Projects;

/// <summary>/v1/activities.</summary>
[ApiVersion(ApiVersions.V1)]
[Route(ApiVersions.Prefix + "activities")]
public sealed class ActivitiesController(ResourceEndpoint endpoint) : ControllerBase
{
    /// <summary>The list.</summary>
    [HttpGet]
    public Task List() => endpoint.ListAsync(ActivityResource.Definition, HttpContext);

    /// <summary>One of them.</summary>
    [HttpGet("{id}")]
    public Task Get(string id) => endpoint.GetAsync(ActivityResource.Definition, id, HttpContext);
}
