/**
 * Files that are booked by a job: what is known of each, its bytes until the job has ended, and everything that is wrong with it. They are
 * their sender's own; a file's faults quote it, so they are forgotten like other personal data of requests.
 */
export const sql = `
set local role interline_owner;

create table uploads (
  id text collate "C" primary key,
  mode text not null check (mode in ('live', 'test')),
  party_id text collate "C" not null references organisations,
  state text not null default 'waiting'
    check (state in ('waiting', 'checking', 'booking', 'undoing', 'booked', 'refused', 'failed')),
  row_count integer,
  checked_count integer not null default 0,
  booked_count integer not null default 0,
  fault_count integer not null default 0,
  fault text,
  created_by text collate "C" not null,
  created_at timestamptz not null,
  ended_at timestamptz
);
create index uploads_of_party on uploads (party_id, mode, id);
create index uploads_ended on uploads (ended_at) where ended_at is not null;

create table upload_pieces (
  upload_id text collate "C" not null references uploads on delete cascade,
  piece integer not null,
  bytes bytea not null,
  primary key (upload_id, piece)
);

create table upload_faults (
  upload_id text collate "C" not null references uploads on delete cascade,
  number integer not null,
  fault jsonb not null,
  primary key (upload_id, number)
);

alter table uploads enable row level security;
alter table uploads force row level security;
create policy own on uploads to interline_app
  using (mode = app_mode() and party_id = app_party())
  with check (mode = app_mode() and party_id = app_party());
create policy aged on uploads to interline_jobs using (true);
grant select, insert on uploads to interline_app;
grant update (state, row_count, checked_count, booked_count, fault_count, fault, ended_at) on uploads to interline_app;
grant select (id, ended_at) on uploads to interline_jobs;

alter table upload_pieces enable row level security;
alter table upload_pieces force row level security;
create policy own on upload_pieces to interline_app
  using (exists (select from uploads u where u.id = upload_id))
  with check (exists (select from uploads u where u.id = upload_id));
grant select, insert, delete on upload_pieces to interline_app;

alter table upload_faults enable row level security;
alter table upload_faults force row level security;
create policy own on upload_faults to interline_app
  using (exists (select from uploads u where u.id = upload_id))
  with check (exists (select from uploads u where u.id = upload_id));
create policy aged on upload_faults to interline_jobs using (true);
grant select, insert, delete on upload_faults to interline_app;
grant select (upload_id), delete on upload_faults to interline_jobs;
`;
