import { UNLIMITED } from '../domain/network.js';
import type { Band } from '../domain/workspace.js';
import type { Capacities, LegRoom } from './capacities.js';
import { dateOf, facilityName, legName } from './capacities.js';
import type { Findings } from './finding.js';
import type { RouteFacts } from './route-facts.js';
import type { Rules } from './rules.js';

/** What a plan uses of every resource. A leg's cell is its call times the horizon's days plus the service day. */
export interface Loads {
  readonly legG: Float64Array; // [calls * days] grams
  readonly legMl: Float64Array; // [calls * days] millilitres
  readonly blockG: Float64Array; // of these, partners' grams
  readonly blockMl: Float64Array;
  readonly round: Float64Array; // [facilities * days] parcels delivered
  readonly blockRound: Float64Array; // of these, partners'
  readonly hour: Map<number, number>; // parcels by facility * HOURS + hour
  readonly window: Map<number, number>; // parcels by (interchange * days + day) * WINDOWS + window
}

const HOURS = 1 << 16; // of a horizon; the longest is far below
const WINDOWS = 1 << 10; // of an interchange

export function emptyLoads(rules: Rules): Loads {
  const { calls, facilities } = rules.workspace.network;
  const cells = calls.count * rules.dayCount;
  const rounds = facilities.count * rules.dayCount;
  return {
    legG: new Float64Array(cells),
    legMl: new Float64Array(cells),
    blockG: new Float64Array(cells),
    blockMl: new Float64Array(cells),
    round: new Float64Array(rounds),
    blockRound: new Float64Array(rounds),
    hour: new Map(),
    window: new Map(),
  };
}

/** Adds `count` parcels of a party and band on one route. */
export function addLoads(
  rules: Rules,
  loads: Loads,
  facts: RouteFacts,
  of: { party: number; band: Band; count: number },
): void {
  const { trips, deliveries, facilities } = rules.workspace.network;
  for (const step of facts.steps) {
    if (step.kind === 'ride') {
      const cell = (trips.firstCall[step.trip] + step.call) * rules.dayCount + step.day;
      addTo(loads.legG, cell, of.count * of.band.g);
      addTo(loads.legMl, cell, of.count * of.band.ml);
      if (trips.party[step.trip] === of.party) continue;
      addTo(loads.blockG, cell, of.count * of.band.g);
      addTo(loads.blockMl, cell, of.count * of.band.ml);
    } else if (step.kind === 'deliver') {
      const facility = deliveries.facility[step.delivery];
      const cell = facility * rules.dayCount + step.day;
      addTo(loads.round, cell, of.count);
      if (facilities.party[facility] !== of.party) addTo(loads.blockRound, cell, of.count);
    }
  }
  for (const { facility, hour } of facts.unloads) addToMap(loads.hour, facility * HOURS + hour, of.count);
  for (const { step, day, window } of facts.windows) {
    const transfer = facts.steps[step];
    if (transfer?.kind !== 'transfer') continue;
    addToMap(loads.window, (transfer.interchange * rules.dayCount + day) * WINDOWS + window, of.count);
  }
}

/** Reports every resource of which more is used than there is. */
export function checkLoads(rules: Rules, loads: Loads, capacities: Capacities, findings: Findings): void {
  checkLegs(rules, loads, capacities, findings);
  checkRounds(rules, loads, capacities, findings);
  for (const [key, used] of loads.hour) {
    const facility = Math.floor(key / HOURS);
    const name = (): string => `hour:${facilityName(rules, facility)}@${key % HOURS}`;
    compare(findings, { name, used, capacity: capacities.hour(facility), unit: 'parcels' });
  }
  for (const [key, used] of loads.window) {
    const cell = Math.floor(key / WINDOWS);
    const interchange = Math.floor(cell / rules.dayCount);
    const id = rules.workspace.agreement?.interchanges[interchange]?.id;
    const name = (): string => `window:${id}@${dateOf(rules, cell % rules.dayCount)}#${key % WINDOWS}`;
    compare(findings, { name, used, capacity: capacities.window(interchange), unit: 'parcels' });
  }
}

function checkLegs(rules: Rules, loads: Loads, capacities: Capacities, findings: Findings): void {
  const { trips } = rules.workspace.network;
  const { dayCount } = rules;
  for (let trip = 0; trip < trips.count; trip++) {
    const first = trips.firstCall[trip];
    const legCount = trips.firstCall[trip + 1] - first - 1;
    for (let call = 0; call < legCount; call++) {
      for (let day = 0; day < dayCount; day++) {
        const cell = (first + call) * dayCount + day;
        if (loads.legG[cell] === 0 && loads.legMl[cell] === 0) continue;
        const name = (kind: string) => () => `${kind}:${legName(rules, trip, day, call)}`;
        const room: LegRoom = capacities.leg(trip, day, call);
        const used = (column: Float64Array): number => column[cell];
        compare(findings, { name: name('kg'), used: used(loads.legG), capacity: room.g, unit: 'g' });
        compare(findings, { name: name('l'), used: used(loads.legMl), capacity: room.ml, unit: 'ml' });
        compare(findings, { name: name('block-kg'), used: used(loads.blockG), capacity: room.blockG, unit: 'g' });
        compare(findings, { name: name('block-l'), used: used(loads.blockMl), capacity: room.blockMl, unit: 'ml' });
      }
    }
  }
}

function checkRounds(rules: Rules, loads: Loads, capacities: Capacities, findings: Findings): void {
  const { dayCount } = rules;
  for (let cell = 0; cell < loads.round.length; cell++) {
    const used = loads.round[cell];
    if (used === 0) continue;
    const [facility, day] = [Math.floor(cell / dayCount), cell % dayCount];
    const name = (kind: string) => () => `${kind}:${facilityName(rules, facility)}@${dateOf(rules, day)}`;
    compare(findings, { name: name('day'), used, capacity: capacities.round(facility), unit: 'parcels' });
    const partners = loads.blockRound[cell];
    if (partners === 0) continue;
    const capacity = capacities.blockRound(facility, day);
    compare(findings, { name: name('block-day'), used: partners, capacity, unit: 'parcels' });
  }
}

function compare(findings: Findings, of: { name: () => string; used: number; capacity: number; unit: string }): void {
  if (of.used <= of.capacity || of.capacity === UNLIMITED) return;
  findings.add('over_capacity', () => ({
    place: of.name(),
    planned: `${of.used} ${of.unit}`,
    recomputed: `${of.capacity} ${of.unit}`,
    message: `The plan uses ${of.used - of.capacity} ${of.unit} more of ${of.name()} than there is.`,
  }));
}

function addTo(column: Float64Array, cell: number, amount: number): void {
  column[cell] = column[cell] + amount;
}

function addToMap(map: Map<number, number>, key: number, amount: number): void {
  map.set(key, (map.get(key) ?? 0) + amount);
}
