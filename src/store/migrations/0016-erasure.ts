/**
 * Personal data is erased when it is no longer needed: the recipient of a shipment, and what events said about people. The
 * custody log holds salted hashes only, so it stays as it is and is as whole as before.
 */
export const sql = `
set local role interline_owner;

alter table custody_states add column personal_erased_at timestamptz;
create index custody_states_to_erase on custody_states (since_at)
  where personal_erased_at is null and state in ('delivered', 'returned', 'cancelled', 'lost', 'disposed');
grant select (state, since_at, personal_erased_at) on custody_states to interline_jobs;

create policy erased on shipments for update to interline_owner using (mode = app_mode() and owner_id = app_party());
create policy erased_seen on event_openings for select to interline_owner
  using (mode = app_mode() and exists (
    select from custody_states s where s.shipment_id = event_openings.shipment_id and s.owner_id = app_party()));
create policy erased on event_openings for delete to interline_owner
  using (mode = app_mode() and exists (
    select from custody_states s where s.shipment_id = event_openings.shipment_id and s.owner_id = app_party()));

-- For shipments of the acting carrier; tells those whose data was there until now.
create function erase_personal_data(wanted text[], at timestamptz) returns setof text
language sql volatile security definer set search_path = public, pg_temp as $$
  delete from event_openings where shipment_id = any(wanted);
  update shipments
  set recipient_name = null, recipient_phone = null, recipient_address = null, recipient_digipin = null
  where id = any(wanted);
  update custody_states set personal_erased_at = at
  where shipment_id = any(wanted) and owner_id = app_party() and personal_erased_at is null
  returning shipment_id
$$;
revoke execute on function erase_personal_data from public;
grant execute on function erase_personal_data to interline_app;

-- What is told later is erased later.
create function told_again() returns trigger
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  update custody_states s set personal_erased_at = null
  where s.personal_erased_at is not null and s.shipment_id in (select shipment_id from added);
  return null;
end
$$;
create trigger told_again after insert on event_openings referencing new table as added
  for each statement execute function told_again();
`;
