using Microsoft.EntityFrameworkCore;
using Sapporo.OpenData.Api.Evaluations;
using Sapporo.OpenData.Api.Http.Problems;
using Sapporo.OpenData.Api.Http.Releases;
using Sapporo.OpenData.Api.Pages.Figures;
using Sapporo.OpenData.Api.Visions;
using Sapporo.OpenData.Evaluations;
using Sapporo.OpenData.Indicators;
using Sapporo.OpenData.Projects;
using Sapporo.OpenData.Publishing;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Api.Indicators.Pages;

/// <summary>All that the page of an indicator shows.</summary>
/// <param name="Indicator">The indicator.</param>
/// <param name="Project">Its project; null for a basic KPI.</param>
/// <param name="Vision">Its vision.</param>
/// <param name="Evaluations">Its evaluations, newest first.</param>
/// <param name="Points">Its series, over the visions that continue it, by year.</param>
/// <param name="Series">The indicators of the series, this one included; only this where it stands alone.</param>
/// <param name="Marks">Marks of all visions.</param>
/// <param name="Remarks">Sums of activities that its actuals are held against.</param>
/// <param name="Facts">Reasons, releases and sources.</param>
public sealed record IndicatorView(
    Indicator Indicator, Project? Project, VisionRow Vision, IReadOnlyList<EvaluationRow> Evaluations, IReadOnlyList<SeriesPoint> Points,
    IReadOnlyList<Indicator> Series, IReadOnlyList<Mark> Marks, IReadOnlyList<QualityCheck> Remarks, FactContext Facts)
{
    /// <summary>Reads it in a snapshot.</summary>
    /// <exception cref="ProblemException">There is no such indicator.</exception>
    public static async Task<IndicatorView> ReadAsync(Snapshot snapshot, string id, CancellationToken cancel)
    {
        var (database, release) = (snapshot.Database, snapshot.Release);
        var indicator = await database.Set<Indicator>().AsNoTracking().At(release).SingleOrDefaultAsync(row => row.Id == id, cancel)
            ?? throw new ProblemException(ProblemCode.NotFound, $"indicators/{id}");
        var project = await database.Set<Project>().AsNoTracking().At(release).SingleOrDefaultAsync(row => row.Id == indicator.Project, cancel);
        var evaluations = await EvaluationResource.Definition.Query(database, release).AsNoTracking().Where(row => row.Evaluation.Indicator == id).OrderByDescending(row => row.Evaluation.FiscalYear).ToListAsync(cancel);
        var points = await SeriesPoint.Of(id, database, release).AsNoTracking().ToListAsync(cancel);
        var members = points.Select(point => point.Indicator).Distinct().ToList();
        var series = await database.Set<Indicator>().AsNoTracking().At(release).Where(row => members.Contains(row.Id)).OrderBy(row => row.Ordinal).ToListAsync(cancel);
        var subjects = evaluations.ConvertAll(row => $"evaluations {row.Evaluation.Id}");
        return new IndicatorView(
            indicator, project, await VisionResource.Definition.Query(database, release).AsNoTracking().SingleAsync(row => row.Vision.Id == indicator.Vision, cancel), evaluations,
            [.. points.OrderBy(point => point.Year ?? int.MaxValue).ThenBy(point => point.Sequence).ThenBy(point => point.Vision, StringComparer.Ordinal)], series,
            await database.Set<Mark>().AsNoTracking().At(release).ToListAsync(cancel),
            await database.Set<QualityCheck>().AsNoTracking().At(release).Where(check => check.Kind == "remark" && subjects.Contains(check.Subject)).OrderBy(check => check.Id).ToListAsync(cancel),
            await FactContext.ReadAsync(snapshot, cancel));
    }
}
