using Npgsql;

namespace Sapporo.OpenData.Publishing;

/// <summary>Values ten times or more, or a tenth or less, of what they follow; units that changed.</summary>
internal static class ValueWarnings
{
    // A count that falls from a few to none is no slip of a digit.
    private const string TenfoldOf = "y <> 0 and (abs(x) >= 10 * abs(y) or (abs(x) * 10 <= abs(y) and (x <> 0 or abs(y) >= 10)))";

    public static async Task FindAsync(InputWarnings warnings, CancellationToken cancel)
    {
        if (warnings.IsStaged("evaluation"))
        {
            await warnings.AddAsync(ActualsTenfold, row => Tenfold("evaluations.csv", "実績値", row), cancel);
            await warnings.AddAsync(ActualUnits, row => UnitChanged("evaluations.csv", "実績値", row), cancel);
        }

        if (warnings.IsStaged("demographic"))
        {
            await warnings.ExecuteAsync(Figures, cancel);
            await warnings.AddAsync(FiguresTenfold, row => Tenfold("demographics.csv", "値", row), cancel);
            await warnings.AddAsync(FigureUnits, row => UnitChanged("demographics.csv", "単位", row), cancel);
        }

        foreach (var (table, file) in new[] { ("indicator", "indicators.csv"), ("measure", "measures.csv") })
        {
            if (warnings.IsStaged(table))
            {
                await warnings.AddAsync(DefinedUnits(table), row => UnitChanged(file, "単位", row), cancel);
            }
        }
    }

    private static InputWarning Tenfold(string file, string column, NpgsqlDataReader row)
    {
        var (ja, en) = Origin(row);
        return new InputWarning("magnitude", file, row.GetInt32(0), column, row.GetString(1), $"{ja}「{row.GetString(3)}」と10倍以上違います。桁と単位を確かめてください。", $"Differs tenfold or more from {en} '{row.GetString(3)}'; check digits and unit.");
    }

    private static InputWarning UnitChanged(string file, string column, NpgsqlDataReader row)
    {
        var (ja, en) = Origin(row);
        var (now, before) = (row.IsDBNull(4) ? "" : row.GetString(4), row.GetString(3));
        return new InputWarning("unitChanged", file, row.GetInt32(0), column, row.GetString(1), $"単位が{(now.Length > 0 ? $"「{now}」で" : "なく")}、{ja}「{before}」と違います。", $"Its unit, {(now.Length > 0 ? $"'{now}'" : "none")}, differs from {en} '{before}'.");
    }

    // What a value was compared with: earlier (and when), baseline, indicator, measure or published.
    private static (string Ja, string En) Origin(NpgsqlDataReader row) => row.GetString(2) switch
    {
        "baseline" => ("基準値", "the baseline"),
        "indicator" => ("評価指標の単位", "the indicator's unit"),
        "published" => ("公表中の", "the published"),
        var period => ($"前の時点（{period}）の", $"the earlier ({period})"),
    };

    private static string Amounts(string row, string value) =>
        $"case {row}.{value}_kind when 'pair' then (select array_agg((p ->> 'amount')::numeric order by o) from jsonb_array_elements({row}.{value}_parts) with ordinality j (p, o)) when 'number' then array[{row}.{value}_amount] end";

    private static string IsTenfold(string amounts, string before) => $"exists (select from unnest({amounts}, {before}) t (x, y) where {TenfoldOf})";

