/**
 * Messages between posts and carriers about despatches: what was received, as it was received, and the transport that was booked. What became
 * of a bag is read from them, so that nothing is kept twice.
 */
export const sql = `
set local role interline_owner;

create table postal_messages (
  id text collate "C" primary key,
  mode text not null check (mode in ('live', 'test')),
  owner_id text collate "C" not null references organisations,
  direction text not null check (direction in ('received', 'sent')),
  message text not null, -- EMSEVT, RESDES, RESDIT, CARDIT
  partner text collate "C" not null, -- who sent it, or to whom it is sent
  reference text collate "C" not null,
  despatch_id text collate "C" references export_despatches,
  document jsonb not null,
  results jsonb not null, -- what came of each of its events
  created_by text collate "C" not null,
  created_at timestamptz not null,
  unique (owner_id, mode, direction, partner, message, reference)
);
create index postal_messages_of_owner on postal_messages (owner_id, mode, id desc);
create index postal_messages_of_despatch on postal_messages (despatch_id, id) where despatch_id is not null;
create index postal_messages_by_age on postal_messages (created_at);

alter table postal_messages enable row level security;
alter table postal_messages force row level security;
create policy own on postal_messages to interline_app
  using (mode = app_mode() and owner_id = app_party()) with check (mode = app_mode() and owner_id = app_party());
create policy aged on postal_messages to interline_jobs using (true);
grant select, insert on postal_messages to interline_app;
grant select (id, created_at), delete on postal_messages to interline_jobs;
set local role none;
`;
