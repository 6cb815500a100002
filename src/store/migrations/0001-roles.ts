/**
 * Three roles, none of which may sign in. `interline_owner` owns the tables; `interline_app` is what a request acts as;
 * `interline_gate` finds out who is asking. None bypasses row-level security. Roles belong to the whole server, so another
 * database may have made them already.
 *
 * `app_party()` is the organisation for which a transaction acts, null when none is set. After a transaction the setting
 * reads as an empty text.
 */
export const sql = `
do $$
declare
  wanted text;
begin
  foreach wanted in array array['interline_owner', 'interline_app', 'interline_gate'] loop
    begin
      execute format('create role %I nologin', wanted);
    exception when duplicate_object or unique_violation then
      null;
    end;
    if not (select rolsuper from pg_roles where rolname = current_user) then
      execute format('grant %I to %I', wanted, current_user);
    end if;
  end loop;
end
$$;
grant usage, create on schema public to interline_owner;
grant usage on schema public to interline_app, interline_gate;

set local role interline_owner;

create function app_party() returns text language sql stable parallel safe as
  $$ select nullif(current_setting('app.party', true), '') $$;

create function app_mode() returns text language sql stable parallel safe as
  $$ select nullif(current_setting('app.mode', true), '') $$;
`;
