using Microsoft.EntityFrameworkCore;
using Sapporo.OpenData.Api.Http.Releases;
using Sapporo.OpenData.Demographics;
using Sapporo.OpenData.Evaluations;
using Sapporo.OpenData.Indicators;
using Sapporo.OpenData.Municipalities;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Api.Embeds.Builder;

/// <summary>What there is to choose from, in a release.</summary>
/// <param name="Municipalities">Municipalities in their official order.</param>
/// <param name="Indicators">Indicators in the documents' order.</param>
/// <param name="Years">Fiscal years whose projects were evaluated, the newest first.</param>
/// <param name="Measures">Measures.</param>
public sealed record BuilderLists(IReadOnlyList<Municipality> Municipalities, IReadOnlyList<Indicator> Indicators, IReadOnlyList<int> Years, IReadOnlyList<Measure> Measures)
{
    /// <summary>Reads them.</summary>
    public static async Task<BuilderLists> ReadAsync(Snapshot snapshot, CancellationToken cancel) => new(
        await Rows<Municipality>(snapshot).OrderBy(row => row.Ordinal).ToListAsync(cancel),
        await Rows<Indicator>(snapshot).OrderBy(row => row.Ordinal).ToListAsync(cancel),
        await EvaluationSummary.At(snapshot.Database, snapshot.Release).AsNoTracking().Where(row => row.By == "year").OrderByDescending(row => row.FiscalYear).Select(row => row.FiscalYear).ToListAsync(cancel),
        await Rows<Measure>(snapshot).OrderBy(row => row.Ordinal).ToListAsync(cancel));

    private static IQueryable<T> Rows<T>(Snapshot snapshot)
        where T : Versioned => snapshot.Database.Set<T>().AsNoTracking().At(snapshot.Release);
}
