using Microsoft.AspNetCore.Mvc;
using Sapporo.OpenData.Api.Http.Resources;
using Sapporo.OpenData.Api.Http.Versioning;

namespace Sapporo.OpenData.Api.Demographics;

/// <summary>/v1/demographics.</summary>
[ApiVersion(ApiVersions.V1)]
[Route(ApiVersions.Prefix + "demographics")]
public sealed class DemographicsController(ResourceEndpoint endpoint) : ControllerBase
{
    /// <summary>The list.</summary>
    [HttpGet]
    public Task List() => endpoint.ListAsync(DemographicResource.Definition, HttpContext);

    /// <summary>One of them.</summary>
    [HttpGet("{id}")]
    public Task Get(string id) => endpoint.GetAsync(DemographicResource.Definition, id, HttpContext);
}
