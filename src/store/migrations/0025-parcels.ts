/**
 * What people look for parcels by, promises as they were before they were changed, exceptions in the order of their urgency, and
 * views that people saved.
 *
 * Numbers are found by how they begin and by how they end, references by how they begin. Columns hold what is compared, because
 * policies are asked before functions that they do not trust.
 */
export const sql = `
set local role interline_owner;

alter table shipments
  add column number_reversed text collate "C" generated always as (reverse(tracking_number)) stored,
  add column reference_folded text collate "C" generated always as (lower(reference)) stored;
create index shipments_by_number_end on shipments (owner_id, mode, number_reversed);
create index shipments_by_reference_folded on shipments (owner_id, mode, reference_folded)
  where reference_folded is not null;
create index shipments_by_origin on shipments (owner_id, origin, id desc);

-- A row for each promise that does not hold any more; the one that holds is the shipment's own.
create table former_promises (
  shipment_id text collate "C" not null references shipments,
  until timestamptz not null,
  mode text not null,
  promised_by timestamptz,
  agreement text,
  version integer,
  cause text not null check (cause in ('redirected', 'returned')),
  primary key (shipment_id, until)
);
alter table former_promises enable row level security;
alter table former_promises force row level security;
create policy seen on former_promises for select to interline_app
  using (mode = app_mode() and exists (
    select from custody_states where custody_states.shipment_id = former_promises.shipment_id));
create policy changed on former_promises for insert to interline_app
  with check (mode = app_mode() and exists (select from shipments where shipments.id = shipment_id));
grant select, insert on former_promises to interline_app;

alter table shipment_exceptions
  add column due_at timestamptz, -- by when the shipment is promised
  add column urgency smallint generated always as (
    case severity when 'critical' then 0 when 'warning' then 1 else 2 end) stored,
  add column due_order timestamptz generated always as (coalesce(due_at, timestamptz '9999-12-31 00:00:00+00')) stored;
grant update (due_at) on shipment_exceptions to interline_app;
alter table shipments no force row level security;
alter table shipment_exceptions no force row level security;
update shipment_exceptions e set due_at = s.promised_by from shipments s
where s.id = e.shipment_id and e.cleared_at is null and s.promised_by is not null;
alter table shipment_exceptions force row level security;
alter table shipments force row level security;
create index exceptions_of_owner_urgent on shipment_exceptions (owner_id, mode, urgency, due_order, id)
  where cleared_at is null;
create index exceptions_of_shipper_urgent on shipment_exceptions (shipper_id, mode, urgency, due_order, id)
  where cleared_at is null and shipper_id is not null;
create index exceptions_of_responsible_urgent on shipment_exceptions (responsible_id, mode, urgency, due_order, id)
  where cleared_at is null and responsible_id is not null;
create index exceptions_of_owner_shipments on shipment_exceptions (owner_id, mode, code, shipment_id desc)
  where cleared_at is null;

create table saved_views (
  id text collate "C" primary key,
  party_id text collate "C" not null references organisations,
  mode text not null check (mode in ('live', 'test')),
  page text not null check (page in ('parcels', 'exceptions')),
  name text not null,
  filters jsonb not null,
  columns text[] not null,
  shared boolean not null,
  created_by text collate "C" not null,
  created_at timestamptz not null,
  changed_at timestamptz not null
);
create unique index saved_views_by_name on saved_views (party_id, mode, page, created_by, name);

alter table saved_views enable row level security;
alter table saved_views force row level security;
create policy own on saved_views to interline_app
  using (party_id = app_party() and mode = app_mode()) with check (party_id = app_party() and mode = app_mode());
grant select, insert, delete on saved_views to interline_app;
grant update (name, filters, columns, shared, changed_at) on saved_views to interline_app;
set local role none;
`;