    // Each added or changed actual beside the last earlier one, the baseline, and what is published in its place.
    private static string Actuals =>
        $"""
        with actual as (
            select n.id, n.fiscal_year, n.indicator, n.actual_text as text, n.actual_unit as unit, {Amounts("n", "actual")} as amounts from next_evaluation n where n.actual_kind in ('number', 'pair')
        ), ordered as (
            select a.*, lag(a.text) over w as earlier_text, lag(a.unit) over w as earlier_unit, lag(a.amounts) over w as earlier_amounts, lag(a.fiscal_year) over w as earlier_year
              from actual a window w as (partition by a.indicator order by a.fiscal_year)
        ), compared as (
            select f.line, o.*, i.unit as indicator_unit, i.baseline_text, i.baseline_unit, {Amounts("i", "baseline")} as baseline_amounts,
                   v.actual_text as published_text, v.actual_unit as published_unit, {Amounts("v", "actual")} as published_amounts
              from fresh_evaluation f join ordered o on o.id = f.id join next_indicator i on i.id = o.indicator
              left join opendata.evaluation_version v on v.id = f.id and v.until_release is null
        )
        """;

    private static string ActualsTenfold =>
        $"""
        {Actuals}
        select distinct on (c.line) c.line, c.text, o.origin, o.text from compared c cross join lateral (values
            (1, c.earlier_year || '年度', c.earlier_text, c.earlier_unit, c.earlier_amounts),
            (2, case when c.earlier_year is null then 'baseline' end, c.baseline_text, c.baseline_unit, c.baseline_amounts),
            (3, 'published', c.published_text, c.published_unit, c.published_amounts)) o (rank, origin, text, unit, amounts)
         where o.origin is not null and o.unit is not distinct from c.unit and {IsTenfold("c.amounts", "o.amounts")}
         order by c.line, o.rank limit {InputWarnings.Limit}
        """;

    private static string ActualUnits =>
        $"""
        {Actuals}
        select distinct on (c.line) c.line, c.text, o.origin, o.unit, c.unit from compared c cross join lateral (values
            (1, 'indicator', c.indicator_unit), (2, c.earlier_year || '年度', c.earlier_unit)) o (rank, origin, unit)
         where o.unit is not null and o.origin is not null and o.unit is distinct from c.unit and cardinality(c.amounts) = 1
         order by c.line, o.rank limit {InputWarnings.Limit}
        """;

    // Figures of the period before, of whatever source, bound what is expected.
    private const string Figures =
        """
        create temporary table compared_demographic on commit drop as
        with observed as (
            select n.id, n.period, n.printed, n.unit, n.amount, min(abs(n.amount)) over w as least, max(abs(n.amount)) over w as most, max(n.printed) over w as earlier,
                   max(n.period) over w as earlier_period, max(n.unit) over w as earlier_unit
              from next_demographic n where n.amount is not null and n.period is not null and (n.area, n.measure) in (select f.area, f.measure from fresh_demographic f)
            window w as (partition by n.area, n.measure order by n.period groups between 1 preceding and 1 preceding)
        )
        select f.line, o.*, v.printed as published, v.amount as published_amount from fresh_demographic f join observed o on o.id = f.id
          left join opendata.demographic_version v on v.id = f.id and v.until_release is null
        """;

    private static string FiguresTenfold =>
        $"""
        select distinct on (c.line) c.line, c.printed, o.origin, o.text from compared_demographic c cross join lateral (values
            (1, c.earlier_period, c.earlier, case when abs(c.amount) > c.most then c.most else c.least end), (2, 'published', c.published, c.published_amount)) o (rank, origin, text, y)
             cross join lateral (select c.amount as x) own
         where o.origin is not null and {TenfoldOf}
         order by c.line, o.rank limit {InputWarnings.Limit}
        """;

    private static string FigureUnits =>
        $"select c.line, c.unit, c.earlier_period, c.earlier_unit, c.unit from compared_demographic c where c.earlier_unit <> c.unit order by c.line limit {InputWarnings.Limit}";

    private static string DefinedUnits(string table) =>
        $"""
        select f.line, f.id, 'published', v.unit, f.unit from fresh_{table} f
          join opendata.{table}_version v on v.id = f.id and v.until_release is null
         where v.unit is not null and v.unit is distinct from f.unit order by f.line limit {InputWarnings.Limit}
        """;
}
