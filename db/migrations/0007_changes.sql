-- The change feed is read off the version rows; nothing is recorded twice.
create procedure opendata.rebuild_change_view() language plpgsql as $$
declare
    body text;
begin
    select string_agg(format(
        'select n.since_release as release, %1$L::text as resource, n.id, case when o.id is null then ''added'' else ''changed'' end as kind,
                to_jsonb(o) - %3$L::text[] as before, to_jsonb(n) - %3$L::text[] as after
           from opendata.%2$I n left join opendata.%2$I o on o.id = n.id and o.until_release = n.since_release
         union all
         select o.until_release, %1$L, o.id, ''removed'', to_jsonb(o) - %3$L::text[], null
           from opendata.%2$I o
          where o.until_release is not null
            and not exists (select from opendata.%2$I n where n.id = o.id and n.since_release = o.until_release)',
        resource, name || '_version', '{since_release,until_release,search}'), E'\nunion all\n' order by resource)
      into body from opendata.versioned_table;
    execute 'create or replace view opendata.change as ' || body;
end $$;
call opendata.rebuild_change_view();
comment on view opendata.change is '公表ごとの変更 / What each release added, changed and removed';
comment on column opendata.change.release is '公表番号 / Release number';
comment on column opendata.change.resource is '公表での名前 / Resource';
comment on column opendata.change.id is '識別子 / Identifier';
comment on column opendata.change.kind is '追加・変更・削除 / added, changed or removed';
comment on column opendata.change.before is '変更前 / Row before';
comment on column opendata.change.after is '変更後 / Row after';
