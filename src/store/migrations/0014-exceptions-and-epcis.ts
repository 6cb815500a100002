/**
 * Exceptions of shipments as rules found them, what each party does about them, and when a shipment is to be looked at again:
 * \`exception_marks\` names shipments whose log has grown, one row for each statement that added events, and \`exception_checks\`
 * the moment at which time alone may change what the rules find. Then EPCIS: which custody event an event id stands for, as far as a
 * party was told or said so, and what became of documents that it sent.
 */
export const sql = `
set local role interline_owner;

create table shipment_exceptions (
  id text collate "C" primary key,
  mode text not null check (mode in ('live', 'test')),
  shipment_id text collate "C" not null,
  owner_id text collate "C" not null references organisations,
  shipper_id text collate "C",
  key text not null,
  code text not null,
  severity text not null check (severity in ('info', 'warning', 'critical')),
  responsible text collate "C" not null,
  responsible_id text collate "C", -- of a carrier
  since_at timestamptz not null,
  words text not null,
  evidence text[] not null,
  clears text not null,
  new_promise_at timestamptz,
  opened_at timestamptz not null,
  changed_at timestamptz not null,
  cleared_at timestamptz
);
create unique index exceptions_open on shipment_exceptions (shipment_id, key) where cleared_at is null;
create index exceptions_of_owner on shipment_exceptions (owner_id, mode, id desc);
create index exceptions_of_owner_open on shipment_exceptions (owner_id, mode, id desc) where cleared_at is null;
create index exceptions_of_owner_by_code on shipment_exceptions (owner_id, mode, code, id desc) where cleared_at is null;
create index exceptions_of_shipper on shipment_exceptions (shipper_id, mode, id desc) where shipper_id is not null;
create index exceptions_of_responsible on shipment_exceptions (responsible_id, mode, id desc)
  where responsible_id is not null;
create index exceptions_of_shipment on shipment_exceptions (shipment_id, id desc);

create table exception_cases (
  exception_id text collate "C" not null references shipment_exceptions,
  party_id text collate "C" not null references organisations,
  assigned_to text collate "C",
  resolved_at timestamptz,
  resolved_by text collate "C",
  changed_at timestamptz not null,
  primary key (exception_id, party_id)
);
create index exception_cases_of_user on exception_cases (party_id, assigned_to, exception_id desc)
  where assigned_to is not null;

create table exception_notes (
  id text collate "C" primary key,
  exception_id text collate "C" not null references shipment_exceptions,
  party_id text collate "C" not null references organisations,
  author text collate "C" not null,
  text text not null,
  created_at timestamptz not null
);
create index exception_notes_of_exception on exception_notes (exception_id, party_id, id);

create table exception_settings (
  party_id text collate "C" primary key references organisations,
  no_scan_hours integer,
  lost_after_hours integer,
  stuck_hours integer,
  slack_minutes integer,
  weight_tolerance_g integer,
  changed_at timestamptz not null
);

create table exception_marks (
  id bigint generated always as identity primary key,
  shipment_ids text[] not null
);

create table exception_checks (
  shipment_id text collate "C" primary key,
  owner_id text collate "C" not null,
  mode text not null,
  check_at timestamptz not null
);
create index exception_checks_due on exception_checks (check_at);

alter table shipment_exceptions enable row level security;
alter table shipment_exceptions force row level security;
create policy own on shipment_exceptions for select to interline_app
  using (mode = app_mode() and (app_party() in (owner_id, shipper_id)
    or (responsible_id = app_party() and exists (
      select from carriages where carriages.partner_id = app_party() and carriages.shipment_id = shipment_exceptions.shipment_id))));
create policy found on shipment_exceptions for insert to interline_app
  with check (mode = app_mode() and owner_id = app_party()
    and exists (select from shipments where shipments.id = shipment_id and shipments.owner_id = app_party()
      and shipments.shipper_id is not distinct from shipment_exceptions.shipper_id));
create policy moved on shipment_exceptions for update to interline_app using (mode = app_mode() and owner_id = app_party());
grant select, insert on shipment_exceptions to interline_app;
grant update (severity, responsible, responsible_id, words, evidence, clears, new_promise_at, changed_at, cleared_at)
  on shipment_exceptions to interline_app;

alter table exception_cases enable row level security;
alter table exception_cases force row level security;
create policy own on exception_cases to interline_app
  using (party_id = app_party()) with check (party_id = app_party()
    and exists (select from shipment_exceptions where shipment_exceptions.id = exception_id));
grant select, insert on exception_cases to interline_app;
grant update (assigned_to, resolved_at, resolved_by, changed_at) on exception_cases to interline_app;

alter table exception_notes enable row level security;
alter table exception_notes force row level security;
create policy own on exception_notes to interline_app
  using (party_id = app_party()) with check (party_id = app_party()
    and exists (select from shipment_exceptions where shipment_exceptions.id = exception_id));
grant select, insert on exception_notes to interline_app;

alter table exception_settings enable row level security;
alter table exception_settings force row level security;
create policy own on exception_settings to interline_app
  using (party_id = app_party()) with check (party_id = app_party());
grant select, insert on exception_settings to interline_app;
grant update (no_scan_hours, lost_after_hours, stuck_hours, slack_minutes, weight_tolerance_g, changed_at)
  on exception_settings to interline_app;

alter table exception_marks enable row level security;
alter table exception_marks force row level security;
create policy marked on exception_marks for insert to interline_owner, interline_app with check (true);
create policy taken on exception_marks to interline_jobs using (true);
grant insert on exception_marks to interline_app;
grant select, update, delete on exception_marks to interline_jobs; -- update: to take rows that nobody else has taken

alter table exception_checks enable row level security;
alter table exception_checks force row level security;
create policy own on exception_checks to interline_app
  using (owner_id = app_party() and mode = app_mode()) with check (owner_id = app_party() and mode = app_mode());
create policy due on exception_checks to interline_jobs using (true) with check (true);
grant select, delete on exception_checks to interline_app;
grant update (check_at) on exception_checks to interline_app;
grant select, insert, delete on exception_checks to interline_jobs;
grant update (check_at) on exception_checks to interline_jobs;

create policy looked_up on custody_states for select to interline_jobs using (true);
grant select (shipment_id, owner_id, mode) on custody_states to interline_jobs;

-- One row a statement, however many events it adds.
create function mark_for_exceptions() returns trigger
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  insert into exception_marks (shipment_ids) select array_agg(distinct shipment_id) from added having count(*) > 0;
  return null;
end
$$;
create trigger marked after insert on events referencing new table as added
  for each statement execute function mark_for_exceptions();

alter table custody_states no force row level security;
alter table exception_checks no force row level security;
insert into exception_checks (shipment_id, owner_id, mode, check_at)
select shipment_id, owner_id, mode, now() from custody_states
where state is null or state not in ('delivered', 'returned', 'lost', 'disposed', 'cancelled');
alter table exception_checks force row level security;
alter table custody_states force row level security;

create index events_by_time on events (recorded_at);

create table epcis_event_ids (
  party_id text collate "C" not null references organisations,
  mode text not null check (mode in ('live', 'test')),
  event_id text collate "C" not null,
  shipment_id text collate "C" not null,
  custody_event_id text collate "C" not null,
  primary key (party_id, mode, event_id, shipment_id, custody_event_id)
);

create table epcis_captures (
  id text collate "C" primary key,
  party_id text collate "C" not null references organisations,
  mode text not null check (mode in ('live', 'test')),
  created_at timestamptz not null,
  finished_at timestamptz not null,
  success boolean not null,
  behaviour text not null check (behaviour in ('rollback', 'proceed')),
  errors text not null -- as JSON
);
create index epcis_captures_of_party on epcis_captures (party_id, mode, id desc);

alter table epcis_event_ids enable row level security;
alter table epcis_event_ids force row level security;
create policy own on epcis_event_ids to interline_app
  using (party_id = app_party() and mode = app_mode()) with check (party_id = app_party() and mode = app_mode());
grant select, insert on epcis_event_ids to interline_app;

alter table epcis_captures enable row level security;
alter table epcis_captures force row level security;
create policy own on epcis_captures to interline_app
  using (party_id = app_party() and mode = app_mode()) with check (party_id = app_party() and mode = app_mode());
grant select, insert on epcis_captures to interline_app;
`;
