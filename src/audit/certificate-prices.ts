import { parseDate } from '../base/civil-time.js';
import type { Certificate } from '../domain/plan.js';
import { UNLIMITED } from '../domain/network.js';
import { capacitiesOf, facilityName } from './capacities.js';
import type { Capacities } from './capacities.js';
import type { Findings } from './finding.js';
import { ExactSum } from './plan-cost.js';
import { legExists } from './route-facts.js';
import type { Rules } from './rules.js';

/** Prices of a certificate by what they price, minor money per gram, millilitre or parcel. Absent means free. */
export interface Prices {
  readonly leg: Record<LegKind, Map<number, number>>; // by call * days + day
  readonly hour: Map<string, number>; // by `facility hour`
  readonly window: Map<string, number>; // by `interchange day window`
  readonly round: Record<'day' | 'block-day', Map<number, number>>; // by facility * days + day
  /** What the capacities are worth at these prices, and what optional runs would earn above their cost. */
  readonly capacityValue: number;
  readonly runsValue: number;
}

export type LegKind = 'kg' | 'l' | 'block-kg' | 'block-l';

/** Reads a certificate's prices; what cannot be read is reported and left free, which keeps the bound valid. */
export function certificatePrices(rules: Rules, certificate: Certificate, findings: Findings): Prices {
  const reader = new Reader(rules);
  const value = new ExactSum();
  for (const [index, name] of certificate.resources.entries()) {
    const price = certificate.prices[index];
    if (!(price >= 0) || price === Infinity) {
      findings.add('bad_price', () => ({
        place: name,
        planned: String(price),
        recomputed: '0',
        message: `The certificate prices ${name} at ${price}; prices are numbers from 0 on.`,
      }));
      continue;
    }
    if (price === 0) continue;
    const capacity = reader.read(name, price);
    if (capacity === undefined || capacity === UNLIMITED) {
      findings.add('unknown_resource', () => ({
        place: name,
        planned: String(price),
        recomputed: capacity === undefined ? 'no such resource' : 'unlimited',
        message: `The certificate prices ${name}, which ${capacity === undefined ? 'does not exist' : 'never binds'}.`,
      }));
    } else value.add(price * capacity);
  }
  return { ...reader.prices, capacityValue: value.total(), runsValue: runsValue(rules, reader) };
}

/** Puts prices where they belong; `read` gives the capacity, undefined for a name that means nothing. */
class Reader {
  readonly prices: Omit<Prices, 'capacityValue' | 'runsValue'> = {
    leg: { kg: new Map(), l: new Map(), 'block-kg': new Map(), 'block-l': new Map() },
    hour: new Map(),
    window: new Map(),
    round: { day: new Map(), 'block-day': new Map() },
  };
  readonly capacities: Capacities;
  readonly #rules: Rules;
  readonly #trips = new Map<string, number>();
  readonly #facilities = new Map<string, number>();

  constructor(rules: Rules) {
    this.#rules = rules;
    this.capacities = capacitiesOf(rules);
    const { parties, network } = rules.workspace;
    for (let trip = 0; trip < network.trips.count; trip++) {
      this.#trips.set(`${parties[network.trips.party[trip]]?.id}:${network.trips.id[trip]}`, trip);
    }
    for (let facility = 0; facility < network.facilities.count; facility++) {
      this.#facilities.set(facilityName(rules, facility), facility);
    }
  }

  read(name: string, price: number): number | undefined {
    const colon = name.indexOf(':');
    const [kind, rest] = [name.slice(0, colon), name.slice(colon + 1)];
    const sign = rest.lastIndexOf('@');
    const [what, when] = [rest.slice(0, sign), rest.slice(sign + 1)];
    switch (kind) {
      case 'kg':
      case 'l':
      case 'block-kg':
      case 'block-l':
        return this.#readLeg(kind, what, when, price);
      case 'hour':
        return this.#readHour(what, when, price);
      case 'window':
        return this.#readWindow(what, when, price);
      case 'day':
      case 'block-day':
        return this.#readRound(kind, what, when, price);
      default:
        return undefined;
    }
  }

