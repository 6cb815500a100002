import { DAILY } from '../../base/civil-time.js';
import { NONE } from '../../base/none.js';
import type { NetworkChange } from '../../domain/scenario.js';
import { tripPattern } from '../../domain/trip-pattern.js';
import type { Workspace } from '../../domain/workspace.js';
import { facilitiesByParty, facilityOf, partyOf, type AgreementContext } from '../agreement/agreement-context.js';
import { didYouMean } from '../../base/did-you-mean.js';
import { readPostalCodes } from './read-scenario-demand.js';
import { readServiceDays } from '../network/service-days.js';
import type { YamlValue } from '../tables/yaml-value.js';

const SLOWER_MAX = 20;
const RUNS_MAX = 1000;

/** Changes of the network, and a line for people on each. */
export interface NetworkChanges {
  readonly changes: NetworkChange[];
  readonly told: string[];
}

/** Reads `network`: facilities that close, trips that are cancelled, runs that may be added, slower roads. */
export function readNetworkChanges(value: YamlValue, workspace: Workspace): NetworkChanges {
  const read: NetworkChanges = { changes: [], told: [] };
  if (value.isAbsent) return read;
  value.only(['close', 'cancel', 'add_runs', 'slow_roads']);
  const { parties, products, network, minorPerMajor, currency } = workspace;
  const facilities = facilitiesByParty(network, parties.length);
  const context = { parties, products, network, minorPerMajor, currency, facilities };
  for (const item of value.get('close').items()) readClose(context, item, read);
  for (const item of value.get('cancel').items()) {
    const trips = readTrips(context, item.only(['trips', 'on']).get('trips'));
    read.changes.push({ kind: 'cancel', trips, days: readServiceDays(item.get('on'), workspace.calendar) });
    read.told.push(`cancelled: ${described(item, 'trips', 'on')}`);
  }
  for (const item of value.get('add_runs').items()) {
    const cost = item.only(['trips', 'cost_per_run', 'runs_max']).get('cost_per_run');
    read.changes.push({
      kind: 'add_runs',
      trips: readTrips(context, item.get('trips')),
      costPerRun: cost.isAbsent ? undefined : cost.money(0, minorPerMajor),
      runsMax: item.get('runs_max').number(1, { min: 1, max: RUNS_MAX, whole: true }),
    });
    read.told.push(`runs may be added: ${described(item, 'trips', 'cost_per_run', 'runs_max')}`);
  }
  for (const item of value.get('slow_roads').items()) {
    item.only(['times', 'in', 'on']);
    const suggestion = 'Give how long a journey takes of its usual time: 1.4 for 40 per cent longer.';
    read.changes.push({
      kind: 'slow_roads',
      times: item.get('times').required('a factor, such as 1.4').number(1, { min: 1, max: SLOWER_MAX, suggestion }),
      codes: readPostalCodes(item.get('in'), workspace),
      days: readServiceDays(item.get('on'), workspace.calendar),
    });
    read.told.push(`road times x ${described(item, 'times', 'in', 'on')}`);
  }
  return read;
}

function readClose(context: AgreementContext, item: YamlValue, read: NetworkChanges): void {
  const named = item.isScalar ? item : item.only(['facility', 'days']).get('facility').required('party:stop_id');
  const weekdays = item.isScalar ? DAILY : item.get('days').days(DAILY);
  const parts = split(named, 'party:stop_id, such as ats:SC-DEL');
  if (!parts) return;
  const party = partyOf(context, named, parts.party);
  const facility = party === NONE ? NONE : facilityOf(context, named, party, parts.rest);
  if (facility === NONE) return;
  read.changes.push({ kind: 'close', facility, weekdays });
  read.told.push(`closed: ${item.isScalar ? item.text('') : described(item, 'facility', 'days')}`);
}

function readTrips(context: AgreementContext, value: YamlValue): number[] {
  const trips: number[] = [];
  for (const item of value.isList ? value.items() : [value.required('party:trip pattern, such as ats:TRUCK-*')]) {
    const parts = split(item, 'party:trip pattern, such as ats:TRUCK-*');
    if (!parts) continue;
    const party = partyOf(context, item, parts.party);
    if (party === NONE) continue;
    const { id, party: owner } = context.network.trips;
    const pattern = tripPattern(parts.rest);
    const found = id.flatMap((name, trip) => (owner[trip] === party && pattern.test(name) ? [trip] : []));
    if (found.length === 0) {
      const own = id.filter((_, trip) => owner[trip] === party).slice(0, 20_000);
      item.fault({
        code: 'unknown_reference',
        message: 'no trip of the party matches',
        allowed: 'a trip_id, with * for any characters',
        suggestion: didYouMean(parts.rest.replaceAll('*', ''), own),
      });
    }
    for (const trip of found) trips.push(trip);
  }
  return [...new Set(trips)];
}

function split(value: YamlValue, allowed: string): { readonly party: string; readonly rest: string } | undefined {
  if (value.isAbsent) return undefined;
  const text = value.text('');
  const colon = text.indexOf(':');
  if (colon > 0 && colon < text.length - 1) return { party: text.slice(0, colon), rest: text.slice(colon + 1) };
  value.fault({ code: 'bad_pattern', message: 'does not name a party and what is meant of it', allowed });
  return undefined;
}

/** The values of some keys, as written. */
function described(item: YamlValue, ...keys: readonly string[]): string {
  return keys
    .map((key) => item.get(key))
    .filter((value) => !value.isAbsent)
    .map((value) =>
      value.isList
        ? value
            .items()
            .map((one) => one.text(''))
            .join(' ')
        : value.text(''),
    )
    .join(', ');
}
