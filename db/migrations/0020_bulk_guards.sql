-- Guards of tables with many rows, in less time: that a version ends only once is seen after the row is written, since a guard
-- before it locks each row first and has its generated columns worked out again; what a statement's rows refer to is gone
-- through once for all columns; and of the versions beside them only those that can overlap are looked at. And such tables are
-- vacuumed when a hundredth has changed, so that readers soon need no more than the indexes after a publication.

create or replace function opendata.keep_bulk() returns trigger language plpgsql as $$
declare
    columns  text;
    checks   text;
    broken   record;
    earliest integer;
    latest   integer;
begin
    perform pg_advisory_xact_lock(x'536170706f726f02'::bigint); -- that of publishing: nobody adds versions beside another
    select string_agg(quote_ident(b.column_name), ', ') filter (where b.column_name <> 'id'),
           -- Ids are distinct as they are, and to say so keeps the planner from taking them for a few.
           string_agg(format('select %1$L as field, f.%1$I::text as value, %2$L as target from %4$s f where f.%1$I is not null and not exists (select from opendata.%2$I t where t.%3$I = f.%1$I)',
               b.column_name, b.target, b.target_key, case when b.column_name = 'id' then 'fresh' else 'referring' end), ' union all ')
      into columns, checks from opendata.bulk_reference b where b.name = tg_argv[0] and (tg_op = 'INSERT' or b.column_name = 'until_release');
    execute format('with referring as materialized (select distinct %s from fresh) select * from (%s) broken limit 1', columns, checks) into broken;
    if broken is not null then
        raise exception using errcode = 'foreign_key_violation', schema = tg_table_schema, table = tg_table_name, column = broken.field, constraint = format('%s_%s_fkey', tg_table_name, broken.field),
            message = format('%s of %s refers to nothing', broken.field, tg_table_name), detail = format('Key (%s)=(%s) is not present in table "%s".', broken.field, broken.value, broken.target);
    end if;
    if tg_op = 'INSERT' then
        select min(since_release), max(since_release) into earliest, latest from fresh;
        execute format('select f.id from fresh f join opendata.%I v on v.id = f.id and v.since_release <> f.since_release
            and (v.until_release is null or v.until_release > $1) and not ($1 = $2 and v.since_release = $1)
            and int4range(v.since_release, v.until_release) && int4range(f.since_release, f.until_release) limit 1', tg_table_name) into broken using earliest, latest;
        if broken is not null then
            raise exception using errcode = 'exclusion_violation', schema = tg_table_schema, table = tg_table_name, constraint = tg_table_name || '_spans',
                message = format('versions of %s overlap', broken.id), detail = format('Key (id)=(%s)', broken.id);
        end if;
    end if;
    return null;
end $$;

create procedure opendata.ease_bulk(bulk text) language plpgsql as $$
declare
    versions regclass := format('opendata.%I', bulk || '_version');
begin
    execute format('create or replace trigger keep_end after update on %s for each row when (old.until_release is not null or new.until_release is null) execute function opendata.refuse_change(''end once'')', versions);
    execute format('alter table %s set (autovacuum_vacuum_insert_scale_factor = 0.01, autovacuum_vacuum_scale_factor = 0.01)', versions);
end $$;
comment on procedure opendata.ease_bulk is '行の多い表のための設定（check_in_bulk の後で） / What suits tables with many rows; after check_in_bulk';
call opendata.ease_bulk('demographic');
