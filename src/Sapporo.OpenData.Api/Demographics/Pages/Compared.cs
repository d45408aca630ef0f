using Microsoft.EntityFrameworkCore;
using Sapporo.OpenData.Api.Http.Problems;
using Sapporo.OpenData.Api.Http.Releases;
using Sapporo.OpenData.Api.Http.Resources;
using Sapporo.OpenData.Demographics;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Api.Demographics.Pages;

/// <summary>The municipalities beside each other on one measure at one period, and what else could be chosen.</summary>
/// <param name="Measure">Measure that is compared.</param>
/// <param name="Period">Period; null where the document states none.</param>
/// <param name="IsOtherPeriod">Whether another period was asked for, of which this measure has no figures.</param>
/// <param name="Measures">All measures, in order.</param>
/// <param name="Periods">Periods of all measures, the newest first; null for figures without one.</param>
/// <param name="Figures">Figures of the municipalities, the highest first.</param>
/// <param name="Whole">Figures of the area as a whole, as the documents print them.</param>
public sealed record Compared(
    Measure Measure, string? Period, bool IsOtherPeriod, IReadOnlyList<Measure> Measures, IReadOnlyList<string?> Periods, IReadOnlyList<Figure> Figures, IReadOnlyList<Figure> Whole)
{
    /// <summary>How addresses write the period of figures that have none.</summary>
    public const string NoPeriod = "null";

    /// <summary>Measure where none is asked for.</summary>
    public const string DefaultMeasure = "population";

    /// <summary>Reads what was asked for.</summary>
    /// <param name="snapshot">Snapshot to read.</param>
    /// <param name="measure">Id of the measure; null for the first.</param>
    /// <param name="period">Period as addresses write it; null for the newest.</param>
    /// <param name="parameters">Where a wrong choice is noted.</param>
    /// <param name="cancel">Cancels.</param>
    /// <exception cref="ProblemException">There is no such measure or period.</exception>
    public static async Task<Compared> ReadAsync(Snapshot snapshot, string? measure, string? period, ParameterReader parameters, CancellationToken cancel)
    {
        var measures = await snapshot.Database.Set<Measure>().AsNoTracking().At(snapshot.Release).OrderBy(row => row.Ordinal).ToListAsync(cancel);
        var chosen = measures.Find(row => row.Id == (measure ?? DefaultMeasure)) ?? (measure is null ? measures[0] : null);
        if (chosen is null)
        {
            var names = string.Join(", ", measures.Select(row => row.Id));
            parameters.Refuse("measure", names, names);
        }

        List<string?> periods = [.. (await Demographic.PeriodsAsync(snapshot.Database, snapshot.Release, cancel)).OrderDescending(StringComparer.Ordinal)];
        var asked = period == NoPeriod ? null : period;
        if (period is not null && !periods.Contains(asked, StringComparer.Ordinal))
        {
            var names = string.Join(", ", periods.Select(one => one ?? NoPeriod));
            parameters.Refuse("period", names, names);
        }

        parameters.ThrowIfWrong();

        // The newest with the most areas: a projection of the whole alone is no comparison.
        var counted = await snapshot.Database.Set<Demographic>().AsNoTracking().At(snapshot.Release).Where(row => row.Measure == chosen!.Id)
            .GroupBy(row => row.Period).Select(group => new { Period = group.Key, Areas = group.Select(row => row.Area).Distinct().Count() }).ToListAsync(cancel);
        var own = counted.OrderByDescending(row => row.Areas).ThenByDescending(row => row.Period, StringComparer.Ordinal).Select(row => row.Period).ToList();
        var isOther = period is not null && !own.Contains(asked, StringComparer.Ordinal);
        var shown = period is null || isOther ? own.FirstOrDefault() : asked;
        var figures = await Figure.ReadAsync(snapshot, rows => rows.Where(row => row.Measure == chosen!.Id && row.Period == shown), cancel);
        return new Compared(
            chosen!, shown, isOther, measures, periods,
            [.. figures.Where(figure => figure.Computed.Ranked is not null).OrderBy(figure => figure.Computed.Rank ?? int.MaxValue).ThenBy(figure => figure.Computed.Ordinal)],
            [.. figures.Where(figure => figure.Computed.Ranked is null)]);
    }

    /// <summary>Its period as a page names it.</summary>
    public static string Name(string? period, bool english) => period ?? (english ? "not stated" : "時点の記載なし");

    /// <summary>The parameters that the API compares the same figures by.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Query => [KeyValuePair.Create("measure", Measure.Id), KeyValuePair.Create("period", Period ?? NoPeriod)];
}
