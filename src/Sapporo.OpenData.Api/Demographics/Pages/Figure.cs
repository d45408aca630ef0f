using Microsoft.EntityFrameworkCore;
using Sapporo.OpenData.Api.Http.Releases;
using Sapporo.OpenData.Demographics;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Api.Demographics.Pages;

/// <summary>An observation as printed, with what is computed of it.</summary>
/// <param name="Printed">The observation.</param>
/// <param name="Computed">Rank, share and change.</param>
public sealed record Figure(Demographic Printed, AreaComparison Computed)
{
    /// <summary>Figures of some areas or measures, in the order of measure ids, periods and areas.</summary>
    /// <param name="snapshot">Snapshot to read.</param>
    /// <param name="restrict">Restricts the observations.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task<IReadOnlyList<Figure>> ReadAsync(Snapshot snapshot, Func<IQueryable<AreaComparison>, IQueryable<AreaComparison>> restrict, CancellationToken cancel)
    {
        var computed = await restrict(AreaComparison.At(snapshot.Database, snapshot.Release).AsNoTracking())
            .OrderBy(row => row.Measure).ThenBy(row => row.Period).ThenBy(row => row.Ordinal).ThenBy(row => row.Id).ToListAsync(cancel);
        var ids = computed.ConvertAll(row => row.Id);
        var printed = await snapshot.Database.Set<Demographic>().AsNoTracking().At(snapshot.Release).Where(row => ids.Contains(row.Id)).ToDictionaryAsync(row => row.Id, StringComparer.Ordinal, cancel);
        return computed.ConvertAll(row => new Figure(printed[row.Id], row));
    }
}
