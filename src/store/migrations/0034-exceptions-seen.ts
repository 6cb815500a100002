/**
 * Exceptions of others' parcels that a carrier is responsible for stand in indexes of their own: most exceptions are of who is responsible
 * for them, and were walked over to find the few that are not. The rule of who sees which asks once in each statement, instead of for
 * each row, who is asking: that was most of what counting them took.
 */
export const sql = `
set local role interline_owner;

drop index exceptions_of_responsible;
drop index exceptions_of_responsible_urgent;
create index exceptions_of_responsible on shipment_exceptions (responsible_id, mode, id desc)
  where responsible_id <> owner_id;
create index exceptions_of_responsible_urgent on shipment_exceptions (responsible_id, mode, urgency, due_order, id)
  where cleared_at is null and responsible_id <> owner_id;

alter policy own on shipment_exceptions
  using (mode = (select app_mode()) and ((select app_party()) in (owner_id, shipper_id)
    or (responsible_id = (select app_party()) and exists (
      select from carriages where carriages.partner_id = (select app_party())
        and carriages.shipment_id = shipment_exceptions.shipment_id))));
`;
