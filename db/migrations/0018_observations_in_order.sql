-- Observations are read in the order measure, period, area, id: of one area, of one measure, or all of them, a part at a time.
-- With the id behind the other columns an index gives that order itself, ties included: nothing is sorted, and a page begins
-- at its cursor however deep it lies. What differs from row to row stands in the index too, so that a page of a measure need
-- not fetch a page of the table for each of its rows. What rows share they share with thousands: it is read once by its digest.
create function opendata.context_of(
    period_reason text, approximate boolean, unit text, amount_reason text, projection boolean, basis text, basis_reason text,
    inferred text[], inference_reasons text[], source text, source_place text)
    returns uuid language plpgsql immutable parallel safe as $$
begin
    return md5(row (period_reason, approximate, unit, amount_reason, projection, basis, basis_reason, inferred, inference_reasons, source, source_place)::text)::uuid;
end $$;
comment on function opendata.context_of is '観測値が、同じ表に並ぶほかの値と共にするもの（単位・出典など）の要約 / Digest of what an observation shares with those beside it: unit, source, reasons';

alter table opendata.demographic_version
    add column context uuid not null generated always as (opendata.context_of(
        period_reason, approximate, unit, amount_reason, projection, basis, basis_reason, inferred, inference_reasons, source, source_place)) stored,
    add check (length(printed) <= 200);
comment on column opendata.demographic_version.context is '同じ表の値と共通のものの要約 / Digest of what it shares with others';

drop index opendata.demographic_version_area_measure_period_idx, opendata.demographic_version_measure_period_area_idx;
create index on opendata.demographic_version (area, measure, period, id) include (amount, printed, context, revised, since_release) where until_release is null;
create index on opendata.demographic_version (measure, period, area, id) include (amount, printed, context, revised, since_release) where until_release is null;

-- As before, but what a column is generated from changes with it, so that no generated column is told of as changed.
create or replace procedure opendata.rebuild_change_view() language plpgsql as $$
declare
    keys   text;
    before text;
    after  text;
begin
    select string_agg(format(
               'select n.since_release as release, %1$L::text as resource, n.id, case when n.revised then ''changed'' else ''added'' end as kind from opendata.%2$I n
                union all
                select o.until_release, %1$L, o.id, ''removed'' from opendata.%2$I o
                 where o.until_release is not null and not exists (select from opendata.%2$I n where n.id = o.id and n.since_release = o.until_release)',
               resource, name || '_version'), E'\nunion all\n' order by resource),
           string_agg(format('when %L then (select to_jsonb(o) - %L::text[] from opendata.%I o where o.id = k.id and o.until_release = k.release)', resource, hidden, name || '_version'), E'\n' order by resource),
           string_agg(format('when %L then (select to_jsonb(n) - %L::text[] from opendata.%I n where n.id = k.id and n.since_release = k.release)', resource, hidden, name || '_version'), E'\n' order by resource)
      into keys, before, after
      from opendata.versioned_table v,
           lateral (select array_agg(attname) from pg_attribute where attrelid = format('opendata.%I', v.name || '_version')::regclass and not attisdropped
                       and (attgenerated <> '' or attname in ('since_release', 'until_release', 'revised'))) h (hidden);
    execute format('create or replace view opendata.change as select k.release, k.resource, k.id, k.kind, case k.resource %s end as before, case k.resource %s end as after from (%s) k', before, after, keys);
end $$;
call opendata.rebuild_change_view();
