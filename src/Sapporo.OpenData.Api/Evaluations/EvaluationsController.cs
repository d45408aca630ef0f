using Microsoft.AspNetCore.Mvc;
using Sapporo.OpenData.Api.Http.Resources;
using Sapporo.OpenData.Api.Http.Versioning;

namespace Sapporo.OpenData.Api.Evaluations;

/// <summary>/v1/evaluations.</summary>
[ApiVersion(ApiVersions.V1)]
[Route(ApiVersions.Prefix + "evaluations")]
public sealed class EvaluationsController(ResourceEndpoint endpoint) : ControllerBase
{
    /// <summary>The list.</summary>
    [HttpGet]
    public Task List() => endpoint.ListAsync(EvaluationResource.Definition, HttpContext);

    /// <summary>One of them.</summary>
    [HttpGet("{id}")]
    public Task Get(string id) => endpoint.GetAsync(EvaluationResource.Definition, id, HttpContext);

    /// <summary>Achievement by fiscal year.</summary>
    [HttpGet("summary")]
    public Task Summary() => endpoint.ListAsync(SummaryResource.Definition, HttpContext);
}
