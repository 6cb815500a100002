/**
 * Explorations: what a carrier asked of scenarios, clauses, shares, points, coverage and growth. They are its own, as its drafts of an
 * agreement are: no partner sees that it asked. Results are kept as who asked may see them, so that what is withheld is nowhere.
 */
export const sql = `
set local role interline_owner;

create table explorations (
  id text collate "C" primary key,
  mode text not null check (mode in ('live', 'test')),
  requested_by text collate "C" not null references organisations,
  kind text not null check (kind in ('scenarios', 'clauses', 'sharing', 'siting', 'coverage', 'growth')),
  agreement_version_id text collate "C" not null references agreement_versions,
  request jsonb not null,
  figures text not null check (figures in ('all', 'own')),
  state text not null default 'queued' check (state in ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
  attempt integer not null default 0,
  world jsonb,
  progress jsonb,
  result text,
  map text,
  fault text,
  created_by text collate "C" not null,
  created_at timestamptz not null,
  started_at timestamptz,
  ended_at timestamptz,
  cancel_asked_at timestamptz
);
create index explorations_of_party on explorations (requested_by, mode, id);
create index explorations_ended on explorations (ended_at) where ended_at is not null;

alter table explorations enable row level security;
alter table explorations force row level security;
create policy own on explorations to interline_app
  using (mode = app_mode() and requested_by = app_party())
  with check (mode = app_mode() and requested_by = app_party());
create policy aged on explorations to interline_jobs using (true);
grant select, insert on explorations to interline_app;
grant update (state, attempt, world, progress, result, map, fault, started_at, ended_at, cancel_asked_at) on explorations
  to interline_app;
grant select (id, ended_at), delete on explorations to interline_jobs;
`;
