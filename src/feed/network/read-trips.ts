import { NONE } from '../../base/none.js';
import { MODES, UNLIMITED } from '../../domain/network.js';
import { didYouMean } from '../../base/did-you-mean.js';
import { requiredTable, type FeedContext } from './feed-context.js';
import { limit } from './read-facilities.js';
import type { Services } from './read-services.js';
import type { Column, Table } from '../tables/table.js';

/** A row of trips.txt, before its calls are known. */
export interface TripDraft {
  readonly id: string;
  readonly name: string;
  readonly runs: Uint8Array | undefined; // [dayCount], undefined for an unknown service
  readonly vehicle: number;
  readonly refuses: number;
  readonly line: number;
}

/** Reads vehicles.txt into the network; a feed without it has vehicles without limits and costs. */
export function readVehicles(context: FeedContext): void {
  const table = context.folder.open('vehicles.txt', context.faults);
  if (!table) return;
  const { vehicles } = context.network;
  const id = table.column('vehicle_id', 'required');
  const mode = table.column('mode');
  const kg = table.column('capacity_kg');
  const litres = table.column('capacity_litres');
  const perRun = table.column('cost_per_run');
  const perKm = table.column('cost_per_km');
  const perKgKm = table.column('cost_per_kg_km');
  const co2 = table.column('co2_g_per_tonne_km');
  table.warnUnknownColumns();
  while (table.next()) {
    if (!context.vehicles.define(table, id, vehicles.id.length)) continue;
    vehicles.id.push(table.text(id));
    vehicles.party.push(context.party);
    vehicles.mode.push(table.oneOf(mode, MODES, 0));
    vehicles.capacityKg.push(limit(table, kg));
    vehicles.capacityLitres.push(limit(table, litres));
    vehicles.costPerRun.push(table.money(perRun, 0, context.minorPerMajor));
    vehicles.costPerKm.push(table.money(perKm, 0, context.minorPerMajor));
    vehicles.costPerKgKm.push(table.money(perKgKm, 0, context.minorPerMajor));
    vehicles.co2GPerTonneKm.push(table.number(co2, 0));
    checkUnits(table, kg, litres);
  }
}

/** Capacities that no vehicle of the mode has are most likely in another unit. */
function checkUnits(table: Table, kg: Column, litres: Column): void {
  const capacityKg = table.number(kg, UNLIMITED);
  const capacityLitres = table.number(litres, UNLIMITED);
  const warn = (column: Column, suggestion: string) => {
    const message = 'is far from what a vehicle carries';
    table.fault(column, { code: 'unit_suspicious', severity: 'warning', message, suggestion });
  };
  if (capacityKg !== UNLIMITED && capacityKg > 5_000_000)
    warn(kg, 'Maybe the column is in grams; it should be kilograms.');
  if (capacityKg > 0 && capacityKg < 2) warn(kg, 'Maybe the column is in tonnes; it should be kilograms.');
  if (capacityLitres > 0 && capacityLitres < 20 && capacityKg > 200) {
    warn(litres, 'Maybe the column is in cubic metres; it should be litres.');
  }
}

/** Reads routes.txt (for names) and trips.txt. The index of a draft is what `context.trips` resolves to. */
export function readTrips(context: FeedContext, services: Services): TripDraft[] {
  const routeNames = readRouteNames(context);
  const table = requiredTable(context, 'trips.txt');
  const drafts: TripDraft[] = [];
  if (!table) return drafts;
  const id = table.column('trip_id', 'required');
  const route = table.column('route_id');
  const service = table.column('service_id', 'required');
  const shortName = table.column('trip_short_name');
  const headsign = table.column('trip_headsign');
  const vehicle = table.column('vehicle_id');
  const handling = table.column('handling');
  while (table.next()) {
    if (!context.trips.define(table, id, drafts.length)) continue;
    const routeName = routeNames?.get(table.text(route));
    if (routeNames && routeName === undefined) reportRoute(table, route, routeNames);
    drafts.push({
      id: table.text(id),
      name: table.text(shortName) || routeName || table.text(headsign) || table.text(id),
      runs: runsOf(table, service, services),
      vehicle: table.isEmpty(vehicle) ? NONE : context.vehicles.resolve(table, vehicle),
      refuses: table.goods(handling),
      line: table.line,
    });
  }
  return drafts;
}

function readRouteNames(context: FeedContext): Map<string, string> | undefined {
  const table = context.folder.open('routes.txt', context.faults);
  if (!table) return undefined;
  const names = new Map<string, string>();
  const id = table.column('route_id', 'required');
  const shortName = table.column('route_short_name');
  const longName = table.column('route_long_name');
  while (table.next()) {
    const route = table.requiredText(id);
    if (route === '') continue;
    if (names.has(route)) {
      const message = 'the route is given twice; the first one counts';
      table.fault(id, { code: 'duplicate_id', message });
      continue;
    }
    const parts = [table.text(shortName), table.text(longName)].filter((part) => part !== '');
    names.set(route, parts.join(' '));
  }
  return names;
}

function reportRoute(table: Table, column: Column, names: ReadonlyMap<string, string>): void {
  // Routes only give names, so a trip without one still runs.
  table.fault(column, {
    code: 'unknown_reference',
    severity: 'warning',
    message: 'there is no such route',
    allowed: 'a route_id in routes.txt',
    suggestion:
      table.faults.countOf('unknown_reference', table.file) < 10
        ? didYouMean(table.text(column), names.keys())
        : undefined,
  });
}

function runsOf(table: Table, column: Column, services: Services): Uint8Array | undefined {
  const text = table.requiredText(column);
  if (text === '') return undefined;
  const service = services.ids.findText(text);
  if (service !== NONE) return services.runs[service];
  table.fault(column, {
    code: 'unknown_reference',
    message: 'there is no such service',
    allowed: 'a service_id in calendar.txt or calendar_dates.txt',
    suggestion:
      table.faults.countOf('unknown_reference', table.file) < 10 ? didYouMean(text, services.ids.texts()) : undefined,
  });
  return undefined;
}
