/**
 * What was asked of the server, for each party its own: which operation, when, by whom, and how it was answered. Paths are those of the
 * interface, with their placeholders, so nothing in a row is about a person but the id of who asked. Rows are written in bulk
 * by the server's processes, after their requests were answered, and are forgotten when they are old or many.
 */
export const sql = `
set local role interline_owner;

create table request_log (
  id text collate "C" primary key,
  party_id text collate "C" not null references organisations,
  mode text not null check (mode in ('live', 'test')),
  at timestamptz not null,
  method text collate "C" not null,
  path text collate "C" not null,
  status smallint not null,
  ms integer not null,
  request_id text collate "C" not null,
  actor text collate "C" not null
);
create index request_log_of_party on request_log (party_id, id);
create index request_log_by_age on request_log using brin (at);

alter table request_log enable row level security;
alter table request_log force row level security;
create policy own on request_log for select to interline_app using (party_id = app_party());
create policy kept on request_log to interline_jobs using (true) with check (true);
grant select on request_log to interline_app;
grant select (id, party_id, at), insert, delete on request_log to interline_jobs;
`;
