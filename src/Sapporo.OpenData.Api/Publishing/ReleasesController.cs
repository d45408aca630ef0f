using Microsoft.AspNetCore.Mvc;
using Sapporo.OpenData.Api.Http.Resources;
using Sapporo.OpenData.Api.Http.Versioning;

namespace Sapporo.OpenData.Api.Publishing;

/// <summary>/v1/releases.</summary>
[ApiVersion(ApiVersions.V1)]
[Route(ApiVersions.Prefix + "releases")]
public sealed class ReleasesController(ResourceEndpoint endpoint) : ControllerBase
{
    /// <summary>The list.</summary>
    [HttpGet]
    public Task List() => endpoint.ListAsync(ReleaseResource.Definition, HttpContext);

    /// <summary>One of them.</summary>
    [HttpGet("{id}")]
    public Task Get(string id) => endpoint.GetAsync(ReleaseResource.Definition, id, HttpContext);

    /// <summary>What it changed.</summary>
    [HttpGet("{id}/changes")]
    public Task Changes(string id) => endpoint.ListAsync(ChangeResource.Of(id), HttpContext);
}
