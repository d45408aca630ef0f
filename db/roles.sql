-- Run before the migrations, every time: the three roles, whose names carry the database's.
do $$
declare
    role_name text;
    new_owner text := current_database() || '_owner';
    old_owner text;
begin
    foreach role_name in array array[new_owner, current_database() || '_publisher', current_database() || '_reader'] loop
        if not exists (select from pg_roles where rolname = role_name) then
            execute format('create role %I nologin', role_name);
        end if;
        if not pg_has_role(current_user, role_name, 'member') then
            execute format('grant %I to current_user', role_name);
        end if;
    end loop;
    execute format('grant create, connect, temporary on database %I to %I', current_database(), new_owner);
    -- A database that was cloned, or restored under another name, still belongs to the other name's owner.
    select pg_get_userbyid(nspowner) into old_owner from pg_namespace where nspname = 'opendata';
    if old_owner <> new_owner then
        execute format('reassign owned by %I to %I', old_owner, new_owner);
    end if;
end $$;
