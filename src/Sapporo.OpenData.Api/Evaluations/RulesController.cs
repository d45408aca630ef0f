using Microsoft.AspNetCore.Mvc;
using Sapporo.OpenData.Api.Http.Resources;
using Sapporo.OpenData.Api.Http.Versioning;

namespace Sapporo.OpenData.Api.Evaluations;

/// <summary>/v1/rules.</summary>
[ApiVersion(ApiVersions.V1)]
[Route(ApiVersions.Prefix + "rules")]
public sealed class RulesController(ResourceEndpoint endpoint) : ControllerBase
{
    /// <summary>The list.</summary>
    [HttpGet]
    public Task List() => endpoint.ListAsync(RuleResource.Definition, HttpContext);

    /// <summary>One of them.</summary>
    [HttpGet("{id}")]
    public Task Get(string id) => endpoint.GetAsync(RuleResource.Definition, id, HttpContext);
}
