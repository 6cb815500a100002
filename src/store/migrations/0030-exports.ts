/**
 * Exports by post: what is declared of each, every version that was filed, and everything that happened. They are of a carrier, and of the
 * customer who sends; partners under an agreement see none of it. What was filed is never changed, and only a draft can be deleted: records
 * are kept until `keep_until`. Numbers of items are taken one by one from a series, so that none is given twice.
 */
export const sql = `
set local role interline_owner;

create table exports (
  id text collate "C" primary key,
  mode text not null check (mode in ('live', 'test')),
  owner_id text collate "C" not null references organisations,
  shipper_id text collate "C" references organisations,
  state text not null,
  item text collate "C",
  bill text collate "C",
  reference text,
  country text collate "C",
  service text collate "C",
  declaration jsonb not null, -- of the draft, or of the version that holds
  version integer not null default 0,
  upload_id text collate "C",
  created_by text collate "C" not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  filed_at timestamptz,
  since_at timestamptz not null, -- of the state
  due_at timestamptz, -- by when the state should have changed
  overdue_at timestamptz, -- when somebody was told that it had not
  keep_until date,
  check ((state = 'draft') = (version = 0)),
  check ((version = 0) = (item is null))
);
create unique index exports_by_item on exports (owner_id, mode, item) where item is not null;
create index exports_of_owner on exports (owner_id, mode, id desc);
create index exports_of_shipper on exports (shipper_id, mode, id desc) where shipper_id is not null;
create index exports_of_owner_by_state on exports (owner_id, mode, state, id desc);
create index exports_due on exports (due_at) where due_at is not null and overdue_at is null;
create index exports_kept on exports (keep_until) where keep_until is not null;

create table export_versions (
  export_id text collate "C" not null references exports on delete cascade,
  version integer not null,
  declaration jsonb not null,
  assessment jsonb not null,
  reason text,
  filed_by text collate "C" not null,
  filed_at timestamptz not null,
  primary key (export_id, version)
);

create table export_events (
  export_id text collate "C" not null references exports on delete cascade,
  number integer not null,
  kind text not null,
  at timestamptz not null,
  recorded_at timestamptz not null,
  recorded_by text collate "C" not null,
  place text,
  reason text,
  measure text,
  upu text collate "C", -- code of the event as a post told it
  is_past boolean not null, -- told of what was past, and changed nothing
  primary key (export_id, number)
);

create table export_series (
  owner_id text collate "C" not null references organisations,
  mode text not null check (mode in ('live', 'test')),
  service text collate "C" not null, -- indicator of UPU S10
  first integer not null,
  last integer not null,
  given jsonb not null, -- runs of serials that are not free yet
  primary key (owner_id, mode, service)
);

create table export_profiles (
  party_id text collate "C" not null references organisations,
  mode text not null check (mode in ('live', 'test')),
  profile jsonb not null,
  changed_at timestamptz not null,
  primary key (party_id, mode)
);

-- A carrier's own rows of a table, in the place of those that are shipped.
create table export_tables (
  party_id text collate "C" not null references organisations,
  name text collate "C" not null,
  rows jsonb not null,
  changed_by text collate "C" not null,
  changed_at timestamptz not null,
  primary key (party_id, name)
);

create table export_despatches (
  id text collate "C" primary key,
  mode text not null check (mode in ('live', 'test')),
  owner_id text collate "C" not null references organisations,
  despatch text collate "C" not null, -- UPU S8
  lane text collate "C" not null, -- all of it but the number
  number integer not null,
  bags jsonb not null,
  created_by text collate "C" not null,
  closed_at timestamptz not null,
  unique (owner_id, mode, lane, number)
);
create index export_despatches_of_owner on export_despatches (owner_id, mode, id desc);

-- Whether the acting party is a customer of a carrier.
create function app_is_customer_of(carrier text) returns boolean language sql stable as
  $$ select exists (select from organisations o where o.id = app_party() and o.carrier_id = carrier) $$;

alter table exports enable row level security;
alter table exports force row level security;
create policy seen on exports for select to interline_app
  using (mode = app_mode() and app_party() in (owner_id, shipper_id));
create policy made on exports for insert to interline_app
  with check (mode = app_mode() and (owner_id = app_party() or (shipper_id = app_party() and app_is_customer_of(owner_id))));
create policy changed on exports for update to interline_app
  using (mode = app_mode() and app_party() in (owner_id, shipper_id))
  with check (mode = app_mode() and app_party() in (owner_id, shipper_id));
create policy dropped on exports for delete to interline_app
  using (mode = app_mode() and app_party() in (owner_id, shipper_id) and state = 'draft');
create policy aged on exports to interline_jobs using (true);
grant select, insert, delete on exports to interline_app;
grant update (state, item, bill, reference, country, service, declaration, version, changed_at, filed_at, since_at, due_at,
  overdue_at, keep_until) on exports to interline_app;
grant select (id, mode, owner_id, due_at, overdue_at, keep_until), delete on exports to interline_jobs;

alter table export_versions enable row level security;
alter table export_versions force row level security;
create policy own on export_versions to interline_app
  using (exists (select from exports e where e.id = export_id)) with check (exists (select from exports e where e.id = export_id));
grant select, insert on export_versions to interline_app;

alter table export_events enable row level security;
alter table export_events force row level security;
create policy own on export_events to interline_app
  using (exists (select from exports e where e.id = export_id)) with check (exists (select from exports e where e.id = export_id));
grant select, insert on export_events to interline_app;

alter table export_series enable row level security;
alter table export_series force row level security;
create policy used on export_series to interline_app
  using (mode = app_mode() and (owner_id = app_party() or app_is_customer_of(owner_id)))
  with check (mode = app_mode() and (owner_id = app_party() or app_is_customer_of(owner_id)));
grant select, insert on export_series to interline_app;
grant update (first, last, given) on export_series to interline_app;

alter table export_profiles enable row level security;
alter table export_profiles force row level security;
create policy own on export_profiles to interline_app
  using (mode = app_mode() and party_id = app_party()) with check (mode = app_mode() and party_id = app_party());
grant select, insert on export_profiles to interline_app;
grant update (profile, changed_at) on export_profiles to interline_app;

alter table export_tables enable row level security;
alter table export_tables force row level security;
create policy seen on export_tables for select to interline_app
  using (party_id = app_party() or app_is_customer_of(party_id));
create policy made on export_tables for insert to interline_app with check (party_id = app_party());
create policy changed on export_tables for update to interline_app
  using (party_id = app_party()) with check (party_id = app_party());
create policy dropped on export_tables for delete to interline_app using (party_id = app_party());
grant select, insert, delete on export_tables to interline_app;
grant update (rows, changed_by, changed_at) on export_tables to interline_app;

alter table export_despatches enable row level security;
alter table export_despatches force row level security;
create policy own on export_despatches to interline_app
  using (mode = app_mode() and owner_id = app_party()) with check (mode = app_mode() and owner_id = app_party());
grant select, insert on export_despatches to interline_app;
set local role none;
`;
