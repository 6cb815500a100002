/**
 * Work that is done later, by whichever server process takes it. A request may only add a job, in its own transaction and for the
 * party it acts for; taking and ending jobs is for \`interline_jobs\`, the role of the processes themselves.
 *
 * A job that runs is leased to its process, which renews the lease; when that process is gone the lease runs out and another takes
 * the job. At most one job of a queue and key waits, and at most one of them runs.
 *
 * A plan is asked for by one carrier and made for all parties of an agreement. What it is all may know; each party's figures, routes
 * and files are its own, because they tell its costs. Files of the whole plan are read by jobs only.
 *
 * Each carrier has its own shipments travel as a plan says: an assignment, of which the last one that was not replaced counts, and
 * the tenders that follow from it, which the partner knows too.
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

create table plans (
  id text collate "C" primary key,
  mode text not null check (mode in ('live', 'test')),
  requested_by text collate "C" not null references organisations,
  party_ids text[] not null,
  agreement_version_id text collate "C" references agreement_versions,
  based_on text collate "C" references plans,
  pinned text[] not null,
  ready_before timestamptz,
  gap double precision not null,
  seconds integer not null,
  assigns boolean not null,
  state text not null default 'queued' check (state in ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
  attempt integer not null default 0,
  progress jsonb,
  summary jsonb,
  fault text,
  created_by text collate "C" not null,
  created_at timestamptz not null,
  started_at timestamptz,
  ended_at timestamptz,
  cancel_asked_at timestamptz
);
create index plans_of_parties on plans using gin (party_ids);

create table plan_parts (
  plan_id text collate "C" not null references plans,
  party_id text collate "C" not null references organisations,
  figures jsonb not null,
  assigned_at timestamptz,
  assigned_count integer,
  primary key (plan_id, party_id)
);

create table plan_routes (
  plan_id text collate "C" not null references plans,
  shipment_id text collate "C" not null references shipments,
  owner_id text collate "C" not null references organisations,
  status text not null,
  carried_by text not null,
  reason text,
  due_at timestamptz not null,
  arrives_at timestamptz,
  cost_minor double precision not null,
  route text not null,
  steps jsonb not null,
  tenders jsonb not null,
  primary key (plan_id, shipment_id)
);

-- Of a party, or of the whole plan where party_id is empty; as many pieces as a file needs.
create table plan_files (
  plan_id text collate "C" not null references plans,
  party_id text collate "C" not null,
  name text collate "C" not null,
  piece integer not null,
  bytes bytea not null,
  primary key (plan_id, party_id, name, piece)
);

create table assignments (
  shipment_id text collate "C" not null references shipments,
  plan_id text collate "C" not null references plans,
  owner_id text collate "C" not null references organisations,
  mode text not null,
  assigned_at timestamptz not null,
  replaced_at timestamptz,
  steps jsonb not null,
  primary key (shipment_id, assigned_at, plan_id)
);
create unique index assignments_now on assignments (shipment_id) where replaced_at is null;

create table planned_tenders (
  shipment_id text collate "C" not null references shipments,
  plan_id text collate "C" not null references plans,
  mode text not null,
  owner_id text collate "C" not null,
  giver_id text collate "C" not null references organisations,
  receiver_id text collate "C" not null references organisations,
  interchange text collate "C" not null,
  tender_at timestamptz not null,
  ready_at timestamptz not null,
  primary key (shipment_id, tender_at)
);
create index planned_tenders_given on planned_tenders (giver_id, mode, interchange, tender_at);
create index planned_tenders_received on planned_tenders (receiver_id, mode, interchange, tender_at);

create table departure_changes (
  id text collate "C" primary key,
  mode text not null check (mode in ('live', 'test')),
  party_id text collate "C" not null references organisations,
  trip text collate "C" not null,
  date date not null,
  kind text not null check (kind in ('cancelled', 'delayed')),
  delay_minutes integer,
  reason text,
  noted_by text collate "C" not null,
  noted_at timestamptz not null,
  check ((kind = 'delayed') = (delay_minutes is not null))
);
create index departure_changes_by_date on departure_changes (mode, date, party_id, trip, id);

alter table plans enable row level security;
alter table plans force row level security;
create policy seen on plans for select to interline_app, interline_owner
  using (mode = app_mode() and app_party() = any(party_ids));
create policy asked on plans for insert to interline_app
  with check (mode = app_mode() and requested_by = app_party() and app_party() = any(party_ids) and state = 'queued');
create policy made on plans for update to interline_app
  using (mode = app_mode() and requested_by = app_party());
grant select, insert on plans to interline_app;
grant update (state, attempt, progress, summary, fault, started_at, ended_at, cancel_asked_at) on plans
  to interline_app;

alter table plan_parts enable row level security;
alter table plan_parts force row level security;
create policy own on plan_parts to interline_app
  using (party_id = app_party() and exists (select from plans where plans.id = plan_id))
  with check (party_id = app_party() and exists (select from plans where plans.id = plan_id));
grant select, insert, delete on plan_parts to interline_app;
grant update (assigned_at, assigned_count) on plan_parts to interline_app;

alter table plan_routes enable row level security;
alter table plan_routes force row level security;
create policy own on plan_routes to interline_app
  using (owner_id = app_party() and exists (select from plans where plans.id = plan_id))
  with check (owner_id = app_party() and exists (select from plans where plans.id = plan_id));
grant select, insert, delete on plan_routes to interline_app;

alter table plan_files enable row level security;
alter table plan_files force row level security;
create policy own on plan_files to interline_app
  using (party_id = app_party() and exists (select from plans where plans.id = plan_id))
  with check (party_id in ('', app_party()) and exists (select from plans where plans.id = plan_id));
create policy whole on plan_files to interline_jobs using (true);
create policy aged on plans for select to interline_jobs using (true);
grant select (id, ended_at) on plans to interline_jobs;
grant select, insert on plan_files to interline_app;
grant select, delete on plan_files to interline_jobs;

alter table assignments enable row level security;
alter table assignments force row level security;
create policy own on assignments to interline_app
  using (mode = app_mode() and owner_id = app_party())
  with check (mode = app_mode() and owner_id = app_party());
grant select, insert on assignments to interline_app;
grant update (replaced_at) on assignments to interline_app;

alter table planned_tenders enable row level security;
alter table planned_tenders force row level security;
create policy met on planned_tenders for select to interline_app
  using (mode = app_mode() and app_party() in (owner_id, giver_id, receiver_id));
create policy own on planned_tenders for insert to interline_app
  with check (mode = app_mode() and owner_id = app_party());
create policy replaced on planned_tenders for delete to interline_app
  using (mode = app_mode() and owner_id = app_party());
grant select, insert, delete on planned_tenders to interline_app;

-- A carriage that a plan made goes when another plan does without it, as long as nothing has been received.
create policy withdrawn on carriages for delete to interline_app
  using (mode = app_mode() and owner_id = app_party() and received_at is null);
grant delete on carriages to interline_app;

create function drop_state() returns trigger
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  update custody_states c set partner_ids = array(
    select unnest(c.partner_ids) except select partner_id from dropped d where d.shipment_id = c.shipment_id)
  where c.shipment_id in (select shipment_id from dropped);
  return null;
end
$$;
create trigger withdrawn after delete on carriages referencing old table as dropped
  for each statement execute function drop_state();

alter table departure_changes enable row level security;
alter table departure_changes force row level security;
create policy seen on departure_changes for select to interline_app
  using (mode = app_mode() and exists (
    select from organisations where organisations.id = app_party() and organisations.kind = 'carrier'));
create policy noted on departure_changes for insert to interline_app
  with check (mode = app_mode() and party_id = app_party());
grant select, insert on departure_changes to interline_app;
`;
