-- Comparing at national scale: only the rows that a comparison is about are read.

-- The periods that observations of a release have, one row each; found by stepping through the index of current rows, since there may be millions of them.
create function opendata.observed_periods(at_release integer) returns setof text
    language sql stable parallel safe as $$
        select found.period from opendata.measure m cross join lateral (
            with recursive step as (
                (select d.period from opendata.demographic_version d where d.until_release is null and d.since_release <= at_release and d.measure = m.id and d.period is not null order by d.period limit 1)
                union all
                select (select d.period from opendata.demographic_version d where d.until_release is null and d.since_release <= at_release and d.measure = m.id and d.period > s.period order by d.period limit 1)
                  from step s where s.period is not null)
            select step.period from step where step.period is not null
            union all
            (select d.period from opendata.demographic_version d where d.until_release is null and d.since_release <= at_release and d.measure = m.id and d.period is null limit 1)) found
        union
        select d.period from opendata.demographic_version d where d.until_release > at_release and d.since_release <= at_release;
$$;
comment on function opendata.observed_periods is '公表のある時点の統計値がもつ時点 / Periods that observations of a release have';

-- Of the measures of which a whole is printed; the areas and measures are found first, so that an index leads to their rows.
create or replace function opendata.computed_whole(at_release integer)
    returns table (id text, measure text, period text, amount numeric, source text, aggregate text, computed numeric, difference numeric, difference_reason text)
    language sql stable parallel safe as $$
        with printed as (
            select d.id, d.measure, d.period, coalesce(d.period, '') as moment, d.amount, d.source, m.aggregate, m.weight_measure, m.decimals
              from opendata.demographic_version d
              join opendata.area_version a on a.id = d.area and a.kind = 'region' and a.since_release <= at_release and (a.until_release is null or a.until_release > at_release)
              join opendata.measure_version m on m.id = d.measure and m.since_release <= at_release and (m.until_release is null or m.until_release > at_release)
             where not d.approximate and d.area = any (array(select r.id from opendata.area_version r where r.kind = 'region')) and d.since_release <= at_release and (d.until_release is null or d.until_release > at_release)
        ), part as materialized (
            select d.area, d.measure, coalesce(d.period, '') as moment, d.source, d.amount
              from opendata.demographic_version d
              join opendata.area_version a on a.id = d.area and a.kind = 'municipality' and a.since_release <= at_release and (a.until_release is null or a.until_release > at_release)
             where d.since_release <= at_release and (d.until_release is null or d.until_release > at_release)
               and d.measure = any (array(select p.measure from printed p union select p.weight_measure from printed p))
               and (d.measure, coalesce(d.period, ''), d.source) in (select p.measure, p.moment, p.source from printed p union select p.weight_measure, p.moment, p.source from printed p)
        ), summed as (
            select p.id,
                   case when count(r.amount) < count(*) or count(*) < (select count(*) from opendata.municipality_version v where v.since_release <= at_release and (v.until_release is null or v.until_release > at_release)) then null
                        when p.aggregate = 'sum' then sum(r.amount)
                        when p.aggregate = 'weightedMean' then trim_scale(round(sum(r.amount * w.amount) / nullif(sum(w.amount), 0), p.decimals)) end as computed
              from printed p
              join part r on (r.measure, r.moment, r.source) = (p.measure, p.moment, p.source)
              left join part w on (w.measure, w.moment, w.source, w.area) = (p.weight_measure, p.moment, p.source, r.area)
             group by p.id, p.aggregate, p.decimals
        )
        select p.id, p.measure, p.period, p.amount, p.source, p.aggregate, s.computed, trim_scale(p.amount - s.computed),
               case when p.amount <> s.computed then case p.aggregate when 'weightedMean' then 'roundedParts' else 'partsDiffer' end end
          from printed p join summed s using (id);
$$;
