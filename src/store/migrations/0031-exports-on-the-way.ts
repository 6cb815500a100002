/**
 * What ties exports by post to the rest: exceptions that are about an export; the shipment that brings an export to its office of exchange, by
 * which cut-off; and the ranges that a carrier's identifiers are taken from, of which there may be several. Exports that were overdue already
 * are noted once more, so that each is in the queue of exceptions.
 */
export const sql = `
set local role interline_owner;

alter table shipment_exceptions
  alter column shipment_id drop not null,
  add column export_id text collate "C" references exports on delete cascade,
  add constraint exceptions_about_one check ((shipment_id is null) <> (export_id is null));
create unique index exceptions_open_of_export on shipment_exceptions (export_id, key)
  where cleared_at is null and export_id is not null;
create index exceptions_of_export on shipment_exceptions (export_id, id desc) where export_id is not null;
alter table exception_cases
  drop constraint exception_cases_exception_id_fkey,
  add foreign key (exception_id) references shipment_exceptions on delete cascade;
alter table exception_notes
  drop constraint exception_notes_exception_id_fkey,
  add foreign key (exception_id) references shipment_exceptions on delete cascade;

create policy found_of_export on shipment_exceptions for insert to interline_app
  with check (mode = app_mode() and owner_id = app_party() and export_id is not null
    and exists (select from exports where exports.id = export_id and exports.owner_id = app_party()
      and exports.shipper_id is not distinct from shipment_exceptions.shipper_id));
-- A customer moves its exports, too: it answers customs, and it cancels.
create policy moved_of_export on shipment_exceptions for update to interline_app
  using (mode = app_mode() and export_id is not null and app_party() in (owner_id, shipper_id));

alter table exports
  add column shipment_id text collate "C" references shipments, -- that brings it to its office of exchange
  add column office text collate "C", -- code of that office
  add column cut_off_at timestamptz, -- of the despatch that it is to be in
  add column domestic jsonb; -- what was promised when it was filed, or why nothing was
create unique index exports_by_shipment on exports (shipment_id) where shipment_id is not null;
grant update (shipment_id, office, cut_off_at, domestic) on exports to interline_app;

create index export_events_by_time on export_events (recorded_at, export_id, number);

alter table export_series
  drop constraint export_series_pkey,
  add primary key (owner_id, mode, service, first),
  add column is_allotted boolean not null default false, -- entered by the carrier; others are begun where it has entered none
  add column note text,
  add column added_by text collate "C",
  add column added_at timestamptz,
  add column closed_at timestamptz, -- nothing is given from it any more
  add check (first between 0 and last and last <= 99999999);
drop policy used on export_series;
create policy seen on export_series for select to interline_app
  using (mode = app_mode() and (owner_id = app_party() or app_is_customer_of(owner_id)));
create policy begun on export_series for insert to interline_app
  with check (mode = app_mode() and (owner_id = app_party() or (app_is_customer_of(owner_id) and not is_allotted)));
create policy given on export_series for update to interline_app
  using (mode = app_mode() and (owner_id = app_party() or app_is_customer_of(owner_id)));
grant update (closed_at) on export_series to interline_app;

alter table exports no force row level security;
update exports set overdue_at = null where overdue_at is not null;
alter table exports force row level security;
set local role none;
`;
