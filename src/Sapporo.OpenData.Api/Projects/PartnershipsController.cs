using Microsoft.AspNetCore.Mvc;
using Sapporo.OpenData.Api.Http.Resources;
using Sapporo.OpenData.Api.Http.Versioning;

namespace Sapporo.OpenData.Api.Projects;

/// <summary>/v1/partnerships.</summary>
[ApiVersion(ApiVersions.V1)]
[Route(ApiVersions.Prefix + "partnerships")]
public sealed class PartnershipsController(ResourceEndpoint endpoint) : ControllerBase
{
    /// <summary>The list.</summary>
    [HttpGet]
    public Task List() => endpoint.ListAsync(PartnershipResource.Definition, HttpContext);

    /// <summary>One of them.</summary>
    [HttpGet("{id}")]
    public Task Get(string id) => endpoint.GetAsync(PartnershipResource.Definition, id, HttpContext);
}
