-- The year that a printed period names, and how it is counted.
create function opendata.period_year(period text) returns integer
    language sql immutable parallel safe
    return case
        when period ~ '^[0-9]{4}' then left(period, 4)::integer
        when period ~ '^(令和|R)(元|[0-9]{1,2})年' then 2018 + replace(substring(period from '^(?:令和|R)(元|[0-9]{1,2})'), '元', '1')::integer
        when period ~ '^(平成|H)(元|[0-9]{1,2})年' then 1988 + replace(substring(period from '^(?:平成|H)(元|[0-9]{1,2})'), '元', '1')::integer
        when period ~ '^(昭和|S)(元|[0-9]{1,2})年' then 1925 + replace(substring(period from '^(?:昭和|S)(元|[0-9]{1,2})'), '元', '1')::integer
    end;
comment on function opendata.period_year is '時点の西暦年 / Western year of a printed period';

create function opendata.period_basis(period text) returns text
    language sql immutable parallel safe
    return case when period is null then null when period like '%年度%' then 'fiscal' when period like '%年%' then 'calendar' else 'unstated' end;
comment on function opendata.period_basis is '年の数え方（年度・暦年・記載なし） / How the year of a period is counted';

-- One series of an indicator: baseline, every actual, target, over the visions that continue it.
create function opendata.indicator_series(at_release integer, of_indicator text)
    returns table (
        id text, indicator text, vision text, point text, sequence integer, fiscal_year integer, year integer, year_basis text, year_inferred boolean, rating text,
        value_text text, value_kind text, value_amount numeric, value_unit text, value_per text, value_comparison text, value_each boolean,
        value_approximate boolean, value_provisional boolean, value_period text, value_parts jsonb, value_reason text, source text, source_place text)
    language sql stable parallel safe as $$
        with member as (
            select i.* from opendata.indicator_version i
              join opendata.indicator_version asked on asked.id = of_indicator and asked.since_release <= at_release and (asked.until_release is null or asked.until_release > at_release)
             where (i.id = of_indicator or i.series = asked.series) and i.since_release <= at_release and (i.until_release is null or i.until_release > at_release)
        ), points as (
            select m.id || '-baseline' as id, m.id as indicator, m.vision, 'baseline' as point, 0 as sequence, null::integer as fiscal_year, null::text as rating,
                   m.baseline_text as value_text, m.baseline_kind as value_kind, m.baseline_amount as value_amount, m.baseline_unit as value_unit, m.baseline_per as value_per,
                   m.baseline_comparison as value_comparison, m.baseline_each as value_each, m.baseline_approximate as value_approximate, m.baseline_provisional as value_provisional,
                   m.baseline_period as value_period, m.baseline_parts as value_parts, m.baseline_reason as value_reason, m.source, m.source_place
              from member m
            union all
            select e.id, e.indicator, m.vision, 'actual', 1, e.fiscal_year, e.rating,
                   e.actual_text, e.actual_kind, e.actual_amount, e.actual_unit, e.actual_per, e.actual_comparison, e.actual_each, e.actual_approximate, e.actual_provisional,
                   e.actual_period, e.actual_parts, e.actual_reason, e.source, e.source_place
              from member m join opendata.evaluation_version e on e.indicator = m.id and e.since_release <= at_release and (e.until_release is null or e.until_release > at_release)
            union all
            select m.id || '-target', m.id, m.vision, 'target', 2, null, null,
                   m.target_text, m.target_kind, m.target_amount, m.target_unit, m.target_per, m.target_comparison, m.target_each, m.target_approximate, m.target_provisional,
                   m.target_period, m.target_parts, m.target_reason, m.source, m.source_place
              from member m
        )
        select p.id, p.indicator, p.vision, p.point, p.sequence, p.fiscal_year, coalesce(opendata.period_year(p.value_period), p.fiscal_year),
               coalesce(opendata.period_basis(p.value_period), case when p.fiscal_year is not null then 'fiscal' end),
               p.fiscal_year is not null and (opendata.period_year(p.value_period) is null or p.value_reason is not distinct from 'periodOfEvaluation'), p.rating,
               p.value_text, p.value_kind, p.value_amount, p.value_unit, p.value_per, p.value_comparison, p.value_each, p.value_approximate, p.value_provisional,
               p.value_period, p.value_parts, p.value_reason, p.source, p.source_place
          from points p;
