/**
 * Who is asking is found out at every request, so by one statement instead of a transaction. Each function finds the one row whose
 * secret's hash is given, as \`interline_gate\`, and tells nothing else to whoever may call it.
 */
export const sql = `
grant create on schema public to interline_gate;
set local role interline_gate;

create function find_key_holder(wanted_hash text)
returns table (id text, organisation_id text, kind text, mode text, scopes text[], last_used_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select k.id, k.organisation_id, o.kind, k.mode, k.scopes, k.last_used_at
  from api_keys k
  join organisations o on o.id = k.organisation_id
  where k.secret_hash = wanted_hash and k.revoked_at is null
$$;

create function find_signed_in(wanted_hash text, at timestamptz)
returns table (user_id text, organisation_id text, kind text, roles text[], expires_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select s.user_id, u.organisation_id, o.kind, u.roles, s.expires_at
  from sessions s
  join users u on u.id = s.user_id
  join organisations o on o.id = u.organisation_id
  where s.secret_hash = wanted_hash and s.expires_at > at and u.disabled_at is null
$$;

revoke execute on function find_key_holder, find_signed_in from public;
grant execute on function find_key_holder, find_signed_in to interline_app;
set local role none;
revoke create on schema public from interline_gate;
`;
