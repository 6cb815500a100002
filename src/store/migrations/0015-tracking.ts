/**
 * Signed heads of custody logs, and shipments by their tracking number: for parties as far as they see them, and for anybody as far as
 * it is public. What is public: where a live parcel stands and what happened to it, without people, weights and evidence.
 */
export const sql = `
set local role interline_owner;

create table custody_heads (
  shipment_id text collate "C" not null,
  sequence integer not null,
  party_id text collate "C" not null references organisations,
  key_id text collate "C" not null,
  mode text not null,
  hash bytea not null,
  signed_ms bigint not null,
  signature text not null,
  primary key (shipment_id, sequence, party_id, key_id)
);
alter table custody_heads enable row level security;
alter table custody_heads force row level security;
create policy seen on custody_heads for select to interline_app
  using (mode = app_mode() and exists (
    select from custody_states where custody_states.shipment_id = custody_heads.shipment_id));
create policy signed on custody_heads for insert to interline_app
  with check (mode = app_mode() and party_id = app_party() and exists (
    select from custody_states where custody_states.shipment_id = custody_heads.shipment_id));
grant select, insert on custody_heads to interline_app;

-- As the owner of the tables, who sees of shipments what the acting party owns or carries.
create function shipments_by_number(wanted text[]) returns table (id text, tracking_number text)
language sql stable security definer set search_path = public, pg_temp as $$
  select s.id, s.tracking_number from shipments s where s.tracking_number = any(wanted) and s.mode = app_mode()
$$;
revoke execute on function shipments_by_number from public;
grant execute on function shipments_by_number to interline_app;

create policy tracked on custody_states for select to interline_gate using (mode = 'live');
create policy tracked on events for select to interline_gate using (mode = 'live');
grant select (id, owner_id, promised_by) on shipments to interline_gate;
grant select (shipment_id, mode, sequence, hash) on custody_states to interline_gate;
grant select (shipment_id, mode, sequence, body) on events to interline_gate;
set local role none;
grant create on schema public to interline_gate;
set local role interline_gate;

create function track(wanted text) returns table (owner text, promised_by timestamptz, events json)
language sql stable security definer set search_path = public, pg_temp as $$
  select o.code, s.promised_by, coalesce((
    select json_agg(e.body::jsonb - array['personal', 'actor', 'evidence', 'weightG', 'handover', 'container']
      order by e.sequence)
    from events e where e.shipment_id = s.id), '[]')
  from shipments s
  join organisations o on o.id = s.owner_id
  where s.tracking_number = wanted and s.mode = 'live'
$$;
revoke execute on function track from public;
grant execute on function track to interline_app;
set local role none;
revoke create on schema public from interline_gate;
`;