$$;
comment on function opendata.indicator_series is '評価指標の推移（基準値・実績値・目標値） / Series of an indicator';

-- How a measure of the whole follows from those of its municipalities.
alter table opendata.measure_version
    add column aggregate text not null default 'none' check (aggregate in ('sum', 'weightedMean', 'none')), add column weight_measure text references opendata.measure,
    add column decimals integer not null default 0 check (decimals between 0 and 10),
    add check ((aggregate = 'weightedMean') = (weight_measure is not null));
comment on column opendata.measure_version.aggregate is '全体の値の求め方（合計・加重平均・なし） / How the whole follows from its parts';
comment on column opendata.measure_version.weight_measure is '加重平均の重み / Measure that weighs a weighted mean';
comment on column opendata.measure_version.decimals is '小数の桁数 / Decimal places printed';

-- Municipalities side by side: rank, share and change, and the whole as printed beside the whole as computed.
create function opendata.comparison(at_release integer)
    returns table (
        id text, area text, name_ja text, name_en text, ordinal integer, measure text, period text, amount numeric, approximate boolean, unit text, rank integer, ranked integer,
        share numeric, previous_period text, change numeric, change_rate numeric, computed numeric, difference numeric, difference_reason text, source text)
    language sql stable parallel safe as $$
        with observation as (
            select d.*, a.name_ja, a.name_en, a.ordinal, a.kind, m.aggregate, m.weight_measure, m.decimals
              from opendata.demographic_version d
              join opendata.area_version a on a.id = d.area and a.since_release <= at_release and (a.until_release is null or a.until_release > at_release)
              join opendata.measure_version m on m.id = d.measure and m.since_release <= at_release and (m.until_release is null or m.until_release > at_release)
             where d.since_release <= at_release and (d.until_release is null or d.until_release > at_release)
        ), part as (
            select * from observation where kind = 'municipality'
        ), whole as (
            select p.measure, p.period, p.source, p.aggregate,
                   case when count(p.amount) < count(*) or count(*) < (select count(*) from opendata.municipality_version v where v.since_release <= at_release and (v.until_release is null or v.until_release > at_release)) then null
                        when p.aggregate = 'sum' then sum(p.amount)
                        when p.aggregate = 'weightedMean' then trim_scale(round(sum(p.amount * w.amount) / nullif(sum(w.amount), 0), p.decimals)) end as computed
              from part p left join part w on w.measure = p.weight_measure and w.period is not distinct from p.period and w.area = p.area and w.source = p.source
             group by p.measure, p.period, p.source, p.aggregate, p.decimals
        )
        select o.id, o.area, o.name_ja, o.name_en, o.ordinal, o.measure, o.period, o.amount, o.approximate, o.unit,
               case when o.kind = 'municipality' and o.amount is not null then rank() over (partition by o.kind, o.measure, o.period, o.source order by o.amount desc nulls last) end::integer,
               case when o.kind = 'municipality' then count(o.amount) over (partition by o.kind, o.measure, o.period, o.source) end::integer,
               case when o.kind = 'municipality' and o.aggregate = 'sum' then trim_scale(round(100 * o.amount / nullif(w.computed, 0), 2)) end,
               b.period, trim_scale(o.amount - b.amount), case when o.unit <> '%' then trim_scale(round(100 * (o.amount - b.amount) / nullif(b.amount, 0), 2)) end,
               case when o.kind = 'region' and not o.approximate then w.computed end,
               case when o.kind = 'region' and not o.approximate then trim_scale(o.amount - w.computed) end,
               case when o.kind = 'region' and not o.approximate and o.amount <> w.computed then case o.aggregate when 'weightedMean' then 'roundedParts' else 'partsDiffer' end end,
               o.source
          from observation o
          left join whole w on w.measure = o.measure and w.period is not distinct from o.period and w.source = o.source
          left join lateral (
              select e.period, e.amount from observation e
               where e.area = o.area and e.measure = o.measure and e.source = o.source and e.period < o.period and e.approximate = o.approximate order by e.period desc limit 1) b on true;
$$;
comment on function opendata.comparison is '市町村の比較 / Municipalities side by side';
