using Microsoft.EntityFrameworkCore;
using Npgsql;
using Sapporo.OpenData.Demographics;
using Sapporo.OpenData.Evaluations;
using Sapporo.OpenData.Indicators;
using Sapporo.OpenData.Storage;

namespace Sapporo.OpenData.Publishing;

/// <summary>What the rows of a file are read with: the words and things that the publication will hold.</summary>
/// <param name="Values">Reads KPI values with the units and states.</param>
/// <param name="Indicators">Indicators by id.</param>
/// <param name="Marks">Rating marks of all visions.</param>
/// <param name="Rules">Rating rules of all visions.</param>
/// <param name="MeasureUnits">Unit of each measure.</param>
/// <param name="Broken">Tables whose files have problems already; what is missing from them is not held against others.</param>
public sealed record InputContext(ValueReader Values, IReadOnlyDictionary<string, Indicator> Indicators, IReadOnlyList<Mark> Marks, IReadOnlyList<Rule> Rules, IReadOnlyDictionary<string, string> MeasureUnits, IReadOnlySet<string> Broken)
{
    /// <summary>Reads it off the views of what would be current after publishing.</summary>
    public static async Task<InputContext> LoadAsync(NpgsqlConnection connection, IReadOnlySet<string> broken, CancellationToken cancel)
    {
        await using var context = OpenDataContext.Over(connection);
        var units = await context.Set<Unit>().FromSqlRaw("select * from next_unit").AsNoTracking().ToListAsync(cancel);
        var states = await context.Set<State>().FromSqlRaw("select * from next_state").AsNoTracking().ToListAsync(cancel);
        var indicators = await context.Set<Indicator>().FromSqlRaw("select * from next_indicator").AsNoTracking().ToListAsync(cancel);
        var marks = await context.Set<Mark>().FromSqlRaw("select * from next_mark").AsNoTracking().ToListAsync(cancel);
        var rules = await context.Set<Rule>().FromSqlRaw("select * from next_rule").AsNoTracking().ToListAsync(cancel);
        var measures = await context.Set<Measure>().FromSqlRaw("select * from next_measure").AsNoTracking().ToListAsync(cancel);
        return new InputContext(
            new ValueReader(units.DistinctBy(unit => unit.Id).ToDictionary(unit => unit.Id, unit => unit.SameAs ?? unit.Id, StringComparer.Ordinal), states.Select(state => state.Id).ToHashSet(StringComparer.Ordinal)),
            indicators.DistinctBy(indicator => indicator.Id).ToDictionary(indicator => indicator.Id, StringComparer.Ordinal),
            marks,
            rules,
            measures.DistinctBy(measure => measure.Id).ToDictionary(measure => measure.Id, measure => measure.Unit),
            broken);
    }
}
