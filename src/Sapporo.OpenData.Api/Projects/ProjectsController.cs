using Microsoft.AspNetCore.Mvc;
using Sapporo.OpenData.Api.Http.Resources;
using Sapporo.OpenData.Api.Http.Versioning;

namespace Sapporo.OpenData.Api.Projects;

/// <summary>/v1/projects.</summary>
[ApiVersion(ApiVersions.V1)]
[Route(ApiVersions.Prefix + "projects")]
public sealed class ProjectsController(ResourceEndpoint endpoint) : ControllerBase
{
    /// <summary>The list.</summary>
    [HttpGet]
    public Task List() => endpoint.ListAsync(ProjectResource.Definition, HttpContext);

    /// <summary>One of them.</summary>
    [HttpGet("{id}")]
    public Task Get(string id) => endpoint.GetAsync(ProjectResource.Definition, id, HttpContext);
}
