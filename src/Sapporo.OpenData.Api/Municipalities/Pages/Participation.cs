using Microsoft.EntityFrameworkCore;
using Sapporo.OpenData.Api.Http.Releases;
using Sapporo.OpenData.Evaluations;
using Sapporo.OpenData.Indicators;
using Sapporo.OpenData.Projects;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Api.Municipalities.Pages;

/// <summary>A joint project whose account names a municipality.</summary>
/// <param name="Project">The project.</param>
/// <param name="Activities">What the account says of the municipality.</param>
/// <param name="FiscalYear">Newest year in which the project's indicators were evaluated; null where they never were.</param>
/// <param name="Marks">The evaluations of that year.</param>
public sealed record Participation(Project Project, IReadOnlyList<Activity> Activities, int? FiscalYear, IReadOnlyList<IndicatorMark> Marks)
{
    /// <summary>Ids of the documents behind it.</summary>
    public IEnumerable<string> Documents => [Project.Source, .. Activities.Select(row => row.Source), .. Marks.Select(mark => mark.Evaluation.Source)];

    /// <summary>Reads those of a municipality, in the order of the projects.</summary>
    public static async Task<IReadOnlyList<Participation>> ReadAsync(Snapshot snapshot, string municipality, CancellationToken cancel)
    {
        var (database, release) = (snapshot.Database, snapshot.Release);
        var activities = (await database.Set<Activity>().AsNoTracking().At(release).Where(row => row.Municipalities.Contains(municipality)).OrderBy(row => row.Ordinal).ThenBy(row => row.Id).ToListAsync(cancel))
            .ToLookup(row => row.Project, StringComparer.Ordinal);
        var ids = activities.Select(group => group.Key).ToList();
        var projects = await database.Set<Project>().AsNoTracking().At(release).Where(row => ids.Contains(row.Id)).OrderBy(row => row.Vision).ThenBy(row => row.Number).ToListAsync(cancel);
        var rated = await (
            from indicator in database.Set<Indicator>().AsNoTracking().At(release)
            join evaluation in database.Set<Evaluation>().AsNoTracking().At(release) on indicator.Id equals evaluation.Indicator
            where indicator.Project != null && ids.Contains(indicator.Project)
            orderby indicator.Ordinal, indicator.Id
            select new { indicator, evaluation }).ToListAsync(cancel);
        var byProject = rated.Select(row => new IndicatorMark(row.indicator, row.evaluation)).ToLookup(mark => mark.Indicator.Project, StringComparer.Ordinal);
        return projects.ConvertAll(project =>
        {
            var newest = byProject[project.Id].Select(mark => (int?)mark.Evaluation.FiscalYear).Max();
            return new Participation(project, [.. activities[project.Id]], newest, [.. byProject[project.Id].Where(mark => mark.Evaluation.FiscalYear == newest)]);
        });
    }
}

/// <summary>An indicator with one of its evaluations.</summary>
/// <param name="Indicator">The indicator.</param>
/// <param name="Evaluation">The evaluation.</param>
public sealed record IndicatorMark(Indicator Indicator, Evaluation Evaluation);
