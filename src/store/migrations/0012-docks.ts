/**
 * Containers, manifests and what is done at an interchange.
 *
 * A yard (containers, what is in them, acts) is one party's alone. A manifest is its giver's until it is pre-advised; from then on
 * giver and receiver see it with its items, acts and evidence. Rows of a manifest carry both parties, so that a policy needs no second
 * table; \`receiver_id\` of an item is null before the pre-advice. Acts are added, never changed.
 */
export const sql = `
set local role interline_owner;

create table sscc_series (
  party_id text collate "C" primary key references organisations,
  company_prefix text not null,
  extension integer not null,
  next_serial bigint not null
);

create table manifests (
  id text collate "C" primary key,
  mode text not null check (mode in ('live', 'test')),
  giver_id text collate "C" not null references organisations,
  receiver_id text collate "C" not null references organisations,
  giver text not null,
  receiver text not null,
  interchange text not null,
  giver_place text not null,
  receiver_place text not null,
  agreement_version_id text collate "C" not null references agreement_versions,
  terms jsonb not null,
  tender_at timestamptz not null,
  departure text,
  planned jsonb,
  piece_count integer not null,
  container_count integer not null,
  weight_g bigint not null,
  created_by text collate "C" not null,
  created_at timestamptz not null,
  pre_advised_at timestamptz,
  tendered_at timestamptz,
  first_scan_at timestamptz,
  settle_at timestamptz,
  settled_at timestamptz,
  check (giver_id <> receiver_id)
);
create index manifests_of_giver on manifests (giver_id, mode, id desc);
create index manifests_of_receiver on manifests (receiver_id, mode, id desc) where pre_advised_at is not null;
create index manifests_to_settle on manifests (settle_at) where settled_at is null;

create table containers (
  id text collate "C" primary key,
  party_id text collate "C" not null references organisations,
  mode text not null check (mode in ('live', 'test')),
  sscc text collate "C" not null,
  kind text not null check (kind in ('bag', 'cage')),
  contents text not null check (contents in ('direct', 'mixed')),
  opens_at text not null,
  status text not null check (status in ('open', 'closed', 'sealed')),
  seal text,
  parent_id text collate "C" references containers,
  manifest_id text collate "C" references manifests,
  created_by text collate "C" not null,
  created_at timestamptz not null,
  last_act_at timestamptz,
  unique (party_id, mode, sscc)
);
create index containers_of_party on containers (party_id, mode, id desc);
create index containers_by_status on containers (party_id, mode, status, id desc);
create index containers_inside on containers (parent_id) where parent_id is not null;
create index containers_of_manifest on containers (manifest_id) where manifest_id is not null;
create index containers_by_seal on containers (party_id, mode, seal) where seal is not null;

create table yard_pieces (
  party_id text collate "C" not null references organisations,
  mode text not null check (mode in ('live', 'test')),
  shipment_id text collate "C" not null,
  container_id text collate "C" references containers,
  manifest_id text collate "C" references manifests,
  weight_g integer not null,
  goods integer not null,
  last_act_at timestamptz,
  primary key (party_id, mode, shipment_id)
);
create index yard_pieces_inside on yard_pieces (container_id) where container_id is not null;
create index yard_pieces_of_manifest on yard_pieces (manifest_id) where manifest_id is not null;

create table yard_acts (
  party_id text collate "C" not null references organisations,
  mode text not null check (mode in ('live', 'test')),
  act_id text collate "C" not null,
  kind text not null,
  item text collate "C",
  of text,
  container_id text collate "C" not null references containers,
  seal text,
  device_at timestamptz not null,
  server_at timestamptz not null,
  actor text collate "C" not null,
  refusals jsonb,
  primary key (party_id, mode, act_id)
);
create index yard_acts_of_container on yard_acts (container_id);
create index yard_acts_of_item on yard_acts (party_id, mode, item) where item is not null;

create table manifest_items (
  manifest_id text collate "C" not null references manifests on delete cascade,
  kind text not null check (kind in ('piece', 'container')),
  item text collate "C" not null,
  mode text not null,
  giver_id text collate "C" not null,
  receiver_id text collate "C",
  tracking_number text collate "C",
  weight_g integer,
  container text collate "C",
  around text[] not null,
  container_kind text,
  seal text,
  status text not null check (status in ('not_tendered', 'expected', 'accepted', 'refused', 'missing')),
  primary key (manifest_id, kind, item)
);
create index manifest_items_by_number on manifest_items (manifest_id, tracking_number) where tracking_number is not null;
create index manifest_items_by_item on manifest_items (item);
create index manifest_items_waiting on manifest_items (manifest_id) where status = 'expected';

create table handover_acts (
  manifest_id text collate "C" not null references manifests on delete cascade,
  party_id text collate "C" not null references organisations,
  act_id text collate "C" not null,
  mode text not null,
  giver_id text collate "C" not null,
  receiver_id text collate "C" not null,
  kind text not null,
  of text,
  item text collate "C",
  present boolean not null,
  body jsonb not null,
  device_at timestamptz not null,
  server_at timestamptz not null,
  actor text collate "C" not null,
  elsewhere jsonb,
  primary key (manifest_id, party_id, act_id)
);
create index handover_acts_of_item on handover_acts (manifest_id, of, item) where kind = 'scanned';
create index handover_acts_present on handover_acts (manifest_id, device_at) where kind = 'scanned' and present;
create index handover_acts_other on handover_acts (manifest_id) where kind <> 'scanned';

create table evidence (
  id text collate "C" primary key,
  manifest_id text collate "C" not null references manifests,
  mode text not null,
  giver_id text collate "C" not null,
  receiver_id text collate "C" not null,
  sha256 text collate "C" not null,
  content_type text not null,
  content bytea not null,
  uploaded_by text collate "C" not null references organisations,
  created_at timestamptz not null,
  unique (manifest_id, sha256)
);

alter table sscc_series enable row level security;
alter table sscc_series force row level security;
create policy own on sscc_series to interline_app using (party_id = app_party()) with check (party_id = app_party());
grant select, insert, update on sscc_series to interline_app;

alter table containers enable row level security;
alter table containers force row level security;
create policy own on containers to interline_app
  using (party_id = app_party() and mode = app_mode()) with check (party_id = app_party() and mode = app_mode());
grant select, insert on containers to interline_app;
grant update (status, seal, parent_id, manifest_id, last_act_at) on containers to interline_app;

alter table yard_pieces enable row level security;
alter table yard_pieces force row level security;
create policy own on yard_pieces to interline_app
  using (party_id = app_party() and mode = app_mode()) with check (party_id = app_party() and mode = app_mode());
grant select, insert, update on yard_pieces to interline_app;

alter table yard_acts enable row level security;
alter table yard_acts force row level security;
create policy own on yard_acts to interline_app
  using (party_id = app_party() and mode = app_mode()) with check (party_id = app_party() and mode = app_mode());
grant select, insert on yard_acts to interline_app;
grant update (refusals) on yard_acts to interline_app;

alter table manifests enable row level security;
alter table manifests force row level security;
create policy seen on manifests for select to interline_app
  using (mode = app_mode() and (giver_id = app_party() or (receiver_id = app_party() and pre_advised_at is not null)));
create policy made on manifests for insert to interline_app
  with check (mode = app_mode() and giver_id = app_party() and pre_advised_at is null);
create policy changed on manifests for update to interline_app
  using (mode = app_mode() and (giver_id = app_party() or (receiver_id = app_party() and pre_advised_at is not null)));
create policy withdrawn on manifests for delete to interline_app
  using (mode = app_mode() and giver_id = app_party() and pre_advised_at is null);
create policy swept on manifests for select to interline_gate using (true);
grant select, insert, delete on manifests to interline_app;
grant update (pre_advised_at, tendered_at, first_scan_at, settle_at, settled_at) on manifests to interline_app;
grant select (id, mode, giver_id, receiver_id, settle_at, settled_at) on manifests to interline_gate;

alter table manifest_items enable row level security;
alter table manifest_items force row level security;
create policy seen on manifest_items for select to interline_app
  using (mode = app_mode() and app_party() in (giver_id, receiver_id));
create policy made on manifest_items for insert to interline_app
  with check (mode = app_mode() and giver_id = app_party() and receiver_id is null
    and exists (select from manifests where manifests.id = manifest_id and manifests.giver_id = app_party()));
create policy changed on manifest_items for update to interline_app
  using (mode = app_mode() and app_party() in (giver_id, receiver_id));
create policy withdrawn on manifest_items for delete to interline_app
  using (mode = app_mode() and giver_id = app_party() and receiver_id is null);
grant select, insert, delete on manifest_items to interline_app;
grant update (receiver_id, status) on manifest_items to interline_app;

alter table handover_acts enable row level security;
alter table handover_acts force row level security;
create policy seen on handover_acts for select to interline_app
  using (mode = app_mode() and app_party() in (giver_id, receiver_id));
create policy own on handover_acts for insert to interline_app
  with check (mode = app_mode() and party_id = app_party() and exists (
    select from manifests where manifests.id = manifest_id
      and manifests.giver_id = handover_acts.giver_id and manifests.receiver_id = handover_acts.receiver_id));
grant select, insert on handover_acts to interline_app;

alter table evidence enable row level security;
alter table evidence force row level security;
create policy seen on evidence for select to interline_app
  using (mode = app_mode() and app_party() in (giver_id, receiver_id));
create policy own on evidence for insert to interline_app
  with check (mode = app_mode() and uploaded_by = app_party() and exists (
    select from manifests where manifests.id = manifest_id and manifests.pre_advised_at is not null
      and manifests.giver_id = evidence.giver_id and manifests.receiver_id = evidence.receiver_id));
grant select, insert on evidence to interline_app;
`;
