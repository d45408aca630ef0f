using Microsoft.EntityFrameworkCore;
using Sapporo.OpenData.Api.Http.Releases;
using Sapporo.OpenData.Evaluations;
using Sapporo.OpenData.Municipalities;
using Sapporo.OpenData.Storage;
using Sapporo.OpenData.Visions;

namespace Sapporo.OpenData.Api.Catalogue.Pages;

/// <summary>Figures that the home page shows at a glance.</summary>
/// <param name="Years">Achievement of each evaluated year, the newest first.</param>
/// <param name="PrintedRates">The rates as the documents print them, by fiscal year.</param>
/// <param name="Municipalities">The municipalities in their official order.</param>
public sealed record HomeFigures(IReadOnlyList<EvaluationSummary> Years, IReadOnlyDictionary<int, string> PrintedRates, IReadOnlyList<Municipality> Municipalities)
{
    /// <summary>Reads them.</summary>
    public static async Task<HomeFigures> ReadAsync(Snapshot snapshot, CancellationToken cancel) => new(
        await EvaluationSummary.At(snapshot.Database, snapshot.Release).AsNoTracking().Where(row => row.By == "year").OrderByDescending(row => row.FiscalYear).ToListAsync(cancel),
        (await (
            from vision in snapshot.Database.Set<Vision>().AsNoTracking().At(snapshot.Release)
            join evaluation in snapshot.Database.Set<Evaluation>().AsNoTracking().At(snapshot.Release) on vision.RateIndicator equals evaluation.Indicator
            select new { evaluation.FiscalYear, evaluation.Actual.Text }).ToListAsync(cancel)).GroupBy(row => row.FiscalYear, row => row.Text).ToDictionary(rates => rates.Key, rates => string.Join("・", rates.Distinct(StringComparer.Ordinal))),
        await snapshot.Database.Set<Municipality>().AsNoTracking().At(snapshot.Release).OrderBy(row => row.Ordinal).ThenBy(row => row.Id).ToListAsync(cancel));
}
