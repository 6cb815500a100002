/**
 * Notices: what parties are told of as it happens, written in the transaction of what happened, one row for each party that is told.
 *
 * A sequence gives positions in the order of asking, not of committing, so a reader that has seen position 12 may yet meet an 11. It
 * therefore reads up to \`notice_horizon()\` only, below which everything has ended. Whoever writes notices holds a shared lock
 * until its transaction ends, whose number is a position below all that it takes; the horizon is the least of these numbers.
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
`;
