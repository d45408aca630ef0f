using Microsoft.AspNetCore.Mvc;
using Sapporo.OpenData.Api.Http.Resources;
using Sapporo.OpenData.Api.Http.Versioning;

namespace Sapporo.OpenData.Api.Indicators;

/// <summary>/v1/indicators.</summary>
[ApiVersion(ApiVersions.V1)]
[Route(ApiVersions.Prefix + "indicators")]
public sealed class IndicatorsController(ResourceEndpoint endpoint) : ControllerBase
{
    /// <summary>The list.</summary>
    [HttpGet]
    public Task List() => endpoint.ListAsync(IndicatorResource.Definition, HttpContext);

    /// <summary>One of them.</summary>
    [HttpGet("{id}")]
    public Task Get(string id) => endpoint.GetAsync(IndicatorResource.Definition, id, HttpContext);

    /// <summary>Its series over years and visions.</summary>
    [HttpGet("{id}/series")]
    public Task Series(string id) => endpoint.ListAsync(SeriesResource.For(id), HttpContext);
}
