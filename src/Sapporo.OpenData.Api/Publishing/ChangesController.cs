using Microsoft.AspNetCore.Mvc;
using Sapporo.OpenData.Api.Http.Resources;
using Sapporo.OpenData.Api.Http.Versioning;

namespace Sapporo.OpenData.Api.Publishing;

/// <summary>/v1/changes.</summary>
[ApiVersion(ApiVersions.V1)]
[Route(ApiVersions.Prefix + "changes")]
public sealed class ChangesController(ResourceEndpoint endpoint) : ControllerBase
{
    /// <summary>The list.</summary>
    [HttpGet]
    public Task List() => endpoint.ListAsync(ChangeResource.Definition, HttpContext);
}
