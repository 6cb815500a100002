/** Server processes that share the database, each of which says every few seconds that it is there. */
export const sql = `
set local role interline_owner;

create table server_processes (
  id text collate "C" primary key,
  seen_at timestamptz not null
);
alter table server_processes enable row level security;
alter table server_processes force row level security;
create policy counted on server_processes to interline_jobs using (true) with check (true);
grant select, insert, update, delete on server_processes to interline_jobs;
set local role none;
`;
