import { DAILY, HOUR_SEC } from '../../base/civil-time.js';
import { NONE } from '../../base/none.js';
import { UNLIMITED } from '../../domain/network.js';
import type { FeedContext } from './feed-context.js';
import { limit } from './read-facilities.js';
import type { Column, Table } from '../tables/table.js';

const DEFAULT_LOAD_BY_SEC = 9 * HOUR_SEC;
const DEFAULT_DELIVER_BY_SEC = 18 * HOUR_SEC;
const DEFAULT_ACCEPT_BY_SEC = 18 * HOUR_SEC;

/** Trips of the network that a draft has become, and the calls of a draft by their sequence. */
export interface TripLookup {
  /** Trips of the network of a draft: one, or one for each departure of frequencies.txt. */
  tripsOf(draft: number): readonly number[];
  /** Position of the call with a stop_sequence, NONE when the draft has none such. */
  callOf(draft: number, sequence: number): number;
  callCount(draft: number): number;
}

/** Reads the tables that freight adds to GTFS: delivery, pickup, options, own_traffic. All are optional. */
export function readFreight(context: FeedContext, lookup: TripLookup): void {
  const { folder, faults } = context;
  const delivery = folder.open('delivery.txt', faults);
  if (delivery) readDeliveries(context, delivery);
  const pickup = folder.open('pickup.txt', faults);
  if (pickup) readPickups(context, pickup);
  const options = folder.open('options.txt', faults);
  if (options) readOptions(context, options, lookup);
  const ownTraffic = folder.open('own_traffic.txt', faults);
  if (ownTraffic) readOwnTraffic(context, ownTraffic, lookup);
}

function readDeliveries(context: FeedContext, table: Table): void {
  const { deliveries } = context.network;
  const stop = table.column('stop_id', 'required');
  const pin = table.column('pin', 'required');
  const days = table.column('days');
  const loadBy = table.column('load_by');
  const deliverBy = table.column('deliver_by');
  const extraDays = table.column('extra_days');
  const perDay = table.column('parcels_per_day');
  const cost = table.column('cost_per_parcel');
  const weight = table.column('weight_kg_max');
  const cod = table.column('cod');
  table.warnUnknownColumns();
  while (table.next()) {
    const facility = context.stops.resolve(table, stop);
    const postalCode = postalCodeOf(context, table, pin);
    const loadBySec = table.clock(loadBy, DEFAULT_LOAD_BY_SEC);
    const deliverBySec = table.clock(deliverBy, Math.max(DEFAULT_DELIVER_BY_SEC, loadBySec));
    const extra = table.number(extraDays, 0, { max: 30, whole: true });
    if (deliverBySec + extra * 24 * HOUR_SEC < loadBySec) {
      const message = 'the round delivers before it is loaded';
      table.fault(deliverBy, {
        code: 'window_empty',
        message,
        suggestion: 'Delivery on a later day needs extra_days.',
      });
    }
    const row = {
      days: table.days(days, DAILY),
      parcelsPerDay: limit(table, perDay),
      cost: table.money(cost, 0, context.minorPerMajor),
      weightKgMax: limit(table, weight),
      cod: table.number(cod, 0, { max: 1, whole: true }),
    };
    if (facility === NONE || postalCode === NONE) continue;
    deliveries.facility.push(facility);
    deliveries.postalCode.push(postalCode);
    deliveries.days.push(row.days);
    deliveries.loadBySec.push(loadBySec);
    deliveries.deliverBySec.push(deliverBySec);
    deliveries.extraDays.push(extra);
    deliveries.parcelsPerDay.push(row.parcelsPerDay);
    deliveries.cost.push(row.cost);
    deliveries.weightKgMax.push(row.weightKgMax);
    deliveries.cod.push(row.cod);
  }
}

function readPickups(context: FeedContext, table: Table): void {
  const { pickups } = context.network;
  const stop = table.column('stop_id', 'required');
  const pin = table.column('pin', 'required');
  const days = table.column('days');
  const acceptBy = table.column('accept_by');
  table.warnUnknownColumns();
  while (table.next()) {
    const facility = context.stops.resolve(table, stop);
    const postalCode = postalCodeOf(context, table, pin);
    const mask = table.days(days, DAILY);
    const acceptBySec = table.clock(acceptBy, DEFAULT_ACCEPT_BY_SEC);
    if (facility === NONE || postalCode === NONE) continue;
    pickups.facility.push(facility);
    pickups.postalCode.push(postalCode);
    pickups.days.push(mask);
    pickups.acceptBySec.push(acceptBySec);
  }
}

