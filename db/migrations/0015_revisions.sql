-- A version that took the place of one that the same release ended is a revision: the release's note is the erratum that
-- shows at its figures. Kept with the row, so that reading a figure need not look for the one before.
create or replace procedure opendata.make_versioned(name text, resource text) language plpgsql as $$
begin
    insert into opendata.versioned_table values (name, resource);
    execute format('create table opendata.%I (id text primary key)', name);
    execute format('comment on table opendata.%I is %L', name, '識別子。消えることはない / Identity; never deleted');
    execute format('comment on column opendata.%I.id is %L', name, '識別子 / Identifier');
    execute format('alter table opendata.%1$I
        add column since_release integer not null references opendata.release,
        add column until_release integer references opendata.release,
        add foreign key (id) references opendata.%2$I,
        add primary key (id, since_release),
        add check (until_release > since_release),
        add exclude using gist (id with =, int4range(since_release, until_release) with &&)', name || '_version', name);
    execute format('create unique index on opendata.%I (id) where until_release is null', name || '_version');
    execute format('create index on opendata.%I (since_release)', name || '_version');
    execute format('create index on opendata.%I (until_release) where until_release is not null', name || '_version');
    execute format('comment on column opendata.%I.id is %L', name || '_version', '識別子 / Identifier');
    execute format('comment on column opendata.%I.since_release is %L', name || '_version', 'この版が最初に現れた公表 / First release that holds this version');
    execute format('comment on column opendata.%I.until_release is %L', name || '_version', 'この版がなくなった公表（空は現行） / Release that ended this version; null while current');
    call opendata.add_revised(name);
end $$;

create procedure opendata.add_revised(name text) language plpgsql as $$
begin
    execute format('alter table opendata.%I add column revised boolean not null default false', name || '_version');
    execute format('comment on column opendata.%I.revised is %L', name || '_version', '前の版を直した版か / Whether it took the place of a version that the same release ended');
end $$;

do $$
declare
    name text;
begin
    for name in select v.name from opendata.versioned_table v order by v.name loop
        call opendata.add_revised(name);
        execute format('update opendata.%1$I n set revised = true
            where exists (select from opendata.%1$I o where o.id = n.id and o.until_release = n.since_release)', name || '_version');
    end loop;
end $$;

-- The keys of changes come from the spans alone; the rows before and after are looked up only for the changes that are
-- shown, so that the first page of a large release reads a page of rows.
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
      from opendata.versioned_table, (values ('{since_release,until_release,search,revised}')) h (hidden);
    execute format('create or replace view opendata.change as select k.release, k.resource, k.id, k.kind, case k.resource %s end as before, case k.resource %s end as after from (%s) k', before, after, keys);
end $$;
call opendata.rebuild_change_view();
