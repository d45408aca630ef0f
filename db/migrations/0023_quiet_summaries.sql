-- A table with many rows asked for a summary of every 32 pages that a publication wrote, more than PostgreSQL keeps in mind:
-- its log got thousands of lines for a million rows. The publication summarizes them itself, once; a vacuum, as ever, the rest.

create or replace function opendata.refresh_statistics(versioned text) returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
    name text := (select v.name from opendata.versioned_table v where v.name = versioned);
begin
    execute format('analyze opendata.%I, opendata.%I', name, name || '_version');
    perform brin_summarize_new_values(i.indexrelid) from pg_index i join pg_class c on c.oid = i.indexrelid join pg_am a on a.oid = c.relam
     where i.indrelid = format('opendata.%I', name || '_version')::regclass and a.amname = 'brin';
end $$;
comment on function opendata.refresh_statistics is '表の統計と索引の要約を新しくする（公表の途中で） / Brings the planner''s statistics and the summaries of a table up to date, within a publication';

create or replace procedure opendata.ease_bulk(bulk text) language plpgsql as $$
declare
    versions regclass := format('opendata.%I', bulk || '_version');
    summary  regclass;
begin
    execute format('create or replace trigger keep_end after update on %s for each row when (old.until_release is not null or new.until_release is null) execute function opendata.refuse_change(''end once'')', versions);
    execute format('alter table %s set (autovacuum_vacuum_insert_scale_factor = 0.01, autovacuum_vacuum_scale_factor = 0.01)', versions);
    for summary in select i.indexrelid from pg_index i join pg_class c on c.oid = i.indexrelid join pg_am a on a.oid = c.relam where i.indrelid = versions and a.amname = 'brin' loop
        execute format('alter index %s set (autosummarize = off)', summary);
    end loop;
end $$;
call opendata.ease_bulk('demographic');
