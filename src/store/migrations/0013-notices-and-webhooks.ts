/**
 * Notices: what parties are told of as it happens, written in the transaction of what happened, one row for each party that is told.
 *
 * A sequence gives positions in the order of asking, not of committing, so a reader that has seen position 12 may yet meet an 11. It
 * therefore reads up to \`notice_horizon()\` only, below which everything has ended. Whoever writes notices holds a shared lock
 * until its transaction ends, whose number is a position below all that it takes; the horizon is the least of these numbers.
 *
 * Webhooks: where a party wants its notices sent. An endpoint has taken notices up to a position; each became a delivery, which is
 * pending until it is delivered or dead, and every attempt at it is kept. Secrets must be read to sign, so they are sealed with a
 * key that the database does not have. Requests and the work itself act for the party; \`interline_jobs\` only finds out what is due.
 */
export const sql = `
set local role interline_owner;

create sequence notice_positions;

create table notices (
  party_id text collate "C" not null references organisations,
  mode text not null check (mode in ('live', 'test')),
  position bigint not null default nextval('notice_positions'),
  id text collate "C" not null,
  type text collate "C" not null,
  subject text collate "C" not null,
  at timestamptz not null,
  data jsonb not null,
  primary key (party_id, mode, position)
);
create index notices_by_id on notices (id);
create index notices_by_age on notices using brin (at);

alter table notices enable row level security;
alter table notices force row level security;
create policy own on notices for select to interline_app using (party_id = app_party() and mode = app_mode());
create policy told on notices for insert to interline_app with check (app_party() is not null and mode = app_mode());
create policy delivered on notices for select to interline_gate using (true);
create policy swept on notices for delete to interline_gate using (true);
grant select, insert on notices to interline_app;
grant select, delete on notices to interline_gate;
grant usage, select on sequence notice_positions to interline_app;

create function last_notice_position() returns bigint language sql volatile as
  $$ select case when is_called then last_value else 0 end from notice_positions $$;

-- A lock has 31 bits for the position; there are never as many between the oldest writer and the newest.
create function hold_notice_horizon() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock_shared(771023, (last_notice_position() & 2147483647)::integer);
  return null;
end
$$;
create trigger hold_horizon before insert on notices for each statement execute function hold_notice_horizon();

-- Rows must be read in a later statement than this one: its own snapshot was taken before it looked.
create function notice_horizon() returns bigint language plpgsql volatile as $$
declare
  newest bigint := last_notice_position();
  behind bigint;
begin
  select max(((newest & 2147483647) - objid::bigint + 3221225472) % 2147483648 - 1073741824) into behind
  from pg_locks
  where locktype = 'advisory' and classid = 771023 and objsubid = 2
    and database = (select oid from pg_database where datname = current_database());
  return newest - greatest(coalesce(behind, 0), 0);
end
$$;

-- Who may know of what happens to a shipment, whoever makes it happen: a partner is not told the shipper, yet the shipper is told.
grant select (id, mode, owner_id, shipper_id) on shipments to interline_gate;
grant select (shipment_id, mode, partner_id) on carriages to interline_gate;
create policy told_of on shipments for select to interline_gate using (mode = app_mode());
create policy told_of on carriages for select to interline_gate using (mode = app_mode());
set local role none;
grant create on schema public to interline_gate;
set local role interline_gate;

create function shipment_audiences(wanted text[]) returns table (shipment_id text, party_ids text[])
language sql stable security definer set search_path = public, pg_temp as $$
  select s.id, told.party_ids
  from shipments s
  cross join lateral (
    select array(
      select s.owner_id
      union select s.shipper_id where s.shipper_id is not null
      union select c.partner_id from carriages c where c.shipment_id = s.id
      order by 1
    ) as party_ids
  ) told
  where s.id = any(wanted) and s.mode = app_mode() and app_party() = any(told.party_ids)
$$;

revoke execute on function shipment_audiences from public;
grant execute on function shipment_audiences to interline_app;
set local role none;
revoke create on schema public from interline_gate;

set local role interline_owner;

create table webhook_endpoints (
  id text collate "C" primary key,
  organisation_id text collate "C" not null references organisations,
  mode text not null check (mode in ('live', 'test')),
  url text not null,
  types text[] not null,
  description text,
  created_by text collate "C" not null,
  created_at timestamptz not null,
  disabled_at timestamptz,
  disabled_because text check (disabled_because in ('asked', 'failing', 'gone')),
  failing_since timestamptz,
  position bigint not null,
  unique (id, organisation_id, mode),
  check ((disabled_at is null) = (disabled_because is null))
);
create index webhook_endpoints_of_organisation on webhook_endpoints (organisation_id, mode, id);

create table webhook_secrets (
  endpoint_id text collate "C" not null references webhook_endpoints on delete cascade,
  number integer not null,
  sealed text not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  primary key (endpoint_id, number)
);

create table webhook_deliveries (
  endpoint_id text collate "C" not null,
  position bigint not null,
  organisation_id text collate "C" not null,
  mode text not null,
  notice_id text collate "C" not null,
  type text collate "C" not null,
  status text not null default 'pending' check (status in ('pending', 'delivered', 'dead')),
  tries integer not null default 0,
  attempt_count integer not null default 0,
  due_at timestamptz not null,
  created_at timestamptz not null,
  ended_at timestamptz,
  primary key (endpoint_id, position),
  unique (endpoint_id, notice_id),
  foreign key (endpoint_id, organisation_id, mode)
    references webhook_endpoints (id, organisation_id, mode) on delete cascade
);
create index webhook_deliveries_due on webhook_deliveries (endpoint_id, due_at) where status = 'pending';
create index webhook_deliveries_by_age on webhook_deliveries (created_at);

create table webhook_attempts (
  endpoint_id text collate "C" not null,
  notice_id text collate "C" not null,
  number integer not null,
  at timestamptz not null,
  ms integer not null,
  status integer,
  error text,
  answer text,
  primary key (endpoint_id, notice_id, number),
  foreign key (endpoint_id, notice_id) references webhook_deliveries (endpoint_id, notice_id) on delete cascade
);

alter table webhook_endpoints enable row level security;
alter table webhook_endpoints force row level security;
alter table webhook_secrets enable row level security;
alter table webhook_secrets force row level security;
alter table webhook_deliveries enable row level security;
alter table webhook_deliveries force row level security;
alter table webhook_attempts enable row level security;
alter table webhook_attempts force row level security;
create policy own on webhook_endpoints to interline_app
  using (organisation_id = app_party() and mode = app_mode())
  with check (organisation_id = app_party() and mode = app_mode());
create policy own on webhook_secrets to interline_app
  using (exists (select from webhook_endpoints e where e.id = endpoint_id))
  with check (exists (select from webhook_endpoints e where e.id = endpoint_id));
create policy own on webhook_deliveries to interline_app
  using (organisation_id = app_party() and mode = app_mode())
  with check (organisation_id = app_party() and mode = app_mode());
create policy own on webhook_attempts to interline_app
  using (exists (select from webhook_endpoints e where e.id = endpoint_id))
  with check (exists (select from webhook_endpoints e where e.id = endpoint_id));
grant select, insert, update, delete on webhook_endpoints, webhook_secrets, webhook_deliveries to interline_app;
grant select, insert on webhook_attempts to interline_app;

create policy taken on notices for select to interline_jobs using (true);
create policy taken on webhook_endpoints to interline_jobs using (true) with check (true);
create policy taken on webhook_deliveries to interline_jobs using (true) with check (true);
grant select (party_id, mode, position, id, type) on notices to interline_jobs;
grant select (id, organisation_id, mode, types, position, disabled_at) on webhook_endpoints to interline_jobs;
grant update (position) on webhook_endpoints to interline_jobs;
grant select (endpoint_id, notice_id, status, due_at) on webhook_deliveries to interline_jobs;
grant insert on webhook_deliveries to interline_jobs;
create policy swept on webhook_deliveries for delete to interline_gate using (true);
create policy swept_seen on webhook_deliveries for select to interline_gate using (true);
grant select (created_at), delete on webhook_deliveries to interline_gate;
`;
