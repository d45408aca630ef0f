using Sapporo.OpenData.Api.Catalogue;
using Sapporo.OpenData.Api.Demographics;
using Sapporo.OpenData.Api.Evaluations;
using Sapporo.OpenData.Api.Http.Resources;
using Sapporo.OpenData.Api.Indicators;
using Sapporo.OpenData.Api.Municipalities;
using Sapporo.OpenData.Api.Projects;
using Sapporo.OpenData.Api.Publishing;
using Sapporo.OpenData.Api.Visions;

namespace Sapporo.OpenData.Api;

/// <summary>All resources of the API, in the order of its documentation.</summary>
public static class PublishedResources
{
    /// <summary>The resources.</summary>
    public static IReadOnlyList<Resource> All { get; } =
    [
        MunicipalityResource.Definition, DemographicResource.Definition, ComparisonResource.Definition, VisionResource.Definition, ProjectResource.Definition,
        IndicatorResource.Definition, SeriesResource.Definition, EvaluationResource.Definition, SummaryResource.Definition, RuleResource.Definition, ActivityResource.Definition,
        PartnershipResource.Definition, AreaResource.Definition, SourceResource.Definition, DatasetResource.Datasets, DatasetResource.DataFiles, DatasetResource.Licences, ReleaseResource.Definition, ChangeResource.Definition, ChangeResource.OfRelease, QualityResource.Definition,
    ];
}
