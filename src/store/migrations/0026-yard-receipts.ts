/**
 * What came at handovers, in the receiver's yard.
 *
 * A container is in the yard of whoever received it with a row of that party's own. Its receipts, one for it and one for each thing that was
 * manifested in it, follow from the handover, and are made anew whenever that is folded anew. Handovers of the last 30 days that brought
 * containers are settled once more, which makes them.
 */
export const sql = `
set local role interline_owner;

alter table containers
  add column came_from text, -- code of who handed it over first; null: the party's own
  add column received_manifest_id text collate "C" references manifests,
  add column received_at timestamptz;
grant update (received_manifest_id, received_at) on containers to interline_app;

alter table manifest_items
  add column opens_at text,
  add column contents text check (contents in ('direct', 'mixed'));

create table yard_receipts (
  party_id text collate "C" not null references organisations,
  mode text not null check (mode in ('live', 'test')),
  manifest_id text collate "C" not null references manifests,
  kind text not null check (kind in ('piece', 'container')),
  item text collate "C" not null,
  came_in text collate "C" references containers,
  taken_out boolean not null,
  seal text,
  depth integer not null,
  at timestamptz not null,
  primary key (manifest_id, kind, item)
);
create index yard_receipts_of_item on yard_receipts (party_id, mode, item);
create index yard_receipts_inside on yard_receipts (came_in) where came_in is not null;

alter table yard_receipts enable row level security;
alter table yard_receipts force row level security;
create policy own on yard_receipts to interline_app
  using (party_id = app_party() and mode = app_mode())
  with check (party_id = app_party() and mode = app_mode() and exists (
    select from manifests where manifests.id = manifest_id and manifests.receiver_id = app_party()));
grant select, insert, update, delete on yard_receipts to interline_app;

alter table manifests no force row level security;
update manifests set settled_at = null
where container_count > 0 and settled_at is not null and settle_at > now() - interval '30 days';
alter table manifests force row level security;
set local role none;
`;