  #readLeg(kind: LegKind, what: string, when: string, price: number): number | undefined {
    const [date, position] = when.split('#') as [string, string | undefined];
    const [trip, day, call] = [this.#trips.get(what), this.#dayOf(date), Number(position)];
    if (trip === undefined || day === undefined || !Number.isInteger(call)) return undefined;
    if (!legExists(this.#rules, trip, day, call)) return undefined;
    // A leg that is closed to partners has no block, and pricing what nobody can use proves nothing.
    if (kind.startsWith('block') && !this.#rules.clauseOfLeg(trip, day, call)) return undefined;
    const room = this.capacities.leg(trip, day, call);
    const capacity = { kg: room.g, l: room.ml, 'block-kg': room.blockG, 'block-l': room.blockMl }[kind];
    const cell = (this.#rules.workspace.network.trips.firstCall[trip] + call) * this.#rules.dayCount + day;
    return put(this.prices.leg[kind], cell, price, capacity);
  }

  #readHour(what: string, when: string, price: number): number | undefined {
    const facility = this.#facilities.get(what);
    if (facility === undefined || !Number.isInteger(Number(when))) return undefined;
    return put(this.prices.hour, `${facility} ${Number(when)}`, price, this.capacities.hour(facility));
  }

  #readWindow(what: string, when: string, price: number): number | undefined {
    const interchanges = this.#rules.workspace.agreement?.interchanges ?? [];
    const interchange = interchanges.findIndex(({ id }) => id === what);
    const [date, position] = when.split('#') as [string, string | undefined];
    const [day, window] = [this.#dayOf(date), Number(position)];
    if (interchange < 0 || day === undefined || !interchanges[interchange]?.windows[window]) return undefined;
    return put(this.prices.window, `${interchange} ${day} ${window}`, price, this.capacities.window(interchange));
  }

  #readRound(kind: 'day' | 'block-day', what: string, when: string, price: number): number | undefined {
    const [facility, day] = [this.#facilities.get(what), this.#dayOf(when)];
    if (facility === undefined || day === undefined) return undefined;
    const blocked = kind === 'block-day';
    if (blocked && !this.#rules.clauseOfRound(facility, day)) return undefined;
    const capacity = blocked ? this.capacities.blockRound(facility, day) : this.capacities.round(facility);
    return put(this.prices.round[kind], facility * this.#rules.dayCount + day, price, capacity);
  }

  #dayOf(date: string): number | undefined {
    const parsed = parseDate(date);
    const day = parsed === undefined ? -1 : parsed - this.#rules.workspace.calendar.firstDay;
    return day >= 0 && day < this.#rules.dayCount ? day : undefined;
  }
}

/** Keeps a price unless nothing binds; a name given twice counts twice, on both sides of the bound. */
function put<Key>(prices: Map<Key, number>, key: Key, price: number, capacity: number): number {
  if (capacity !== UNLIMITED) prices.set(key, (prices.get(key) ?? 0) + price);
  return capacity;
}

/** Minor money by which the prices of what optional runs add exceed their cost, every run that could be opened. */
function runsValue(rules: Rules, { prices, capacities }: Reader): number {
  const { options, trips } = rules.workspace.network;
  const sum = new ExactSum();
  for (let option = 0; option < options.count; option++) {
    const trip = options.trip[option];
    const { g, ml } = capacities.run(option);
    const first = trips.firstCall[trip];
    const legCount = trips.firstCall[trip + 1] - first - 1;
    for (let day = 0; day < rules.dayCount; day++) {
      let earned = 0;
      for (let call = 0; call < legCount; call++) {
        const cell = (first + call) * rules.dayCount + day;
        const [priceG, priceMl] = [prices.leg.kg.get(cell) ?? 0, prices.leg.l.get(cell) ?? 0];
        // A price is only kept where a capacity binds, and then a run adds a finite amount.
        earned += (priceG > 0 ? priceG * g : 0) + (priceMl > 0 ? priceMl * ml : 0);
      }
      sum.add(Math.max(0, earned - options.costPerRun[option]) * options.runsMax[option]);
    }
  }
  return sum.total();
}
