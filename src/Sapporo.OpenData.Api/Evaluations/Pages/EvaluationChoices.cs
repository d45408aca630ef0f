using Microsoft.EntityFrameworkCore;
using Sapporo.OpenData.Api.Http.Releases;
using Sapporo.OpenData.Municipalities;
using Sapporo.OpenData.Projects;
using Sapporo.OpenData.Storage;
using Sapporo.OpenData.Visions;

namespace Sapporo.OpenData.Api.Evaluations.Pages;

/// <summary>What the evaluations of a year can be narrowed to.</summary>
/// <param name="Municipalities">Municipalities that what was done under the projects names, in their order.</param>
/// <param name="ProjectsOf">Projects by the code of a municipality named under them.</param>
/// <param name="PolicyFields">Policy fields of the projects; none where the documents give none.</param>
public sealed record EvaluationChoices(IReadOnlyList<Municipality> Municipalities, ILookup<string, string> ProjectsOf, IReadOnlyList<PolicyField> PolicyFields)
{
    /// <summary>Reads them in a snapshot.</summary>
    public static async Task<EvaluationChoices> ReadAsync(Snapshot snapshot, IReadOnlyList<EvaluationItem> items, CancellationToken cancel)
    {
        var (database, release) = (snapshot.Database, snapshot.Release);
        var projects = items.Select(item => item.Project).OfType<Project>().DistinctBy(project => project.Id).ToDictionary(project => project.Id, StringComparer.Ordinal);
        var named = await database.Set<Activity>().AsNoTracking().At(release).Where(activity => projects.Keys.Contains(activity.Project)).Select(activity => new { activity.Project, activity.Municipalities }).ToListAsync(cancel);
        var projectsOf = named.SelectMany(activity => activity.Municipalities.Select(code => (code, activity.Project))).Distinct().ToLookup(pair => pair.code, pair => pair.Project, StringComparer.Ordinal);
        var municipalities = await database.Set<Municipality>().AsNoTracking().At(release).OrderBy(municipality => municipality.Ordinal).ToListAsync(cancel);
        var fields = projects.Values.Select(project => project.PolicyField).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return new EvaluationChoices(
            [.. municipalities.Where(municipality => projectsOf.Contains(municipality.Id))], projectsOf,
            await database.Set<PolicyField>().AsNoTracking().At(release).Where(field => fields.Contains(field.Id)).OrderBy(field => field.Ordinal).ToListAsync(cancel));
    }
}
