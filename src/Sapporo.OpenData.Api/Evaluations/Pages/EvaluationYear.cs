using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Sapporo.OpenData.Api.Http.Problems;
using Sapporo.OpenData.Api.Http.Releases;
using Sapporo.OpenData.Api.Pages;
using Sapporo.OpenData.Api.Pages.Figures;
using Sapporo.OpenData.Api.Visions;
using Sapporo.OpenData.Evaluations;
using Sapporo.OpenData.Publishing;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Api.Evaluations.Pages;

/// <summary>All that the page of an evaluated year shows.</summary>
/// <param name="Year">Fiscal year.</param>
/// <param name="Years">All evaluated years, newest first.</param>
/// <param name="Items">All evaluations of the year.</param>
/// <param name="Shown">Those that the filter leaves.</param>
/// <param name="Choices">What the filter can choose.</param>
/// <param name="Visions">Visions whose indicators were evaluated.</param>
/// <param name="Marks">Legend of their marks.</param>
/// <param name="Summary">The year and its roles, as computed; empty where no indicator of a project was evaluated.</param>
/// <param name="Remarks">Sums of activities that actuals of the year are held against.</param>
/// <param name="Facts">Reasons, releases and sources.</param>
public sealed record EvaluationYear(
    int Year, IReadOnlyList<int> Years, IReadOnlyList<EvaluationItem> Items, IReadOnlyList<EvaluationItem> Shown, EvaluationChoices Choices,
    IReadOnlyList<VisionRow> Visions, IReadOnlyList<Mark> Marks, IReadOnlyList<EvaluationSummary> Summary, IReadOnlyList<QualityCheck> Remarks, FactContext Facts)
{
    /// <summary>The whole year's summary; null where no indicator of a project was evaluated.</summary>
    public EvaluationSummary? Whole => Summary.FirstOrDefault(row => row.By == "year");

    /// <summary>Reads it in a snapshot.</summary>
    /// <exception cref="ProblemException">The year was not evaluated, or the filter asks for what is not there.</exception>
    public static async Task<EvaluationYear> ReadAsync(Snapshot snapshot, string year, PageFilter filter, CancellationToken cancel)
    {
        var (database, release) = (snapshot.Database, snapshot.Release);
        var years = await YearsAsync(snapshot, cancel);
        if (!int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || !years.Contains(number) || year != number.ToString(CultureInfo.InvariantCulture))
        {
            throw new ProblemException(ProblemCode.NotFound, $"evaluations/{year}");
        }

        var items = await EvaluationItem.ReadAsync(snapshot, number, cancel);
        var choices = await EvaluationChoices.ReadAsync(snapshot, items, cancel);
        var shown = EvaluationFilter.Apply(filter, items, choices);
        var visions = items.Select(item => item.Row.Indicator.Vision).Distinct().ToList();
        var subjects = items.Select(item => $"evaluations {item.Row.Evaluation.Id}").ToList();
        return new EvaluationYear(
            number, years, items, shown, choices,
            await VisionResource.Definition.Query(database, release).AsNoTracking().Where(row => visions.Contains(row.Vision.Id)).OrderBy(row => row.Vision.Number).ToListAsync(cancel),
            await database.Set<Mark>().AsNoTracking().At(release).Where(mark => visions.Contains(mark.Vision)).OrderBy(mark => mark.Vision).ThenBy(mark => mark.Ordinal).ToListAsync(cancel),
            await EvaluationSummary.At(database, release).AsNoTracking().Where(row => row.FiscalYear == number && (row.By == "year" || row.By == "role")).OrderBy(row => row.Id).ToListAsync(cancel),
            await database.Set<QualityCheck>().AsNoTracking().At(release).Where(check => check.Kind == "remark" && subjects.Contains(check.Subject)).OrderBy(check => check.Id).ToListAsync(cancel),
            await FactContext.ReadAsync(snapshot, cancel));
    }

    /// <summary>The evaluated years of a release, newest first.</summary>
    public static async Task<IReadOnlyList<int>> YearsAsync(Snapshot snapshot, CancellationToken cancel) =>
        await snapshot.Database.Set<Evaluation>().AsNoTracking().At(snapshot.Release).Select(evaluation => evaluation.FiscalYear).Distinct().OrderDescending().ToListAsync(cancel);
}
