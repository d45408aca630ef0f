-- Observations are many: a million foreign keys checked row by row, and an exclusion constraint over text, take minutes.
-- What they guarantee is guaranteed by the statement instead. Not for tables that stay small.

create table opendata.bulk_reference (
    name text not null references opendata.versioned_table, column_name text not null, target text not null, target_key text not null, primary key (name, column_name)
);
comment on table opendata.bulk_reference is '文ごとに確かめる参照 / References that are checked by the statement, not by the row';
comment on column opendata.bulk_reference.name is '参照する表 / Versioned table that refers';
comment on column opendata.bulk_reference.column_name is '列 / Its column';
comment on column opendata.bulk_reference.target is '参照先の表 / Table referred to';
comment on column opendata.bulk_reference.target_key is '参照先の列 / Its key';

-- Rows of a statement that refer to nothing, or overlap another version of the same id.
create function opendata.keep_bulk() returns trigger language plpgsql as $$
declare
    r      record;
    broken text;
begin
    perform pg_advisory_xact_lock(x'536170706f726f02'::bigint); -- that of publishing: nobody adds versions beside another
    -- Ids are distinct as they are, and to say so keeps the planner from taking them for a few.
    for r in select * from opendata.bulk_reference b where b.name = tg_argv[0] and (tg_op = 'INSERT' or b.column_name = 'until_release') loop
        execute format('select f.v::text from (select ' || case when r.column_name = 'id' then '' else 'distinct ' end || '%1$I as v from fresh) f where f.v is not null and not exists (select from opendata.%2$I t where t.%3$I = f.v) limit 1', r.column_name, r.target, r.target_key) into broken;
        if broken is not null then
            raise exception using errcode = 'foreign_key_violation', schema = tg_table_schema, table = tg_table_name, column = r.column_name, constraint = format('%s_%s_fkey', tg_table_name, r.column_name),
                message = format('%s of %s refers to nothing', r.column_name, tg_table_name), detail = format('Key (%s)=(%s) is not present in table "%s".', r.column_name, broken, r.target);
        end if;
    end loop;
    if tg_op = 'INSERT' then
        execute format('select f.id from fresh f join opendata.%I v on v.id = f.id and v.since_release <> f.since_release
            and int4range(v.since_release, v.until_release) && int4range(f.since_release, f.until_release) limit 1', tg_table_name) into broken;
        if broken is not null then
            raise exception using errcode = 'exclusion_violation', schema = tg_table_schema, table = tg_table_name, constraint = tg_table_name || '_spans',
                message = format('versions of %s overlap', broken), detail = format('Key (id)=(%s)', broken);
        end if;
    end if;
    return null;
end $$;
comment on function opendata.keep_bulk is '参照先のない行と、重なる版を断る / Refuses rows that refer to nothing, and versions that overlap';

create function opendata.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception using errcode = 'integrity_constraint_violation', schema = tg_table_schema, table = tg_table_name, message = format('rows of %s %s', tg_table_name, tg_argv[0]);
end $$;
comment on function opendata.refuse_change is '変更を断る / Refuses a change';

-- Puts the checks by statement in the place of those by row. A version never changes; it ends, once, so that ending makes no overlap.
create procedure opendata.check_in_bulk(bulk text) language plpgsql as $$
declare
    versions regclass := format('opendata.%I', bulk || '_version');
    fixed    text;
    c        record;
begin
    insert into opendata.bulk_reference
        select bulk, a.attname, t.relname, k.attname from pg_constraint f
          join pg_attribute a on a.attrelid = f.conrelid and a.attnum = f.conkey[1] join pg_class t on t.oid = f.confrelid join pg_attribute k on k.attrelid = f.confrelid and k.attnum = f.confkey[1]
         where f.conrelid = versions and f.contype = 'f' and cardinality(f.conkey) = 1;
    for c in select conname from pg_constraint where conrelid = versions and (contype = 'x' or (contype = 'f' and cardinality(conkey) = 1)) loop
        execute format('alter table %s drop constraint %I', versions, c.conname);
    end loop;
    execute format('drop index opendata.%I, opendata.%I, opendata.%I', bulk || '_version_id_idx', bulk || '_version_since_release_idx', bulk || '_version_until_release_idx');
    execute format('create index on %s using brin (since_release, until_release) with (pages_per_range = 32, autosummarize = on)', versions);
    select string_agg(quote_ident(attname), ', ') into fixed from pg_attribute where attrelid = versions and attnum > 0 and not attisdropped and attgenerated = '' and attname <> 'until_release';
    execute format('create trigger keep_new after insert on %s referencing new table as fresh for each statement execute function opendata.keep_bulk(%L)', versions, bulk);
    execute format('create trigger keep_ended after update on %s referencing new table as fresh for each statement execute function opendata.keep_bulk(%L)', versions, bulk);
    execute format('create trigger keep_content before update of %s on %s for each statement execute function opendata.refuse_change(''never change'')', fixed, versions);
    execute format('create trigger keep_end before update on %s for each row when (old.until_release is not null or new.until_release is null) execute function opendata.refuse_change(''end once'')', versions);
    for c in select distinct target from opendata.bulk_reference where name = bulk loop
        execute format('create or replace trigger keep_identity before delete or truncate on opendata.%I for each statement execute function opendata.refuse_change(''are never deleted'')', c.target);
    end loop;
end $$;
call opendata.check_in_bulk('demographic');

-- As before, with the references that no constraint tells of, and counted by what is referred to rather than by the row.
create or replace function opendata.dangling_references() returns table (referring text, field text, dangling bigint) language plpgsql stable as $$
declare
    r record;
begin
    for r in select v.name as table_name, a.attname::text as column_name, t.name as target
               from opendata.versioned_table v
               join pg_constraint c on c.conrelid = ('opendata.' || v.name || '_version')::regclass and c.contype = 'f' and cardinality(c.conkey) = 1
               join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
               join opendata.versioned_table t on c.confrelid = ('opendata.' || t.name)::regclass and t.name <> v.name
              where a.attname <> 'id'
             union all
             select b.name, b.column_name, b.target from opendata.bulk_reference b join opendata.versioned_table t on t.name = b.target and t.name <> b.name where b.column_name <> 'id'
              order by 1, 2 loop
        return query execute format('select %1$L::text, %2$L::text, coalesce(sum(g.n), 0)::bigint from (select v.%4$I as id, count(*) as n from opendata.%3$I v where v.until_release is null and v.%4$I is not null group by 1) g
            where not exists (select from opendata.%5$I t where t.id = g.id and t.until_release is null)', r.table_name, r.column_name, r.table_name || '_version', r.column_name, r.target || '_version');
    end loop;
end $$;

-- Of the identities too, which are as many.
create or replace function opendata.refresh_statistics(versioned text) returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
    name text := (select v.name from opendata.versioned_table v where v.name = versioned);
begin
    execute format('analyze opendata.%I, opendata.%I', name, name || '_version');
end $$;

-- What a printed whole comes to when it is computed from its parts; of the wholes that are printed, so that a million other rows cost nothing.
create function opendata.computed_whole(at_release integer)
    returns table (id text, measure text, period text, amount numeric, source text, aggregate text, computed numeric, difference numeric, difference_reason text)
    language sql stable parallel safe as $$
        with printed as (
            select d.id, d.measure, d.period, coalesce(d.period, '') as moment, d.amount, d.source, m.aggregate, m.weight_measure, m.decimals
              from opendata.demographic_version d
              join opendata.area_version a on a.id = d.area and a.kind = 'region' and a.since_release <= at_release and (a.until_release is null or a.until_release > at_release)
              join opendata.measure_version m on m.id = d.measure and m.since_release <= at_release and (m.until_release is null or m.until_release > at_release)
             where not d.approximate and d.since_release <= at_release and (d.until_release is null or d.until_release > at_release)
        ), part as materialized (
            select d.area, d.measure, coalesce(d.period, '') as moment, d.source, d.amount
              from opendata.demographic_version d
              join opendata.area_version a on a.id = d.area and a.kind = 'municipality' and a.since_release <= at_release and (a.until_release is null or a.until_release > at_release)
             where d.since_release <= at_release and (d.until_release is null or d.until_release > at_release)
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
comment on function opendata.computed_whole is '印刷された合計や平均を、市町村の値から計算し直したもの / Printed wholes, computed again from their parts';

-- Every window is of one measure, so that asking for one reads its rows only.
create or replace function opendata.comparison(at_release integer)
    returns table (
        id text, area text, name_ja text, name_en text, ordinal integer, measure text, period text, amount numeric, approximate boolean, unit text, rank integer, ranked integer,
        share numeric, previous_period text, change numeric, change_rate numeric, computed numeric, difference numeric, difference_reason text, source text)
    language sql stable parallel safe as $$
        select o.id, o.area, o.name_ja, o.name_en, o.ordinal, o.measure, o.period, o.amount, o.approximate, o.unit,
               case when o.kind = 'municipality' and o.amount is not null then rank() over (together order by o.amount desc nulls last) end::integer,
               case when o.kind = 'municipality' then count(o.amount) over together end::integer,
               case when o.kind = 'municipality' and o.aggregate = 'sum' and count(o.amount) over together = count(*) over together and count(*) over together >= o.municipalities
                    then trim_scale(round(100 * o.amount / nullif(sum(o.amount) over together, 0), 2)) end,
               o.earlier_period, trim_scale(o.amount - o.earlier_amount), case when o.unit <> '%' then trim_scale(round(100 * (o.amount - o.earlier_amount) / nullif(o.earlier_amount, 0), 2)) end,
               w.computed, w.difference, w.difference_reason, o.source
          from (
            select d.*, a.name_ja, a.name_en, a.ordinal, a.kind, m.aggregate,
                   (select count(*) from opendata.municipality_version v where v.since_release <= at_release and (v.until_release is null or v.until_release > at_release)) as municipalities,
                   case when d.period is not null then lag(d.period) over before end as earlier_period,
                   case when d.period is not null then lag(d.amount) over before end as earlier_amount
              from opendata.demographic_version d
              join opendata.area_version a on a.id = d.area and a.since_release <= at_release and (a.until_release is null or a.until_release > at_release)
              join opendata.measure_version m on m.id = d.measure and m.since_release <= at_release and (m.until_release is null or m.until_release > at_release)
             where d.since_release <= at_release and (d.until_release is null or d.until_release > at_release)
            window before as (partition by d.measure, d.area, d.source, d.approximate order by d.period)
          ) o
          left join opendata.computed_whole(at_release) w on w.id = o.id
        window together as (partition by o.measure, o.period, o.source, o.kind);
$$;

create or replace function opendata.quality(at_release integer)
    returns table (id text, kind text, subject text, expected text, found text, difference numeric, agrees boolean, explanation text, detail jsonb, source text)
    language sql stable as $$
        select case when c.measure = 'population' then 'columnTotal-' else 'weightedMean-' end || c.measure || '-' || c.period || '-' || c.source,
               case when c.difference_reason = 'roundedParts' or c.aggregate <> 'sum' then 'weightedMean' else 'columnTotal' end,
               'demographics ' || c.measure || ' ' || c.period, c.amount::text, c.computed::text, c.difference, c.difference = 0, c.difference_reason, null::jsonb, c.source
          from opendata.computed_whole(at_release) c
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
