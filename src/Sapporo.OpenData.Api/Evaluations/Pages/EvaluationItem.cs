using Microsoft.EntityFrameworkCore;
using Sapporo.OpenData.Api.Http.Releases;
using Sapporo.OpenData.Evaluations;
using Sapporo.OpenData.Indicators;
using Sapporo.OpenData.Projects;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Api.Evaluations.Pages;

/// <summary>An evaluation with its project, as lists find it.</summary>
/// <param name="Row">The evaluation.</param>
/// <param name="Project">The project; null for a basic KPI.</param>
/// <param name="Search">Normalised text of evaluation, indicator and project.</param>
public sealed record EvaluationItem(EvaluationRow Row, Project? Project, string Search)
{
    /// <summary>The evaluations of a fiscal year, in the documents' order.</summary>
    public static async Task<IReadOnlyList<EvaluationItem>> ReadAsync(Snapshot snapshot, int fiscalYear, CancellationToken cancel)
    {
        var (database, release) = (snapshot.Database, snapshot.Release);
        var rows = await (
            from evaluation in database.Set<Evaluation>().AsNoTracking().At(release)
            where evaluation.FiscalYear == fiscalYear
            join check in database.Set<EvaluationCheck>().At(release) on evaluation.Id equals check.Id
            join indicator in database.Set<Indicator>().At(release) on evaluation.Indicator equals indicator.Id
            orderby indicator.Ordinal, indicator.Id
            select new { evaluation, check, indicator, search = EF.Property<string>(evaluation, nameof(Search)) + " " + EF.Property<string>(indicator, nameof(Search)) }).ToListAsync(cancel);
        var projects = await database.Set<Project>().AsNoTracking().At(release)
            .Select(project => new { project, search = EF.Property<string>(project, nameof(Search)) }).ToDictionaryAsync(row => row.project.Id, cancel);
        return rows.ConvertAll(row =>
        {
            var found = row.indicator.Project is { } id ? projects[id] : null;
            return new EvaluationItem(new EvaluationRow { Evaluation = row.evaluation, Check = row.check, Indicator = row.indicator }, found?.project, $"{row.search} {found?.search}");
        });
    }
}
