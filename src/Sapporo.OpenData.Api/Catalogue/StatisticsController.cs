using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Sapporo.OpenData.Api.Http.Problems;
using Sapporo.OpenData.Api.Http.Responses;
using Sapporo.OpenData.Api.Http.Versioning;
using Sapporo.OpenData.Catalogue;
using Sapporo.OpenData.Evaluations;
using Sapporo.OpenData.Indicators;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Api.Catalogue;

/// <summary>/v1/catalogue/statistics.</summary>
[ApiVersion(ApiVersions.V1)]
[Route(ApiVersions.Prefix + "catalogue/statistics")]
public sealed class StatisticsController(JsonDocumentAnswer answer) : ControllerBase
{
    // 「札幌市ICT活用プラットフォーム」で公開されているデータファイル数／セット数
    private const string CityIndicator = "1-32-1";

    /// <summary>How many data files and datasets the catalogue holds, as the city counts them</summary>
    /// <remarks>Data files／datasets (データファイル数／データセット数), with the city's own figures for its platform (indicator 1-32-1) beside; the two count different catalogues and are not to be compared as targets.</remarks>
    [HttpGet]
    public Task Get() => answer.WriteAsync(HttpContext, async (snapshot, render) =>
    {
        var cancel = HttpContext.RequestAborted;
        var catalogue = await CatalogueReader.LoadAsync(snapshot.Database, snapshot.Release, cancel) ?? throw new ProblemException(ProblemCode.NotFound, $"catalogue of release {snapshot.Release.Number}");
        var indicator = await snapshot.Database.Set<Indicator>().AsNoTracking().At(snapshot.Release).SingleOrDefaultAsync(row => row.Id == CityIndicator, cancel);
        var evaluations = await snapshot.Database.Set<Evaluation>().AsNoTracking().At(snapshot.Release).Where(row => row.Indicator == CityIndicator).OrderBy(row => row.FiscalYear).ToListAsync(cancel);
        var files = catalogue.Datasets.Sum(dataset => dataset.Files.Count);
        return new
        {
            text = $"{files}／{catalogue.Datasets.Count}",
            dataFiles = files,
            datasets = catalogue.Datasets.Count,
            resources = catalogue.Datasets.Sum(dataset => dataset.Resources.Count),
            rows = catalogue.Datasets.Sum(dataset => dataset.Files.Sum(file => file.Csv.Content.Rows)),
            bytes = catalogue.Datasets.Sum(dataset => dataset.Resources.Sum(resource => resource.Content.Content.Size)),
            byOrganization = catalogue.Organizations.Select(organization => new
            {
                organization = organization.Id,
                nameJa = organization.TitleJa,
                nameEn = organization.TitleEn,
                dataFiles = catalogue.Datasets.Where(dataset => dataset.Organization == organization).Sum(dataset => dataset.Files.Count),
                datasets = catalogue.Datasets.Count(dataset => dataset.Organization == organization),
            }),
            cityPlatform = indicator is null ? null : new
            {
                indicator = indicator.Id,
                nameJa = indicator.NameJa,
                nameEn = indicator.NameEn,
                baseline = indicator.Baseline.Text,
                target = indicator.Target.Text,
                actuals = evaluations.Select(evaluation => new { fiscalYear = evaluation.FiscalYear, actual = evaluation.Actual.Text, rating = evaluation.Rating }),
                url = $"{render.BaseUrl}/v1/indicators/{indicator.Id}",
            },
            note = render.English
                ? "A data file is counted once, though it is published as CSV and JSON (resources counts both). The city's figures count its own platform, another catalogue."
                : "データファイルは、CSVとJSONの両方で公表していても1つと数える（resources は両方を数える）。市の数値は市のプラットフォームのもので、このカタログとは別である。",
            links = new { self = render.BaseUrl + Representation.CanonicalUrl(Request), datasets = $"{render.BaseUrl}/v1/datasets" },
            release = snapshot.Release.Number,
        };
    });
}
