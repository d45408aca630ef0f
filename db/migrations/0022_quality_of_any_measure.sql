-- Checks of printed wholes are named by how their measure is summed up, whichever it is, and also where no period is printed.
create or replace function opendata.quality(at_release integer)
    returns table (id text, kind text, subject text, expected text, found text, difference numeric, agrees boolean, explanation text, detail jsonb, source text)
    language sql stable as $$
        select w.kind || '-' || c.measure || '-' || coalesce(c.period, 'undated') || '-' || c.source, w.kind, concat_ws(' ', 'demographics', c.measure, c.period), c.amount::text, c.computed::text, c.difference, c.difference = 0, c.difference_reason, null::jsonb, c.source
          from opendata.computed_whole(at_release) c cross join lateral (select case c.aggregate when 'sum' then 'columnTotal' else 'weightedMean' end) w (kind)
         where c.computed is not null
        union all
        select 'remark-' || r.id, 'remark', 'evaluations ' || r.id, e.actual_amount::text, trim_scale(s.found)::text, e.actual_amount - trim_scale(s.found),
               coalesce(abs(e.actual_amount - s.found) <= r.tolerance, false), null, jsonb_build_object('operation', r.operation, 'activities', r.activities, 'tolerance', r.tolerance), e.source
          from opendata.remark_check_version r
          join opendata.evaluation_version e on e.id = r.id and e.until_release is null
          join lateral (
              select case r.operation when 'sum' then sum(a.quantity_amount)
                     else round(100 * min(a.quantity_amount) filter (where a.id = r.activities[1]) / nullif(min(a.quantity_amount) filter (where a.id = r.activities[2]), 0), 2) end as found
                from opendata.activity_version a where a.id = any (r.activities) and a.until_release is null) s on true
         where r.until_release is null
        union all
        select 'achievementRate-' || fiscal_year, 'achievementRate', 'evaluations/summary ' || fiscal_year, printed_rate::text, rate::text, trim_scale(printed_rate - rate), s.agrees, null,
               jsonb_build_object('rated', rated, 'achieved', achieved), (select e.source from opendata.evaluation_version e join opendata.vision_version v on v.rate_indicator = e.indicator and v.until_release is null
                   where e.fiscal_year = s.fiscal_year and e.until_release is null limit 1)
          from opendata.evaluation_summary(at_release) s where s."by" = 'year' and printed_rate is not null
        union all
        select 'marks-' || e.fiscal_year, 'marks', 'evaluations ' || e.fiscal_year, count(*)::text, (count(*) filter (where c.agrees))::text, (count(*) filter (where not c.agrees))::numeric, bool_and(c.agrees), null,
               jsonb_build_object('disagreeing', coalesce(jsonb_agg(e.id) filter (where not c.agrees), '[]')), min(e.source)
          from opendata.evaluation_version e join opendata.evaluation_check_version c on c.id = e.id and c.until_release is null
         where e.until_release is null and e.rating is not null group by e.fiscal_year
        union all
        select 'checkDigit-municipalities', 'checkDigit', 'municipalities code', count(*)::text, (count(*) filter (where opendata.valid_code(m.id)))::text, (count(*) filter (where not opendata.valid_code(m.id)))::numeric,
               bool_and(opendata.valid_code(m.id)), null, null, null
          from opendata.municipality_version m where m.until_release is null having count(*) > 0
        union all
        select 'reference-all', 'reference', 'all resources', '0', sum(d.dangling)::text, -sum(d.dangling), sum(d.dangling) = 0, null, jsonb_build_object('columnsChecked', count(*)), null
          from opendata.dangling_references() d
        union all
        select 'coverage-' || c.resource || '-' || c.field, 'coverage', c.resource || ' ' || c.field, c.total::text, coalesce(c.present, 0)::text, (c.total - coalesce(c.present, 0))::numeric,
               c.total - coalesce(c.present, 0) = (select coalesce(sum(n.value::bigint), 0) from jsonb_each_text(c.reasons) n), null, jsonb_build_object('missing', c.reasons), null
          from opendata.coverage() c where c.total > 0;
$$;
