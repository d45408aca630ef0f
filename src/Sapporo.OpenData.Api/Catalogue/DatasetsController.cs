using Microsoft.AspNetCore.Mvc;
using Sapporo.OpenData.Api.Http.Resources;
using Sapporo.OpenData.Api.Http.Versioning;

namespace Sapporo.OpenData.Api.Catalogue;

/// <summary>/v1/datasets.</summary>
[ApiVersion(ApiVersions.V1)]
[Route(ApiVersions.Prefix + "datasets")]
public sealed class DatasetsController(ResourceEndpoint endpoint) : ControllerBase
{
    /// <summary>The list.</summary>
    [HttpGet]
    public Task List() => endpoint.ListAsync(DatasetResource.Datasets, HttpContext);

    /// <summary>One of them.</summary>
    [HttpGet("{id}")]
    public Task Get(string id) => endpoint.GetAsync(DatasetResource.Datasets, id, HttpContext);
}

/// <summary>/v1/data-files.</summary>
[ApiVersion(ApiVersions.V1)]
[Route(ApiVersions.Prefix + "data-files")]
public sealed class DataFilesController(ResourceEndpoint endpoint) : ControllerBase
{
    /// <summary>The list.</summary>
    [HttpGet]
    public Task List() => endpoint.ListAsync(DatasetResource.DataFiles, HttpContext);

    /// <summary>One of them.</summary>
    [HttpGet("{id}")]
    public Task Get(string id) => endpoint.GetAsync(DatasetResource.DataFiles, id, HttpContext);
}

/// <summary>/v1/licences.</summary>
[ApiVersion(ApiVersions.V1)]
[Route(ApiVersions.Prefix + "licences")]
public sealed class LicencesController(ResourceEndpoint endpoint) : ControllerBase
{
    /// <summary>The list.</summary>
    [HttpGet]
    public Task List() => endpoint.ListAsync(DatasetResource.Licences, HttpContext);

    /// <summary>One of them.</summary>
    [HttpGet("{id}")]
    public Task Get(string id) => endpoint.GetAsync(DatasetResource.Licences, id, HttpContext);
}
