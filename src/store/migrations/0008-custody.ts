/**
 * The custody log and the state of each shipment. A row of \`events\` is an event and its record in the log at once; rows
 * are only ever added, by \`append_events\` alone, and are kept by the month in which they were recorded. \`custody_states\` holds
 * where each log and its fold stand. Personal data of events is kept apart, so that it can be erased.
 */
export const sql = `
set local role interline_owner;

create table custody_states (
  shipment_id text collate "C" primary key,
  mode text not null check (mode in ('live', 'test')),
  owner_id text collate "C" not null,
  shipper_id text collate "C",
  partner_ids text[] not null, -- who carries it on
  sequence integer not null, -- of the last record; -1 before the first
  hash bytea,
  opened_at timestamptz, -- when the first and the last record were made
  recorded_at timestamptz,
  state text collate "C",
  custodian text collate "C" not null,
  responsible text collate "C" not null,
  direction text not null check (direction in ('forward', 'return')),
  place text,
  since_at timestamptz,
  last_seen_at timestamptz,
  damaged boolean not null,
  container text,
  tendered_to text,
  handover text,
  last_event text, -- key of the event that is last in order, as JSON
  known text not null -- fingerprints of the ids of all events, and of those that were voided
) with (fillfactor = 80);
-- Not of the mode itself: policies compare that, and rows must be found by their keys instead.
create index custody_states_of_owner on custody_states (owner_id, (mode = 'test'), state, shipment_id desc);
create index custody_states_of_shipper on custody_states (shipper_id, (mode = 'test'), state, shipment_id desc)
  where shipper_id is not null;

create table events (
  shipment_id text collate "C" not null,
  sequence integer not null,
  recorded_at timestamptz not null,
  mode text not null,
  party_id text collate "C" not null, -- who says so
  kind text not null,
  device_at timestamptz not null,
  body text not null, -- the sealed event as canonical JSON
  previous bytea not null,
  hash bytea not null,
  primary key (shipment_id, sequence, recorded_at)
) partition by range (recorded_at);

create table event_openings (
  shipment_id text collate "C" not null,
  sequence integer not null,
  field text collate "C" not null,
  mode text not null,
  party_id text collate "C" not null,
  salt text not null,
  value text not null,
  primary key (shipment_id, sequence, field)
);

alter table custody_states enable row level security;
alter table custody_states force row level security;
create policy seen on custody_states for select to interline_app, interline_owner
  using (mode = app_mode() and (app_party() in (owner_id, shipper_id) or app_party() = any(partner_ids)));
create policy opened on custody_states for insert to interline_owner
  with check (mode = app_mode() and (app_party() in (owner_id, shipper_id) or app_party() = any(partner_ids)));
create policy moved on custody_states for update to interline_owner
  using (mode = app_mode() and (app_party() in (owner_id, shipper_id) or app_party() = any(partner_ids)));
grant select on custody_states to interline_app;

alter table events enable row level security;
alter table events force row level security;
create policy seen on events for select to interline_app, interline_owner
  using (mode = app_mode() and exists (
    select from custody_states where custody_states.shipment_id = events.shipment_id));
create policy appended on events for insert to interline_owner with check (mode = app_mode());
grant select on events to interline_app;

-- Who said it may read it again, and whose shipment it is; partners may not.
alter table event_openings enable row level security;
alter table event_openings force row level security;
create policy seen on event_openings for select to interline_app
  using (mode = app_mode() and exists (
    select from custody_states where custody_states.shipment_id = event_openings.shipment_id
      and app_party() in (party_id, owner_id, shipper_id)));
create policy added on event_openings for insert to interline_app
  with check (mode = app_mode() and party_id = app_party() and exists (
    select from custody_states where custody_states.shipment_id = event_openings.shipment_id));
grant select, insert on event_openings to interline_app;

create policy received_seen on carriages for update to interline_owner
  using (mode = app_mode() and app_party() in (owner_id, partner_id));

-- Months in which nothing was recorded yet get their partition with their first event; one that is there is left alone.
create function make_events_partition(month date) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  named text := 'events_' || to_char(month, 'YYYY_MM');
begin
  if to_regclass('public.' || named) is not null then return; end if;
  perform pg_advisory_xact_lock(7401966214); -- several servers may come first
  if to_regclass('public.' || named) is not null then return; end if;
  -- Made alone and then attached, because making it in place would wait for all who read or write events.
  execute format('create table %I (like events including constraints)', named);
  execute format('alter table %I enable row level security', named);
  execute format('alter table %I force row level security', named);
  execute format('alter table events attach partition %I for values from (%L) to (%L)', named,
    to_char(month, 'YYYY-MM') || '-01 00:00:00+00',
    to_char(month + interval '1 month', 'YYYY-MM') || '-01 00:00:00+00');
end
$$;

-- States of shipments that the acting party sees, kept from others until the transaction ends. By their keys: compared with
-- a thousand ids each, the rows of a whole table would take seconds.
create function lock_custody(wanted text[]) returns setof custody_states
language sql volatile security definer set search_path = public, pg_temp set enable_seqscan = off as $$
  select * from custody_states where shipment_id = any(wanted) order by shipment_id for update
$$;

/*
 * Moves the states of shipments on and adds the records that each comes with to its log. A log is continued only where it still
 * ends as the caller believes, only by who owns or carries the shipment, and in that party's own name; a shipper may
 * say what a sender can know, in the name of its carrier. All or nothing.
 */
create function append_events(months date[], new_states json, states_wanted integer, events_wanted integer) returns void
language plpgsql volatile security definer set search_path = public, pg_temp
-- As above: rows are found by their keys, whatever a database that nobody has analysed believes of its tables.
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set enable_material = off as $$
declare
  month date;
  carrier text := (select carrier_id from organisations where id = app_party()); -- of a shipper
  appended integer;
begin
  foreach month in array months loop
    perform make_events_partition(month);
  end loop;
  with s as materialized (
    select * from json_to_recordset(new_states) as (
      shipment_id text, before integer, sequence integer, hash bytea, recorded_at timestamptz, state text, custodian text,
      responsible text, direction text, place text, since_at timestamptz, last_seen_at timestamptz, damaged boolean,
      container text, tendered_to text, handover text, last_event text, known text, events json)
  ), moved as (
    update custody_states c set
      sequence = s.sequence, hash = s.hash, opened_at = coalesce(c.opened_at, s.recorded_at), recorded_at = s.recorded_at,
      state = s.state, custodian = s.custodian, responsible = s.responsible, direction = s.direction, place = s.place,
      since_at = s.since_at, last_seen_at = s.last_seen_at, damaged = s.damaged, container = s.container,
      tendered_to = s.tendered_to, handover = s.handover, last_event = s.last_event, known = s.known
    from s where c.shipment_id = s.shipment_id and c.sequence = s.before
    returning 1
  ), opened as (
    insert into custody_states (
      shipment_id, mode, owner_id, shipper_id, partner_ids, sequence, hash, opened_at, recorded_at, state, custodian,
      responsible, direction, place, since_at, last_seen_at, damaged, container, tendered_to, handover, last_event, known)
    select
      s.shipment_id, p.mode, p.owner_id, p.shipper_id,
      array(select partner_id from carriages where shipment_id = p.id order by partner_id), s.sequence, s.hash,
      s.recorded_at, s.recorded_at, s.state, s.custodian, s.responsible, s.direction, s.place, s.since_at, s.last_seen_at,
      s.damaged, s.container, s.tendered_to, s.handover, s.last_event, s.known
    from s cross join lateral (
      select id, mode, owner_id, shipper_id from shipments where id = s.shipment_id limit 1) p
    where s.before is null
    returning 1
  )
  insert into events (shipment_id, sequence, recorded_at, mode, party_id, kind, device_at, body, previous, hash)
  select
    s.shipment_id, e.sequence, e.recorded_at, app_mode(), coalesce(carrier, app_party()), e.kind, e.device_at, e.body::text,
    e.previous, e.hash
  from s cross join lateral json_to_recordset(s.events) as e (
    sequence integer, recorded_at timestamptz, kind text, device_at timestamptz, body json, previous bytea, hash bytea)
  where (carrier is null or e.kind in ('booked', 'labelled', 'redirected', 'cancelled', 'return_started'))
    and (select count(*) from moved) + (select count(*) from opened) = states_wanted;
  get diagnostics appended = row_count;
  if appended <> events_wanted then
    raise exception 'the logs of % shipments cannot all be continued by %', states_wanted, app_party()
      using errcode = 'insufficient_privilege';
  end if;
end
$$;

-- Since when partners have had custody. What the fold of a whole log gives counts; otherwise the first time does.
create function note_custody(taken json) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  update carriages c set received_at = t.received_at
  from json_to_recordset(taken) as t (shipment_id text, partner text, received_at timestamptz, whole boolean)
  join organisations o on o.code = t.partner
  where c.shipment_id = t.shipment_id and c.partner_id = o.id
    and (c.received_at is null or t.whole) and c.received_at is distinct from t.received_at
$$;

revoke execute on function make_events_partition, lock_custody, append_events, note_custody from public;
grant execute on function make_events_partition, lock_custody, append_events, note_custody to interline_app;
grant execute on function make_events_partition to interline_gate;

-- Partners stand on the state too, so that no policy has to look for them.
create function carry_state() returns trigger
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  update custody_states c set partner_ids = c.partner_ids || n.partner_ids
  from (select shipment_id, array_agg(partner_id) as partner_ids from added group by shipment_id) n
  where c.shipment_id = n.shipment_id;
  return null;
end
$$;
create trigger carried after insert on carriages referencing new table as added
  for each statement execute function carry_state();

-- Shipments of before: their logs begin with what happens next.
alter table shipments no force row level security;
alter table carriages no force row level security;
alter table custody_states no force row level security;
insert into custody_states (
  shipment_id, mode, owner_id, shipper_id, partner_ids, sequence, state, custodian, responsible, direction, damaged, known)
select
  id, mode, owner_id, shipper_id, array(select partner_id from carriages where shipment_id = id order by partner_id), -1,
  status, '@sender', case status when 'booked' then '@sender' else '@nobody' end, 'forward', false, ''
from shipments;
alter table shipments force row level security;
alter table carriages force row level security;
alter table custody_states force row level security;
`;
