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
            await YearsAsync(warnings, cancel);
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

    // Groups without any municipality speak of the whole area and lack none. Where a group holds what the period before held,
    // by count and hash, nothing is missing; only the others are looked at row by row.
    private static async Task MunicipalitiesAsync(InputWarnings warnings, CancellationToken cancel)
    {
        await warnings.ExecuteAsync($"""
            create temporary table suspect_demographic on commit drop as
            with changed as (
                select c.measure, c.period, c.source, min(c.line) as line from (
                    select f.measure, coalesce(f.period, '') as period, f.source, f.line from fresh_demographic f
                    union all select g.measure, coalesce(g.period, ''), g.source, null from gone_demographic g) c group by c.measure, c.period, c.source
            ), held as materialized (
                select n.measure, coalesce(n.period, '') as period, n.source, count(*) as areas, sum(hashtextextended(n.area, 0)) as digest
                  from next_demographic n join next_area a on a.id = n.area and a.kind = 'municipality'
                 where n.measure in (select measure from changed) group by 1, 2, 3
            ), moment as (
                select h.measure, h.period, lag(h.period) over w as earlier, lag(h.areas) over w as areas, lag(h.digest) over w as digest
                  from (select measure, period, case when count(*) = 1 then min(areas) end as areas, case when count(*) = 1 then min(digest) end as digest from held group by 1, 2) h
                window w as (partition by h.measure order by h.period)
            )
            select c.line, c.measure, c.period, c.source, nullif(m.earlier, '') as earlier from changed c join held h using (measure, period, source) join moment m using (measure, period)
             where m.earlier is null or m.earlier = '' or (h.areas, h.digest) is distinct from (m.areas, m.digest)
            """, cancel);
        await warnings.AddAsync(MissingMunicipalities, row => new InputWarning(
            "municipalityMissing", "demographics.csv", row.GetInt32(0), "地域", row.GetString(4),
            $"{row.GetString(1)} に {row.GetString(3)} の行がありません。", $"{row.GetString(1)} has no line for {row.GetInt64(2)} of the municipalities."), cancel);
    }

    private static string MissingMunicipalities =>
        $"""
        with area as materialized (
            select a.id, a.name_ja, a.ordinal, exists (select from next_municipality m where m.id = a.id) as belongs from next_area a where a.kind = 'municipality'
        ), held as materialized (
            select n.measure, coalesce(n.period, '') as period, n.source, n.area from next_demographic n
             where (n.measure, coalesce(n.period, '')) in (select measure, period from suspect_demographic union select measure, earlier from suspect_demographic)
        ), expected as (
            select s.line, s.measure, s.period, s.source, h.area from suspect_demographic s join (select distinct measure, period, area from held) h on h.measure = s.measure and h.period = s.earlier
            union all
            select s.line, s.measure, s.period, s.source, a.id from suspect_demographic s cross join area a where a.belongs and s.earlier is null
        )
        select coalesce(e.line, 0), concat_ws(', ', e.measure, nullif(e.period, ''), e.source), count(*), string_agg(a.name_ja, '、' order by a.ordinal), string_agg(a.id, ' ' order by a.ordinal)
          from expected e join area a on a.id = e.area
         where not exists (select from held h where (h.measure, h.period, h.source, h.area) = (e.measure, e.period, e.source, e.area))
         group by e.line, e.measure, e.period, e.source order by 1 limit {InputWarnings.Limit}
        """;

    // Basic KPIs and indicators of projects apart: a document may hold the results of one kind only.
    private static Task IndicatorsAsync(InputWarnings warnings, CancellationToken cancel) => warnings.AddAsync(
        $"""
        with changed as (
            select f.fiscal_year from fresh_evaluation f union select g.fiscal_year from gone_evaluation g
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

    private static Task YearsAsync(InputWarnings warnings, CancellationToken cancel) => warnings.AddAsync(
        $"""
        select f.line, f.fiscal_year, v.name_ja, v.start_fiscal_year, v.end_fiscal_year, v.id from fresh_evaluation f
          join next_indicator i on i.id = f.indicator join next_vision v on v.id = i.vision
         where f.fiscal_year not between v.start_fiscal_year and v.end_fiscal_year order by f.line limit {InputWarnings.Limit}
        """,
        row => new InputWarning(
            "yearOutsideVision", "evaluations.csv", row.GetInt32(0), "年度", FormattableString.Invariant($"{row.GetInt32(1)}"),
            $"「{row.GetString(2)}」の期間（{row.GetInt32(3)}～{row.GetInt32(4)}年度）の外です。", $"Outside the years of vision {row.GetString(5)} ({row.GetInt32(3)} to {row.GetInt32(4)})."),
        cancel);

    // Where years have data files of their own, a year without them would be found in the combined file only.
    private static Task DataFilesAsync(InputWarnings warnings, CancellationToken cancel) => warnings.AddAsync(
        $"""
        select min(f.line), f.fiscal_year from fresh_evaluation f
         where exists (select from next_data_file d where d.view = 'file_evaluation' and d.restrict_column = '年度')
           and not exists (select from next_data_file d where d.view = 'file_evaluation' and d.restrict_column = '年度' and d.restrict_value = f.fiscal_year::text)
         group by f.fiscal_year order by f.fiscal_year limit {InputWarnings.Limit}
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
