/** Users of an organisation, its API keys, and the sessions of users. Secrets are hashes. */
export const sql = `
set local role interline_owner;

create table users (
  id text collate "C" primary key,
  organisation_id text collate "C" not null references organisations,
  login text collate "C" not null unique,
  name text not null,
  roles text[] not null,
  password_hash text not null,
  created_at timestamptz not null,
  disabled_at timestamptz
);
create index users_of_organisation on users (organisation_id, id);

create table api_keys (
  id text collate "C" primary key,
  organisation_id text collate "C" not null references organisations,
  name text not null,
  mode text not null check (mode in ('live', 'test')),
  hint text not null,
  secret_hash text collate "C" not null unique,
  scopes text[] not null,
  created_by text collate "C" not null,
  created_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index api_keys_of_organisation on api_keys (organisation_id, id);

create table sessions (
  secret_hash text collate "C" primary key,
  user_id text collate "C" not null references users,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index sessions_of_user on sessions (user_id);
create index sessions_by_expiry on sessions (expires_at);

alter table users enable row level security;
alter table users force row level security;
create policy own on users to interline_app
  using (organisation_id = app_party()) with check (organisation_id = app_party());
create policy looked_up on users for select to interline_gate using (true);
grant select, insert on users to interline_app;
grant update (name, roles, password_hash, disabled_at) on users to interline_app;
grant select on users to interline_gate;

alter table api_keys enable row level security;
alter table api_keys force row level security;
create policy own on api_keys to interline_app
  using (organisation_id = app_party()) with check (organisation_id = app_party());
create policy looked_up on api_keys for select to interline_gate using (true);
create policy used on api_keys for update to interline_gate using (true);
grant select, insert on api_keys to interline_app;
grant update (revoked_at) on api_keys to interline_app;
grant select on api_keys to interline_gate;
grant update (last_used_at) on api_keys to interline_gate;

alter table sessions enable row level security;
alter table sessions force row level security;
create policy own on sessions for delete to interline_app
  using (exists (select from users where users.id = user_id));
create policy own_seen on sessions for select to interline_app
  using (exists (select from users where users.id = user_id));
create policy kept on sessions to interline_gate using (true) with check (true);
grant select (user_id), delete on sessions to interline_app;
grant select, insert, delete on sessions to interline_gate;
`;
