/** Queries of EPCIS that a party keeps under names. They hold what is asked only: what it finds is looked up when it is asked for. */
export const sql = `
set local role interline_owner;

create table epcis_queries (
  party_id text collate "C" not null references organisations,
  mode text not null check (mode in ('live', 'test')),
  name text collate "C" not null,
  query text not null, -- parameters as JSON, as they were sent
  created_at timestamptz not null,
  primary key (party_id, mode, name)
);
alter table epcis_queries enable row level security;
alter table epcis_queries force row level security;
create policy own on epcis_queries to interline_app
  using (party_id = app_party() and mode = app_mode()) with check (party_id = app_party() and mode = app_mode());
grant select, insert, delete on epcis_queries to interline_app;
set local role none;
`;
