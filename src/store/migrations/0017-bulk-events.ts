/**
 * Events are added from columns instead of from JSON: each parameter has one value for each row, between unit separators, and nothing
 * where there is none. Notices keep their JSON as it was written, since they are only ever passed on.
 */
export const sql = `
set local role interline_owner;

/*
 * Moves the states of shipments on and adds records to their logs. A log is continued only where its state is still the one that the
 * caller read: at the sequence \`befores\`, and, where the caller did not lock it, written by the transaction \`writtens\`; only by
 * who owns or carries the shipment, and in that party's own name; a shipper may say what a sender can know, in the name of its carrier.
 * All or nothing. A state that moved meanwhile is told as a failure to serialise, so the caller may try again.
 */
create function append_records(
  months date[],
  shipments text, befores text, writtens text, sequences text, hashes text, recorded_ms text, states text, custodians text,
  responsibles text, directions text, places text, since_ms text, last_seen_ms text, damages text, containers text,
  tendered_tos text, handovers text, last_events text, fingerprints text,
  record_shipments text, record_sequences text, record_recorded_ms text, kinds text, device_ms text, bodies text, previouses text,
  record_hashes text, states_wanted integer, records_wanted integer
) returns void
language plpgsql volatile security definer set search_path = public, pg_temp
-- Rows are found by their keys, whatever a database that nobody has analysed believes of its tables, or believed when it made the
-- plan: for a limit that is not known it reckons with one row, and so looks up each.
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set enable_material = off
set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  u constant text := E'\\x1f';
  epoch constant timestamptz := 'epoch';
  ms constant interval := '1 millisecond';
  month date;
  carrier text := (select carrier_id from organisations where id = app_party()); -- of a shipper
  moved integer;
  opened integer := 0;
  appended integer;
begin
  foreach month in array months loop
    perform make_events_partition(month);
  end loop;
  -- In the order of the ids, as everybody locks them.
  update custody_states c set
    sequence = s.sequence::integer, hash = decode(s.hash, 'hex'),
    opened_at = coalesce(c.opened_at, epoch + s.recorded::bigint * ms), recorded_at = epoch + s.recorded::bigint * ms,
    state = s.state, custodian = s.custodian, responsible = s.responsible, direction = s.direction, place = s.place,
    since_at = epoch + s.since::bigint * ms, last_seen_at = epoch + s.last_seen::bigint * ms, damaged = s.damaged::boolean,
    container = s.container, tendered_to = s.tendered_to, handover = s.handover, last_event = s.last_event,
    known = c.known || coalesce(s.fingerprint, '')
  from (select * from unnest(
    string_to_array(shipments, u, ''), string_to_array(befores, u, ''), string_to_array(writtens, u, ''),
    string_to_array(sequences, u, ''), string_to_array(hashes, u, ''), string_to_array(recorded_ms, u, ''),
    string_to_array(states, u, ''), string_to_array(custodians, u, ''), string_to_array(responsibles, u, ''),
    string_to_array(directions, u, ''), string_to_array(places, u, ''), string_to_array(since_ms, u, ''),
    string_to_array(last_seen_ms, u, ''), string_to_array(damages, u, ''), string_to_array(containers, u, ''),
    string_to_array(tendered_tos, u, ''), string_to_array(handovers, u, ''), string_to_array(last_events, u, ''),
    string_to_array(fingerprints, u, '')
  ) as t (
    shipment_id, before, written, sequence, hash, recorded, state, custodian, responsible, direction, place, since, last_seen, damaged,
    container, tendered_to, handover, last_event, fingerprint) limit states_wanted) s
  where c.shipment_id = s.shipment_id and c.sequence = s.before::integer
    and (s.written is null or c.xmin = s.written::xid);
  get diagnostics moved = row_count;
  if moved < states_wanted then
    insert into custody_states (
      shipment_id, mode, owner_id, shipper_id, partner_ids, sequence, hash, opened_at, recorded_at, state, custodian,
      responsible, direction, place, since_at, last_seen_at, damaged, container, tendered_to, handover, last_event, known)
    select
      s.shipment_id, p.mode, p.owner_id, p.shipper_id,
      array(select partner_id from carriages where shipment_id = p.id order by partner_id), s.sequence::integer,
      decode(s.hash, 'hex'), epoch + s.recorded::bigint * ms, epoch + s.recorded::bigint * ms, s.state, s.custodian, s.responsible,
      s.direction, s.place, epoch + s.since::bigint * ms, epoch + s.last_seen::bigint * ms, s.damaged::boolean, s.container,
      s.tendered_to, s.handover, s.last_event, coalesce(s.fingerprint, '')
    from (select * from unnest(
      string_to_array(shipments, u, ''), string_to_array(befores, u, ''), string_to_array(sequences, u, ''),
      string_to_array(hashes, u, ''), string_to_array(recorded_ms, u, ''), string_to_array(states, u, ''),
      string_to_array(custodians, u, ''), string_to_array(responsibles, u, ''), string_to_array(directions, u, ''),
      string_to_array(places, u, ''), string_to_array(since_ms, u, ''), string_to_array(last_seen_ms, u, ''),
      string_to_array(damages, u, ''), string_to_array(containers, u, ''), string_to_array(tendered_tos, u, ''),
      string_to_array(handovers, u, ''), string_to_array(last_events, u, ''), string_to_array(fingerprints, u, '')
    ) as t (
      shipment_id, before, sequence, hash, recorded, state, custodian, responsible, direction, place, since, last_seen, damaged,
      container, tendered_to, handover, last_event, fingerprint) limit states_wanted) s
    cross join lateral (
      select id, mode, owner_id, shipper_id from shipments where id = s.shipment_id limit 1) p
    where s.before is null;
    get diagnostics opened = row_count;
  end if;
  if moved + opened < states_wanted then
    raise exception 'the logs of % shipments cannot all be continued by %', states_wanted, app_party()
      using errcode = 'serialization_failure';
  end if;
  insert into events (shipment_id, sequence, recorded_at, mode, party_id, kind, device_at, body, previous, hash)
  select
    e.shipment_id, e.sequence::integer, epoch + e.recorded::bigint * ms, app_mode(), coalesce(carrier, app_party()), e.kind,
    epoch + e.device::bigint * ms, e.body, decode(e.previous, 'hex'), decode(e.hash, 'hex')
  from unnest(
    string_to_array(record_shipments, u), string_to_array(record_sequences, u), string_to_array(record_recorded_ms, u),
    string_to_array(kinds, u), string_to_array(device_ms, u), string_to_array(bodies, u), string_to_array(previouses, u),
    string_to_array(record_hashes, u)
  ) as e (shipment_id, sequence, recorded, kind, device, body, previous, hash)
  where carrier is null or e.kind in ('booked', 'labelled', 'redirected', 'cancelled', 'return_started');
  get diagnostics appended = row_count;
  if appended <> records_wanted then
    raise exception 'not all of % records may be said by %', records_wanted, app_party() using errcode = 'insufficient_privilege';
  end if;
end
$$;
revoke execute on function append_records from public;
grant execute on function append_records to interline_app;
drop function append_events(date[], json, integer, integer);

-- As above: each row is looked up, however many there are.
create function set_exception_checks(shipments text, check_ms text, wanted integer) returns void
language plpgsql volatile set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set enable_material = off
set plan_cache_mode = force_generic_plan as $$
begin
  update exception_checks c set check_at = 'epoch'::timestamptz + s.ms::bigint * interval '1 millisecond'
  from (
    select * from unnest(string_to_array(shipments, E'\\x1f'), string_to_array(check_ms, E'\\x1f')) as t (shipment_id, ms) limit wanted) s
  where c.shipment_id = s.shipment_id;
end
$$;
revoke execute on function set_exception_checks from public;
grant execute on function set_exception_checks to interline_app;

alter table notices alter column data type json using data::json;
`;
