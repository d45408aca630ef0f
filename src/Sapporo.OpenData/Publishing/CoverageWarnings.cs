namespace Sapporo.OpenData.Publishing;

/// <summary>Rows that would go, and rows that one would expect beside those that are there.</summary>
internal static class CoverageWarnings
{
    // Ids that a warning spells out.
    private const int Named = 10;

    public static async Task FindAsync(InputWarnings warnings, IReadOnlyList<InputFile> files, CancellationToken cancel)
    {
        foreach (var file in files)
        {
            await RemovedAsync(warnings, file, cancel);
        }

        if (warnings.IsStaged("demographic"))
        {
            await MunicipalitiesAsync(warnings, cancel);
        }

        if (warnings.IsStaged("evaluation"))
        {
            await IndicatorsAsync(warnings, cancel);
            await DataFilesAsync(warnings, cancel);
        }
    }

    private static Task RemovedAsync(InputWarnings warnings, InputFile file, CancellationToken cancel)
    {
        var scope = string.Join(", ", file.Scope);
        var label = file.Scope.Count == 0 ? "''" : $"concat_ws(', ', {string.Join(", ", file.Scope.Select(name => $"'{file.Header(name)} ' || coalesce({name}::text, '（空）')"))})";
        return warnings.AddAsync(
            $"select {label}, count(*), array_to_string((array_agg(id order by id))[1:{Named}], ' ') from gone_{file.Table} {(scope.Length > 0 ? "group by " + scope : "having count(*) > 0")} order by 1 limit {InputWarnings.Limit}",
            row =>
            {
                var (part, count, ids) = (row.GetString(0), row.GetInt64(1), row.GetString(2));
                var (more, moreEn) = count > Named ? (" など", " …") : ("", "");
                return new InputWarning(
                    "rowsRemoved", file.FileName, 0, null, ids + moreEn,
                    $"公表中の {count} 行{more}が{(part.Length > 0 ? $"この範囲（{part}）の" : "")}ファイルになく、公表するとなくなります。", $"{count} published row(s) are not in the file{(part.Length > 0 ? $" ({part})" : "")} and would be removed.");
            },
            cancel);
    }

    // Groups without any municipality speak of the whole area and lack none.
    private static Task MunicipalitiesAsync(InputWarnings warnings, CancellationToken cancel) => warnings.AddAsync(
        $"""
        with changed as (
            select c.measure, c.period, c.source, min(c.line) as line from (
                select s.measure, coalesce(s.period, '') as period, s.source, s.line from fresh_demographic f join stage_demographic s on s.id = f.id and s.line = f.line
                union all select g.measure, coalesce(g.period, ''), g.source, null from gone_demographic g) c group by c.measure, c.period, c.source
        ), area as materialized (
            select a.id, a.name_ja, a.ordinal, exists (select from next_municipality m where m.id = a.id) as belongs from next_area a where a.kind = 'municipality'
        ), held as materialized (
            select n.measure, coalesce(n.period, '') as period, n.source, array_agg(n.area) as areas from next_demographic n join area a on a.id = n.area group by 1, 2, 3
        ), ordered as materialized (
            select p.measure, p.period, case when lag(p.period) over w <> '' then lag(p.areas) over w end as expected
              from (select h.measure, h.period, array_agg(distinct u) as areas from held h, unnest(h.areas) u group by 1, 2) p window w as (partition by p.measure order by p.period)
        )
        select coalesce(c.line, 0), concat_ws(', ', h.measure, nullif(h.period, ''), h.source), m.count, m.names, m.ids
          from changed c join held h using (measure, period, source) join ordered o using (measure, period)
         cross join lateral (
             select count(*) as count, string_agg(a.name_ja, '、' order by a.ordinal) as names, string_agg(a.id, ' ' order by a.ordinal) as ids
               from area a where (case when o.expected is null then a.belongs else a.id = any(o.expected) end) and a.id <> all(h.areas)) m
         where m.count > 0 order by 1 limit {InputWarnings.Limit}
        """,
        row => new InputWarning(
            "municipalityMissing", "demographics.csv", row.GetInt32(0), "地域", row.GetString(4),
            $"{row.GetString(1)} に {row.GetString(3)} の行がありません。", $"{row.GetString(1)} has no line for {row.GetInt64(2)} of the municipalities."),
        cancel);

    // Basic KPIs and indicators of projects apart: a document may hold the results of one kind only.
    private static Task IndicatorsAsync(InputWarnings warnings, CancellationToken cancel) => warnings.AddAsync(
        $"""
        with changed as (
            select s.fiscal_year from fresh_evaluation f join stage_evaluation s on s.id = f.id and s.line = f.line union select g.fiscal_year from gone_evaluation g
        ), evaluated as (
            select e.indicator, e.fiscal_year, i.vision, i.project is null as basic from next_evaluation e join next_indicator i on i.id = e.indicator
        ), expected as (
            select distinct c.fiscal_year, i.vision, v.name_ja, i.id, i.ordinal from changed c join next_vision v on c.fiscal_year between v.start_fiscal_year and v.end_fiscal_year
              join evaluated e on e.fiscal_year = c.fiscal_year and e.vision = v.id join next_indicator i on i.vision = v.id and (i.project is null) = e.basic
        )
        select (select coalesce(min(s.line), 0) from stage_evaluation s where s.fiscal_year = x.fiscal_year), x.fiscal_year, x.name_ja, count(*),
               array_to_string((array_agg(x.id order by x.ordinal))[1:{Named}], ' '), x.vision
          from expected x left join evaluated e on e.indicator = x.id and e.fiscal_year = x.fiscal_year
         where e.indicator is null group by x.fiscal_year, x.vision, x.name_ja order by x.fiscal_year limit {InputWarnings.Limit}
        """,
        row => new InputWarning(
            "indicatorMissing", "evaluations.csv", row.GetInt32(0), "評価指標", row.GetString(4) + (row.GetInt64(3) > Named ? " …" : ""),
            $"{row.GetInt32(1)}年度の評価に、「{row.GetString(2)}」の評価指標 {row.GetInt64(3)} 件がありません。", $"Fiscal year {row.GetInt32(1)} has no evaluation of {row.GetInt64(3)} indicator(s) of vision {row.GetString(5)}."),
        cancel);

    // Where years have data files of their own, a year without them would be found in the combined file only.
    private static Task DataFilesAsync(InputWarnings warnings, CancellationToken cancel) => warnings.AddAsync(
        $"""
        select min(s.line), s.fiscal_year from fresh_evaluation f join stage_evaluation s on s.id = f.id and s.line = f.line
         where exists (select from next_data_file d where d.view = 'file_evaluation' and d.restrict_column = '年度')
           and not exists (select from next_data_file d where d.view = 'file_evaluation' and d.restrict_column = '年度' and d.restrict_value = s.fiscal_year::text)
         group by s.fiscal_year order by s.fiscal_year limit {InputWarnings.Limit}
        """,
        row =>
        {
            var year = row.GetInt32(1);
            return new InputWarning(
                "dataFileMissing", "evaluations.csv", row.GetInt32(0), "年度", FormattableString.Invariant($"{year}"),
                $"この年度のデータファイルがありません。datasets.csv に status-{year} の行を、data_files.csv に file_evaluation と file_activity（対象の列 年度、対象の値 {year}）の行を足してください。",
                $"No data file holds this fiscal year: add a line status-{year} to datasets.csv, and to data_files.csv lines of file_evaluation and file_activity restricted to 年度 {year}.");
        },
        cancel);
}
