-- Run before the migrations, every time: the three roles, whose names carry the database's.
do $$
declare
    role_name text;
begin
    foreach role_name in array array[current_database() || '_owner', current_database() || '_publisher', current_database() || '_reader'] loop
        if not exists (select from pg_roles where rolname = role_name) then
            execute format('create role %I nologin', role_name);
        end if;
        if not pg_has_role(current_user, role_name, 'member') then
            execute format('grant %I to current_user', role_name);
        end if;
    end loop;
    execute format('grant create, connect, temporary on database %I to %I', current_database(), current_database() || '_owner');
end $$;
