/**
 * Shipments, and who of the partners carries them on. A shipment belongs to the carrier whose customer booked it, and to that shipper
 * if there is one: those two read the table. A partner sees it from the moment it is to carry it, through
 * \`carried_shipments\` only: there, whose it is and what is in it are left out, and who receives it shows once custody has
 * passed, as far as the agreement grants it.
 *
 * Mode keeps what is made with test keys apart.
 */
export const sql = `
set local role interline_owner;

create table shipments (
  id text collate "C" primary key,
  mode text not null check (mode in ('live', 'test')),
  owner_id text collate "C" not null references organisations,
  shipper_id text collate "C" references organisations,
  status text not null check (status in ('booked', 'cancelled')),
  reference text,
  product text not null,
  origin text not null,
  destination_pin text not null,
  ready_at timestamptz not null,
  promised_by timestamptz,
  weight_g integer not null,
  volume_ml integer not null,
  longest_side_cm integer,
  goods text[] not null,
  cod_minor bigint not null,
  value_minor bigint not null,
  item_description text,
  recipient_name text,
  recipient_phone text,
  recipient_address text,
  created_by text collate "C" not null,
  created_at timestamptz not null,
  cancelled_at timestamptz,
  unique (id, owner_id, mode)
);
create index shipments_of_owner on shipments (owner_id, mode, id desc);
create index shipments_of_shipper on shipments (shipper_id, mode, id desc) where shipper_id is not null;
create index shipments_by_reference on shipments (owner_id, reference, id desc) where reference is not null;
create index shipments_by_destination on shipments (owner_id, destination_pin, id desc);
create index shipments_cancelled on shipments (owner_id, mode, id desc) where status = 'cancelled';

create table carriages (
  partner_id text collate "C" not null references organisations,
  shipment_id text collate "C" not null,
  owner_id text collate "C" not null,
  mode text not null,
  agreement_version_id text collate "C" not null references agreement_versions,
  assigned_at timestamptz not null,
  received_at timestamptz,
  primary key (partner_id, shipment_id),
  foreign key (shipment_id, owner_id, mode) references shipments (id, owner_id, mode),
  check (partner_id <> owner_id)
);
create index carriages_of_shipment on carriages (shipment_id);

alter table carriages enable row level security;
alter table carriages force row level security;
create policy assigned on carriages for insert to interline_app
  with check (mode = app_mode() and owner_id = app_party() and received_at is null);
create policy received on carriages for update to interline_app
  using (mode = app_mode() and partner_id = app_party());
grant select, insert on carriages to interline_app;
grant update (received_at) on carriages to interline_app;

alter table shipments enable row level security;
alter table shipments force row level security;
create policy own on shipments for select to interline_app, interline_owner
  using (mode = app_mode() and (owner_id = app_party() or shipper_id = app_party()));
create policy carried on shipments for select to interline_owner
  using (mode = app_mode() and exists (
    select from carriages where partner_id = app_party() and shipment_id = shipments.id));
create policy booked on shipments for insert to interline_app
  with check (mode = app_mode() and case
    when owner_id = app_party() then shipper_id is null
      or exists (select from organisations where organisations.id = shipper_id and carrier_id = owner_id)
    else shipper_id = app_party()
      and exists (select from organisations where organisations.id = shipper_id and carrier_id = owner_id)
    end);
create policy changed on shipments for update to interline_app
  using (mode = app_mode() and (owner_id = app_party() or shipper_id = app_party()));
grant select, insert on shipments to interline_app;
grant update (status, cancelled_at) on shipments to interline_app;

-- A shipper may know who carries its parcel on; what it owns is what the policies of shipments let a request see.
create policy seen on carriages for select to interline_app
  using (mode = app_mode() and (app_party() in (partner_id, owner_id)
    or exists (select from shipments where shipments.id = shipment_id)));
create policy seen_in_view on carriages for select to interline_owner
  using (mode = app_mode() and app_party() in (partner_id, owner_id));

create view carried_shipments as
select
  c.shipment_id as id, s.mode, s.owner_id, s.status, s.product, s.origin, s.destination_pin, s.ready_at, s.promised_by, s.weight_g,
  s.volume_ml, s.longest_side_cm, s.goods, s.cod_minor, s.created_at, s.cancelled_at,
  c.agreement_version_id, c.received_at,
  case when 'recipient_name' = any(granted.fields) then s.recipient_name end as recipient_name,
  case when 'recipient_phone' = any(granted.fields) then s.recipient_phone end as recipient_phone,
  case when 'recipient_address' = any(granted.fields) then s.recipient_address end as recipient_address
from carriages c
join shipments s on s.id = c.shipment_id
left join lateral (
  select array(select unnest(v.after_custody) except select unnest(v.never)) as fields
  from agreement_versions v
  where v.id = c.agreement_version_id and c.received_at is not null
) granted on true
where c.partner_id = app_party();
grant select on carried_shipments to interline_app;
`;
