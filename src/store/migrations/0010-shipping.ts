/**
 * What a parcel is known by outside: its tracking number, which is on its label. It is unique among live shipments and among
 * test ones, and hard to guess. Rows from before get one in the carrier's own form: its code, twelve random digits and
 * their GS1 check digit.
 *
 * Whether a number is taken is told across parties, since numbers are unique across them; nothing else is.
 */
export const sql = `
set local role interline_owner;

alter table shipments
  add column tracking_number text collate "C",
  add column promise_agreement text,
  add column promise_version integer,
  add column recipient_digipin text,
  add column return_to_pin text,
  add column return_since timestamptz,
  add column upload_id text collate "C";

-- The owner's rows are hidden from itself by policies that need a party; filling a column needs none.
alter table shipments no force row level security;
alter table organisations no force row level security;
create function pg_temp.own_number(code text) returns text language plpgsql volatile as $$
declare
  digits text;
  total integer := 0;
begin
  digits := lpad(((('x' || substr(md5(gen_random_uuid()::text), 1, 15))::bit(60)::bigint) % 1000000000000)::text, 12, '0');
  for place in 1..12 loop
    total := total + substr(digits, place, 1)::integer * case when place % 2 = 0 then 3 else 1 end;
  end loop;
  return left(upper(regexp_replace(code, '[^A-Za-z0-9]', '', 'g')), 8) || digits || (10 - total % 10) % 10;
end
$$;
update shipments set tracking_number = pg_temp.own_number(o.code) from organisations o where o.id = owner_id;
do $$
begin
  loop
    update shipments s set tracking_number = pg_temp.own_number(o.code) from organisations o
    where o.id = s.owner_id and exists (
      select from shipments t where t.tracking_number = s.tracking_number and t.mode = s.mode and t.id < s.id);
    exit when not found;
  end loop;
end
$$;
drop function pg_temp.own_number;
alter table organisations force row level security;
alter table shipments force row level security;

alter table shipments alter column tracking_number set not null;
create index shipments_of_upload on shipments (upload_id, id desc) where upload_id is not null;
create unique index shipments_by_tracking_number on shipments (tracking_number, mode);

create or replace view carried_shipments as
select
  c.shipment_id as id, s.mode, s.owner_id, s.status, s.product, s.origin, s.destination_pin, s.ready_at, s.promised_by, s.weight_g,
  s.volume_ml, s.longest_side_cm, s.goods, s.cod_minor, s.created_at, s.cancelled_at,
  c.agreement_version_id, c.received_at,
  case when 'recipient_name' = any(granted.fields) then s.recipient_name end as recipient_name,
  case when 'recipient_phone' = any(granted.fields) then s.recipient_phone end as recipient_phone,
  case when 'recipient_address' = any(granted.fields) then s.recipient_address end as recipient_address,
  s.tracking_number,
  case when 'recipient_address' = any(granted.fields) then s.recipient_digipin end as recipient_digipin,
  s.return_to_pin, s.return_since
from carriages c
join shipments s on s.id = c.shipment_id
left join lateral (
  select array(select unnest(v.after_custody) except select unnest(v.never)) as fields
  from agreement_versions v
  where v.id = c.agreement_version_id and c.received_at is not null
) granted on true
where c.partner_id = app_party();

grant update (destination_pin, promised_by, promise_agreement, promise_version, recipient_name, recipient_phone, recipient_address,
  recipient_digipin, return_to_pin, return_since) on shipments to interline_app;

create policy numbers on shipments for select to interline_gate using (true);
grant select (tracking_number, mode) on shipments to interline_gate;
set local role none;
grant create on schema public to interline_gate;
set local role interline_gate;

create function taken_tracking_numbers(wanted text[], wanted_mode text) returns setof text
language sql stable security definer set search_path = public, pg_temp as $$
  select s.tracking_number from shipments s where s.tracking_number = any(wanted) and s.mode = wanted_mode
$$;
revoke execute on function taken_tracking_numbers from public;
grant execute on function taken_tracking_numbers to interline_app;
set local role none;
revoke create on schema public from interline_gate;
`;
