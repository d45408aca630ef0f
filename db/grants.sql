-- Run after the migrations, every time: the publisher adds rows and ends spans, the reader reads.
do $$
declare
    publisher text := current_database() || '_publisher';
    reader    text := current_database() || '_reader';
    tab       text;
begin
    execute format('grant temporary on database %I to %I', current_database(), publisher);
    execute format('grant usage on schema opendata to %I, %I', publisher, reader);
    execute format('grant select on all tables in schema opendata to %I, %I', publisher, reader);
    -- So that a view made later for a data file can be rendered and read at once, whether its owner or this login makes it.
    execute format('alter default privileges in schema opendata grant select on tables to %I, %I', publisher, reader);
    execute format('alter default privileges for role %I in schema opendata grant select on tables to %I, %I', current_database() || '_owner', publisher, reader);
    execute format('grant insert on opendata.release, opendata.release_count, opendata.stored_content, opendata.stored_chunk, opendata.file_rendition, opendata.dataset_state to %I', publisher);
    execute format('grant update (definition) on opendata.file_rendition to %I', publisher); -- another one that gives the same bytes
    execute format('grant update (published_at) on opendata.release to %I', publisher); -- while it is being made; a trigger refuses it afterwards
    for tab in select name from opendata.versioned_table loop
        execute format('grant insert on opendata.%I, opendata.%I to %I', tab, tab || '_version', publisher);
        execute format('grant update (until_release) on opendata.%I to %I', tab || '_version', publisher);
    end loop;
end $$;
