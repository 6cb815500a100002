/**
 * Work that is done later, by whichever server process takes it. A request may only add a job, in its own transaction and for the
 * party it acts for; taking and ending jobs is for \`interline_jobs\`, the role of the processes themselves.
 *
 * A job that runs is leased to its process, which renews the lease; when that process is gone the lease runs out and another takes
 * the job. At most one job of a queue and key waits, and at most one of them runs.
 */
export const sql = `
do $$
begin
  begin
    create role interline_jobs nologin;
  exception when duplicate_object or unique_violation then
    null;
  end;
  if not (select rolsuper from pg_roles where rolname = current_user) then
    grant interline_jobs to current_user;
  end if;
end
$$;
grant usage on schema public to interline_jobs;

set local role interline_owner;

create table jobs (
  id text collate "C" primary key,
  queue text collate "C" not null,
  key text collate "C",
  party_id text collate "C" default app_party() references organisations,
  mode text default app_mode(),
  data jsonb not null,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed')),
  attempts integer not null default 0,
  due_at timestamptz not null,
  holder text,
  leased_until timestamptz,
  created_at timestamptz not null,
  ended_at timestamptz,
  error text
);
create unique index jobs_waiting on jobs (queue, key) where state = 'waiting' and key is not null;
create unique index jobs_running on jobs (queue, key) where state = 'running' and key is not null;
create index jobs_due on jobs (queue, due_at, id) where state = 'waiting';
create index jobs_leased on jobs (leased_until) where state = 'running';
create index jobs_ended on jobs (ended_at) where ended_at is not null;

alter table jobs enable row level security;
alter table jobs force row level security;
create policy added on jobs for insert to interline_app
  with check (party_id is not distinct from app_party() and mode is not distinct from app_mode() and state = 'waiting');
create policy worked on jobs to interline_jobs using (true) with check (true);
grant insert (id, queue, key, data, due_at, created_at) on jobs to interline_app;
grant select, insert, update, delete on jobs to interline_jobs;
`;
