-- The quality of what is published was counted column by column, going through a million rows once for each. Now the rows are
-- gone through once, and what they hold in those columns, which is little, is counted for each; the counts are as before.

create or replace function opendata.dangling_references() returns table (referring text, field text, dangling bigint) language plpgsql stable as $$
declare
    r record;
begin
    for r in select f.name, string_agg(quote_ident(f.field), ', ') as columns,
                    string_agg(format('select %1$L, %2$L, coalesce(sum(g.held), 0)::bigint from referring g where g.%2$I is not null and not exists (select from opendata.%3$I t where t.id = g.%2$I and t.until_release is null)',
                        f.name, f.field, f.target || '_version'), ' union all ' order by f.field) as counts
               from (select v.name, a.attname::text as field, t.name as target
                       from opendata.versioned_table v
                       join pg_constraint c on c.conrelid = ('opendata.' || v.name || '_version')::regclass and c.contype = 'f' and cardinality(c.conkey) = 1
                       join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
                       join opendata.versioned_table t on c.confrelid = ('opendata.' || t.name)::regclass and t.name <> v.name
                      where a.attname <> 'id'
                     union all
                     select b.name, b.column_name, b.target from opendata.bulk_reference b join opendata.versioned_table t on t.name = b.target and t.name <> b.name where b.column_name <> 'id') f
              group by f.name order by f.name loop
        return query execute format('with referring as materialized (select %1$s, count(*) as held from opendata.%2$I where until_release is null group by %1$s) %3$s', r.columns, r.name || '_version', r.counts);
    end loop;
end $$;

create or replace function opendata.coverage() returns table (resource text, field text, total bigint, present bigint, reasons jsonb) language plpgsql stable as $$
declare
    r record;
begin
    for r in select v.name as table_name,
                    string_agg(format('%1$I is not null as %2$I, case when %1$I is null then %3$I end as %3$I', b.attname, 'has ' || b.attname, a.attname), ', ') as columns,
                    string_agg(format('%I, %I', 'has ' || b.attname, a.attname), ', ') as names,
                    string_agg(format('select %1$L::text, %2$L::text, sum(n)::bigint, (sum(n) filter (where present))::bigint, coalesce(jsonb_object_agg(reason, n) filter (where reason is not null), ''{}'')
                        from (select %3$I as present, %4$I as reason, sum(held) as n from counted group by 1, 2) c', v.resource, b.attname, 'has ' || b.attname, a.attname), ' union all ' order by a.attname) as counts
               from opendata.versioned_table v
               join pg_attribute a on a.attrelid = ('opendata.' || v.name || '_version')::regclass and a.attname like '%\_reason' and not a.attisdropped
               join pg_attribute b on b.attrelid = a.attrelid and not b.attisdropped
                    and b.attname in (left(a.attname, -7), left(a.attname, -7) || '_ja', left(a.attname, -7) || '_text') and b.attname <> a.attname
                    and not exists (select from pg_attribute k where k.attrelid = a.attrelid and k.attname = left(a.attname, -7) || '_kind')
              where a.attname <> 'rating_reason' group by v.resource, v.name order by v.resource loop
        return query execute format('with counted as materialized (select %1$s, count(*) as held from (select %2$s from opendata.%3$I where until_release is null) v group by %1$s) %4$s',
            r.names, r.columns, r.table_name || '_version', r.counts);
    end loop;
end $$;
