import { formatDate } from '../base/civil-time.js';
import { UNLIMITED } from '../domain/network.js';
import type { Plan } from '../domain/plan.js';
import { blockAmount, wholeAmount } from './rules.js';
import type { Rules } from './rules.js';

/** A leg's four measures: the vehicle's room and the partners' block, grams and millilitres. */
export interface LegRoom {
  readonly g: number;
  readonly ml: number;
  readonly blockG: number;
  readonly blockMl: number;
}

/** Capacities of docs/model.md section 5 in whole units; UNLIMITED where nothing binds. */
export interface Capacities {
  readonly leg: (trip: number, day: number, call: number) => LegRoom;
  readonly hour: (facility: number) => number;
  readonly window: (interchange: number) => number;
  readonly round: (facility: number) => number;
  readonly blockRound: (facility: number, day: number) => number;
  /** What one optional run of an option adds to each leg. */
  readonly run: (option: number) => { readonly g: number; readonly ml: number };
}

/** Capacities of a workspace, with the optional runs that a plan opened, if any. */
export function capacitiesOf(rules: Rules, openedRuns: Plan['openedRuns'] = []): Capacities {
  const { network, agreement } = rules.workspace;
  const { trips, vehicles, options, facilities, deliveries, ownTraffic } = network;
  const perDay = new Float64Array(facilities.count);
  for (let row = 0; row < deliveries.count; row++) {
    const facility = deliveries.facility[row];
    perDay[facility] = Math.max(perDay[facility], deliveries.parcelsPerDay[row]);
  }
  const ownRows = new Map<number, number[]>();
  for (let row = 0; row < ownTraffic.count; row++) {
    const call = trips.firstCall[ownTraffic.trip[row]] + ownTraffic.call[row];
    ownRows.set(call, [...(ownRows.get(call) ?? []), row]);
  }
  const runs = new Map<number, { g: number; ml: number }>();
  const run = (option: number): { g: number; ml: number } => {
    const vehicle = trips.vehicle[options.trip[option]];
    return {
      g: wholeAmount((vehicles.capacityKg[vehicle] ?? UNLIMITED) * 1000),
      ml: wholeAmount((vehicles.capacityLitres[vehicle] ?? UNLIMITED) * 1000),
    };
  };
  for (const opened of openedRuns) {
    const key = options.trip[opened.option] * rules.dayCount + opened.day;
    const before = runs.get(key) ?? { g: 0, ml: 0 };
    const added = run(opened.option);
    runs.set(key, { g: before.g + added.g * opened.runs, ml: before.ml + added.ml * opened.runs });
  }
  return {
    leg: (trip, day, call) => {
      const vehicle = trips.vehicle[trip];
      const kg = vehicles.capacityKg[vehicle] ?? UNLIMITED;
      const litres = vehicles.capacityLitres[vehicle] ?? UNLIMITED;
      let [ownKg, ownLitres] = [0, 0];
      for (const row of ownRows.get(trips.firstCall[trip] + call) ?? []) {
        if (!rules.falls(ownTraffic.days[row], day)) continue;
        ownKg += ownTraffic.kg[row];
        ownLitres += ownTraffic.litres[row];
      }
      const added = runs.get(trip * rules.dayCount + day) ?? { g: 0, ml: 0 };
      return {
        g: wholeAmount((kg - ownKg) * 1000) + added.g,
        ml: wholeAmount((litres - ownLitres) * 1000) + added.ml,
        ...blockOf(rules, { trip, day, call, kg, litres }),
      };
    },
    hour: (facility) => wholeAmount(facilities.parcelsPerHour[facility]),
    window: (interchange) => wholeAmount(agreement?.interchanges[interchange]?.parcelsPerWindow ?? 0),
    round: (facility) => wholeAmount(perDay[facility]),
    blockRound: (facility, day) => {
      const clause = rules.clauseOfRound(facility, day);
      if (!clause) return 0;
      const keep = rules.keepOf(clause, rules.dayStart(day));
      return blockAmount(clause.parcels, { whole: perDay[facility], keep, perUnit: 1 });
    },
    run,
  };
}

/** Names of resources as docs/model.md gives them. */
export function legName(rules: Rules, trip: number, day: number, call: number): string {
  const { network, parties } = rules.workspace;
  return `${parties[network.trips.party[trip]]?.id}:${network.trips.id[trip]}@${dateOf(rules, day)}#${call}`;
}

export function facilityName(rules: Rules, facility: number): string {
  const { network, parties } = rules.workspace;
  return `${parties[network.facilities.party[facility]]?.id}:${network.facilities.id[facility]}`;
}

export function dateOf(rules: Rules, day: number): string {
  return formatDate(rules.workspace.calendar.firstDay + day);
}

function blockOf(
  rules: Rules,
  leg: { trip: number; day: number; call: number; kg: number; litres: number },
): { blockG: number; blockMl: number } {
  const clause = rules.clauseOfLeg(leg.trip, leg.day, leg.call);
  if (!clause) return { blockG: 0, blockMl: 0 };
  const { trips, calls } = rules.workspace.network;
  const departSec = calls.departSec[trips.firstCall[leg.trip] + leg.call];
  const keep = rules.keepOf(clause, rules.dayStart(leg.day) + departSec);
  return {
    blockG: blockAmount(clause.kg, { whole: leg.kg, keep, perUnit: 1000 }),
    blockMl: blockAmount(clause.litres, { whole: leg.litres, keep, perUnit: 1000 }),
  };
}