function readOptions(context: FeedContext, table: Table, lookup: TripLookup): void {
  const { options } = context.network;
  const trip = table.column('trip_id', 'required');
  const cost = table.column('cost_per_run', 'required');
  const most = table.column('runs_max');
  table.warnUnknownColumns();
  while (table.next()) {
    const draft = context.trips.resolve(table, trip);
    if (table.isEmpty(cost)) table.requiredText(cost);
    const costPerRun = table.money(cost, 0, context.minorPerMajor);
    const runsMax = table.number(most, 1, { max: 1000, whole: true });
    if (runsMax === 0) {
      const message = 'allows no run at all';
      table.fault(most, { code: 'zero_capacity', severity: 'warning', message, suggestion: 'Leave the row out.' });
    }
    if (draft === NONE) continue;
    for (const index of lookup.tripsOf(draft)) {
      options.trip.push(index);
      options.costPerRun.push(costPerRun);
      options.runsMax.push(runsMax);
    }
  }
}

function readOwnTraffic(context: FeedContext, table: Table, lookup: TripLookup): void {
  const { ownTraffic } = context.network;
  const trip = table.column('trip_id', 'required');
  const sequence = table.column('stop_sequence', 'required');
  const days = table.column('days');
  const kg = table.column('kg');
  const litres = table.column('litres');
  table.warnUnknownColumns();
  while (table.next()) {
    const draft = context.trips.resolve(table, trip);
    const call = draft === NONE ? NONE : legOf(table, sequence, draft, lookup);
    const mask = table.days(days, DAILY);
    const usedKg = table.number(kg, 0);
    const usedLitres = table.number(litres, 0);
    if (call === NONE) continue;
    for (const index of lookup.tripsOf(draft)) {
      checkOwnTraffic(context, table, { column: kg, trip: index, used: usedKg });
      ownTraffic.trip.push(index);
      ownTraffic.call.push(call);
      ownTraffic.days.push(mask);
      ownTraffic.kg.push(usedKg);
      ownTraffic.litres.push(usedLitres);
    }
  }
}

/** Position of the call where the leg starts that a row names; NONE, with a fault, when the trip has no such leg. */
function legOf(table: Table, column: Column, draft: number, lookup: TripLookup): number {
  const text = table.requiredText(column);
  if (text === '') return NONE;
  const call = lookup.callOf(draft, table.number(column, 0, { whole: true }));
  if (call !== NONE && call + 1 < lookup.callCount(draft)) return call;
  table.fault(column, {
    code: 'unknown_reference',
    message: call === NONE ? 'the trip has no such stop_sequence' : 'no leg starts at the last stop of a trip',
    allowed: 'the stop_sequence at which a leg starts',
  });
  return NONE;
}

function checkOwnTraffic(
  context: FeedContext,
  table: Table,
  own: { column: Column; trip: number; used: number },
): void {
  const vehicle = context.network.trips.vehicle[own.trip];
  const capacity = vehicle === NONE ? UNLIMITED : context.network.vehicles.capacityKg[vehicle];
  if (own.used <= capacity) return;
  const message = 'own traffic is more than the vehicle holds; nothing is left for others';
  const suggestion = 'Maybe the column is in grams; it should be kilograms.';
  table.fault(own.column, {
    code: 'over_capacity',
    severity: 'warning',
    message,
    allowed: `up to ${capacity} kg`,
    suggestion,
  });
}

function postalCodeOf(context: FeedContext, table: Table, column: Column): number {
  const { bytes, start, end } = table.scanner;
  if (table.isEmpty(column)) {
    table.requiredText(column);
    return NONE;
  }
  const found = context.network.postalCodes.find(bytes, start[column], end[column]);
  return found === NONE ? context.network.postalCode(table.requiredText(column)) : found;
}
