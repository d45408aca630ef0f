-- Achievement by fiscal year, and within it by role, priority measure or project. Basic KPIs stay outside, as in the
-- documents' own rate; － is not counted as rated, and a provisional mark counts as achieved: the marks table says so.
create function opendata.evaluation_summary(at_release integer)
    returns table (
        id text, fiscal_year integer, "by" text, key text, name_ja text, name_en text, indicators integer,
        marked_achieved integer, marked_provisional integer, marked_not_achieved integer, marked_not_rated integer,
        rated integer, achieved integer, rate numeric, printed_rate numeric, agrees boolean)
    language sql stable parallel safe as $$
        with evaluation as (
            select e.fiscal_year, e.rating_code, m.rated, m.achieved, i.vision, i.role, i.project, p.name_ja as project_ja, p.name_en as project_en, p.priority_measures
              from opendata.evaluation_version e
              join opendata.indicator_version i on i.id = e.indicator and i.since_release <= at_release and (i.until_release is null or i.until_release > at_release)
              join opendata.project_version p on p.id = i.project and p.since_release <= at_release and (p.until_release is null or p.until_release > at_release)
              join lateral (
                  select c.rated, c.achieved from opendata.mark_version c
                   where c.vision = i.vision and c.rating_code = e.rating_code and c.symbol = coalesce(e.rating, c.symbol)
                     and c.since_release <= at_release and (c.until_release is null or c.until_release > at_release)
                   order by c.ordinal limit 1) m on true
             where e.since_release <= at_release and (e.until_release is null or e.until_release > at_release)
        ), grouped as (
            select fiscal_year, 'year' as "by", null as key, null as name_ja, null as name_en, rating_code, rated, achieved from evaluation
            union all
            select v.fiscal_year, 'role', v.role::text, r.name_ja, r.name_en, v.rating_code, v.rated, v.achieved
              from evaluation v left join opendata.role_version r on r.vision = v.vision and r.number = v.role and r.since_release <= at_release and (r.until_release is null or r.until_release > at_release)
            union all
            select fiscal_year, 'project', project, project_ja, project_en, rating_code, rated, achieved from evaluation
            union all
            select v.fiscal_year, 'priorityMeasure', n::text, w.name_ja, w.name_en, v.rating_code, v.rated, v.achieved
              from evaluation v left join unnest(v.priority_measures) n on true
              left join opendata.priority_measure_version w on w.vision = v.vision and w.number = n and w.since_release <= at_release and (w.until_release is null or w.until_release > at_release)
        ), printed as (
            select e.fiscal_year, e.actual_amount as rate
              from opendata.evaluation_version e
              join opendata.vision_version v on v.rate_indicator = e.indicator and v.since_release <= at_release and (v.until_release is null or v.until_release > at_release)
             where e.since_release <= at_release and (e.until_release is null or e.until_release > at_release)
        ), counted as (
            select g.fiscal_year, g."by", g.key, g.name_ja, g.name_en, count(*)::integer as indicators,
                   count(*) filter (where rating_code = 'achieved')::integer as marked_achieved, count(*) filter (where rating_code = 'provisional')::integer as marked_provisional,
                   count(*) filter (where rating_code = 'notAchieved')::integer as marked_not_achieved, count(*) filter (where rating_code = 'notRated')::integer as marked_not_rated,
                   count(*) filter (where g.rated)::integer as rated, count(*) filter (where g.achieved)::integer as achieved
              from grouped g group by g.fiscal_year, g."by", g.key, g.name_ja, g.name_en
        )
        select concat_ws('-', c.fiscal_year, nullif(c."by", 'year'), case when c."by" <> 'year' then coalesce(c.key, 'unknown') end), c.fiscal_year, c."by", c.key, c.name_ja, c.name_en,
               c.indicators, c.marked_achieved, c.marked_provisional, c.marked_not_achieved, c.marked_not_rated, c.rated, c.achieved,
               trim_scale(round(100.0 * c.achieved / nullif(c.rated, 0), 2)), case when c."by" = 'year' then p.rate end,
               case when c."by" = 'year' then trim_scale(round(100.0 * c.achieved / nullif(c.rated, 0), 2)) = p.rate end
          from counted c left join printed p using (fiscal_year);
$$;
comment on function opendata.evaluation_summary is '年度ごとの達成状況 / Achievement by fiscal year';
