-- The period before, by a window instead of a search for every row: the time grows with the rows, no longer with their square.
create or replace function opendata.comparison(at_release integer)
    returns table (
        id text, area text, name_ja text, name_en text, ordinal integer, measure text, period text, amount numeric, approximate boolean, unit text, rank integer, ranked integer,
        share numeric, previous_period text, change numeric, change_rate numeric, computed numeric, difference numeric, difference_reason text, source text)
    language sql stable parallel safe as $$
        with observation as (
            select d.*, a.name_ja, a.name_en, a.ordinal, a.kind, m.aggregate, m.weight_measure, m.decimals,
                   case when d.period is not null then lag(d.period) over before end as earlier_period,
                   case when d.period is not null then lag(d.amount) over before end as earlier_amount
              from opendata.demographic_version d
              join opendata.area_version a on a.id = d.area and a.since_release <= at_release and (a.until_release is null or a.until_release > at_release)
              join opendata.measure_version m on m.id = d.measure and m.since_release <= at_release and (m.until_release is null or m.until_release > at_release)
             where d.since_release <= at_release and (d.until_release is null or d.until_release > at_release)
            window before as (partition by d.area, d.measure, d.source, d.approximate order by d.period)
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
               o.earlier_period, trim_scale(o.amount - o.earlier_amount), case when o.unit <> '%' then trim_scale(round(100 * (o.amount - o.earlier_amount) / nullif(o.earlier_amount, 0), 2)) end,
               case when o.kind = 'region' and not o.approximate then w.computed end,
               case when o.kind = 'region' and not o.approximate then trim_scale(o.amount - w.computed) end,
               case when o.kind = 'region' and not o.approximate and o.amount <> w.computed then case o.aggregate when 'weightedMean' then 'roundedParts' else 'partsDiffer' end end,
               o.source
          from observation o
          left join whole w on w.measure = o.measure and w.period is not distinct from o.period and w.source = o.source;
$$;

-- Publishing plans its later steps over rows that it has just written: the planner must know of them. Only an owner may analyze.
create function opendata.refresh_statistics(versioned text) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
    execute format('analyze opendata.%I', (select v.name || '_version' from opendata.versioned_table v where v.name = versioned));
end $$;
comment on function opendata.refresh_statistics is '表の統計を新しくする（公表の途中で） / Brings the planner''s statistics of a table up to date, within a publication';

-- A release is dated when it is about to be seen, not when its publication began: who asks for changes since a moment must not
-- miss one that was under way then. Its row may change within the transaction that makes it, and never after.
create function opendata.keep_release() returns trigger language plpgsql as $$
begin
    if old.xmin <> pg_current_xact_id()::xid then
        raise exception 'release % is published and never changes', old.number;
    end if;
    return new;
end $$;
comment on function opendata.keep_release is '公表の後の変更を断る / Refuses changes after publication';
create trigger keep_release before update on opendata.release for each row execute function opendata.keep_release();
