/**
 * Organisations: carriers, known to all parties by name, and shippers, known to themselves and to the carrier whose
 * customers they are.
 */
export const sql = `
set local role interline_owner;

create table organisations (
  id text collate "C" primary key,
  kind text not null check (kind in ('carrier', 'shipper')),
  code text collate "C" unique,
  name text not null,
  carrier_id text collate "C" references organisations,
  created_at timestamptz not null,
  check ((kind = 'carrier') = (code is not null)),
  check ((kind = 'shipper') = (carrier_id is not null))
);
create index organisations_of_carrier on organisations (carrier_id, id);

alter table organisations enable row level security;
alter table organisations force row level security;
create policy seen on organisations for select to interline_app, interline_owner
  using (app_party() is not null and (kind = 'carrier' or app_party() in (id, carrier_id)));
create policy made on organisations for insert to interline_app
  with check (id = app_party() or (kind = 'shipper' and carrier_id = app_party()));
create policy looked_up on organisations for select to interline_gate using (true);

grant select, insert on organisations to interline_app;
grant select on organisations to interline_gate;
`;
