/** Answers that were given to requests with an \`Idempotency-Key\`, so that the same request does nothing twice. */
export const sql = `
set local role interline_owner;

create table idempotency_keys (
  party_id text collate "C" not null references organisations,
  mode text not null check (mode in ('live', 'test')),
  key text collate "C" not null,
  request_hash text not null,
  status integer,
  answer text,
  created_at timestamptz not null,
  primary key (party_id, mode, key)
);
create index idempotency_keys_by_age on idempotency_keys (created_at);

alter table idempotency_keys enable row level security;
alter table idempotency_keys force row level security;
create policy own on idempotency_keys to interline_app
  using (party_id = app_party() and mode = app_mode())
  with check (party_id = app_party() and mode = app_mode());
create policy swept on idempotency_keys for delete to interline_gate using (true);
create policy swept_seen on idempotency_keys for select to interline_gate using (true);
grant select, insert on idempotency_keys to interline_app;
grant update (status, answer) on idempotency_keys to interline_app;
grant select (created_at), delete on idempotency_keys to interline_gate;
`;
