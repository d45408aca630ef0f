using Microsoft.EntityFrameworkCore;
using Sapporo.OpenData.Api.Evaluations;
using Sapporo.OpenData.Api.Http.Problems;
using Sapporo.OpenData.Api.Http.Releases;
using Sapporo.OpenData.Api.Pages.Figures;
using Sapporo.OpenData.Api.Visions;
using Sapporo.OpenData.Indicators;
using Sapporo.OpenData.Municipalities;
using Sapporo.OpenData.Projects;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Api.Projects.Pages;

/// <summary>All that the page of a project shows.</summary>
/// <param name="Project">The project.</param>
/// <param name="Vision">Its vision.</param>
/// <param name="Indicators">Its indicators.</param>
/// <param name="Evaluations">Their evaluations, newest first, by indicator.</param>
/// <param name="Activities">What was done under it.</param>
/// <param name="Municipalities">Municipalities by code.</param>
/// <param name="Facts">Reasons, releases and sources.</param>
public sealed record ProjectView(
    Project Project, VisionRow Vision, IReadOnlyList<Indicator> Indicators, ILookup<string, EvaluationRow> Evaluations,
    IReadOnlyList<Activity> Activities, IReadOnlyDictionary<string, Municipality> Municipalities, FactContext Facts)
{
    /// <summary>The municipalities named in what was done, in their official order.</summary>
    public IReadOnlyList<Municipality> Named => [.. Activities.SelectMany(activity => activity.Municipalities).Distinct(StringComparer.Ordinal).Where(Municipalities.ContainsKey).Select(code => Municipalities[code]).OrderBy(municipality => municipality.Ordinal)];

    /// <summary>Reads it in a snapshot.</summary>
    /// <exception cref="ProblemException">There is no such project.</exception>
    public static async Task<ProjectView> ReadAsync(Snapshot snapshot, string id, CancellationToken cancel)
    {
        var (database, release) = (snapshot.Database, snapshot.Release);
        var project = await database.Set<Project>().AsNoTracking().At(release).SingleOrDefaultAsync(row => row.Id == id, cancel)
            ?? throw new ProblemException(ProblemCode.NotFound, $"projects/{id}");
        var evaluations = await EvaluationResource.Definition.Query(database, release).AsNoTracking().Where(row => row.Indicator.Project == id).OrderByDescending(row => row.Evaluation.FiscalYear).ToListAsync(cancel);
        return new ProjectView(
            project,
            await VisionResource.Definition.Query(database, release).AsNoTracking().SingleAsync(row => row.Vision.Id == project.Vision, cancel),
            await database.Set<Indicator>().AsNoTracking().At(release).Where(row => row.Project == id).OrderBy(row => row.Ordinal).ToListAsync(cancel),
            evaluations.ToLookup(row => row.Evaluation.Indicator, StringComparer.Ordinal),
            await database.Set<Activity>().AsNoTracking().At(release).Where(row => row.Project == id).OrderBy(row => row.Ordinal).ToListAsync(cancel),
            await database.Set<Municipality>().AsNoTracking().At(release).ToDictionaryAsync(row => row.Id, cancel),
            await FactContext.ReadAsync(snapshot, cancel));
    }
}
