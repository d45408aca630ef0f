using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Sapporo.OpenData.Api.Http.Hosting;
using Sapporo.OpenData.Api.Http.Problems;
using Sapporo.OpenData.Api.Http.Releases;
using Sapporo.OpenData.Api.Http.Resources;
using Sapporo.OpenData.Api.Http.Responses;
using Sapporo.OpenData.Api.Http.Versioning;
using Sapporo.OpenData.Catalogue;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Api.Catalogue;

/// <summary>/v1: what the API offers, and /v1/problems: what can go wrong.</summary>
[ApiVersion(ApiVersions.V1)]
public sealed class IndexController(JsonDocumentAnswer answer, IEnumerable<Resource> resources, IOptions<ApiOptions> options) : ControllerBase
{
    /// <summary>Limits, formats, licence, code lists and links</summary>
    /// <remarks>All that a client needs to know of the service, from the service itself.</remarks>
    [HttpGet("v{version:apiVersion}")]
    public Task Index() => answer.WriteAsync(HttpContext, async (snapshot, render) => new
    {
        title = "さっぽろ連携中枢都市圏オープンデータ",
        titleEn = "Open data of the Sapporo area",
        version = ApiVersions.V1,
        release = snapshot.Release.Number,
        languages = new[] { "ja", "en" },
        formats = DataFormat.OfLists.Select(format => new { name = format.Name, mediaType = format.MediaType }),
        limits = Limits(),
        licence = await LicenceAsync(snapshot, render, HttpContext.RequestAborted),
        resources = resources.Where(resource => !resource.Name.Contains('{', StringComparison.Ordinal)).Select(resource => new { name = resource.Name, description = resource.Description, url = $"{render.BaseUrl}/v1/{resource.Name}" }),
        codeLists = await CodeLists.ReadAsync(snapshot, HttpContext.RequestAborted),
        links = new
        {
            self = render.BaseUrl + Representation.CanonicalUrl(Request),
            openapi = render.BaseUrl + "/openapi/v1.json",
            documentation = render.BaseUrl + "/swagger",
            releases = render.BaseUrl + "/v1/releases",
            ratingRules = render.BaseUrl + "/rules",
            datasets = render.BaseUrl + "/v1/datasets",
            statistics = render.BaseUrl + "/v1/catalogue/statistics",
            ckan = render.BaseUrl + "/api/3/action/package_search",
            dcat = render.BaseUrl + "/catalog.ttl",
            feed = render.BaseUrl + "/feeds/dataset.atom",
            problems = render.BaseUrl + "/v1/problems",
            ready = render.BaseUrl + "/health/ready",
        },
    });

    /// <summary>All problems that the API answers with</summary>
    /// <remarks>Each has a stable code and an HTTP status.</remarks>
    [HttpGet(ApiVersions.Prefix + "problems")]
    public Task Problems() => answer.WriteAsync(HttpContext, (_, render) => Task.FromResult<object>(new { items = ProblemCode.All.Select(problem => Describe(problem, render.BaseUrl)) }));

    /// <summary>One problem</summary>
    /// <remarks>What the type of a problem document leads to.</remarks>
    /// <param name="code" example="invalid-parameter">Stable code.</param>
    [HttpGet(ApiVersions.Prefix + "problems/{code}")]
    public Task Problem(string code) => answer.WriteAsync(HttpContext, (_, render) => Task.FromResult(
        ProblemCode.All.FirstOrDefault(problem => problem.Code == code) is { } found ? Describe(found, render.BaseUrl) : throw new ProblemException(ProblemCode.NotFound, $"problem {code}")));

    private static object Describe(ProblemCode problem, string baseUrl) => new
    {
        id = problem.Code,
        type = $"{baseUrl}/v1/problems/{problem.Code}",
        status = problem.Status,
        titleJa = problem.TitleJa,
        titleEn = problem.TitleEn,
    };

    private object Limits() => new
    {
        defaultLimit = options.Value.DefaultLimit,
        maxLimit = options.Value.MaxLimit,
        maxUrlLength = options.Value.MaxUrlLength,
        maxFilterValues = options.Value.MaxFilterValues,
        maxHeaderBytes = options.Value.MaxHeaderBytes,
        maxBodyBytes = options.Value.MaxBodyBytes,
        pageSeconds = options.Value.StatementTimeoutSeconds,
        wholeResultSeconds = options.Value.BulkTimeoutSeconds,
        requestsPerMinute = options.Value.RateLimitPerMinute > 0 ? options.Value.RateLimitPerMinute : (int?)null,
    };

    // One licence for all datasets is said here; otherwise each dataset says its own.
    private static async Task<object> LicenceAsync(Snapshot snapshot, RenderContext render, CancellationToken cancel)
    {
        var used = await snapshot.Database.Set<Dataset>().AsNoTracking().At(snapshot.Release).Select(dataset => dataset.Licence).Distinct().ToListAsync(cancel);
        var licence = used is [{ } id] ? await snapshot.Database.Set<Licence>().AsNoTracking().At(snapshot.Release).SingleOrDefaultAsync(row => row.Id == id, cancel) : null;
        return new
        {
            id = licence?.Id,
            name = render.English ? licence?.TitleEn : licence?.TitleJa,
            url = licence?.CanonicalUrl ?? licence?.Url,
            note = licence is not null ? null
                : used.Exists(one => one is not null) ? (render.English ? "Each dataset states its licence: see /v1/datasets." : "ライセンスはデータセットごとに示します。/v1/datasets を見てください。")
                : render.English ? "No open licence is claimed for the source documents; name the source when you use the figures."
                : "出典の文書に付けられたオープンライセンスは確認されていません。利用するときは出典を示してください。",
        };
    }
}
