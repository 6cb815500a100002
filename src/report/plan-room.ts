import { formatClock, formatDate, formatLocal, HOUR_SEC } from '../base/civil-time.js';
import { NONE } from '../base/none.js';
import { clauseFinder, deliveryClause } from '../domain/block-space.js';
import { UNLIMITED } from '../domain/network.js';
import { stepsOf, type Plan, type Step } from '../domain/plan.js';
import type { Shipments } from '../domain/shipments.js';
import type { Workspace } from '../domain/workspace.js';
import { findLeg } from './departure-legs.js';
import { findWindow } from './interchange-windows.js';
import { loadsOf, type Loads } from './loads.js';
import { plainName } from './places.js';

const DAYS = 4096; // service days of a horizon, and the rounds after it, are fewer
const HOURS = DAYS * 24;

/** A resource that has no room for a parcel, named as docs/model.md names it. */
export interface FullResource {
  readonly resource: string;
  readonly used: number;
  readonly capacity: number;
  readonly unit: 'g' | 'ml' | 'parcels';
  readonly clauseLine: number | undefined; // of agreement.yaml, when it is block space
  readonly detail: string; // for people: what it is, and where
}

/** What a parcel takes of a resource, and whose it is. */
export interface ParcelUse {
  readonly party: number;
  readonly g: number;
  readonly ml: number;
}

/** What is left of every resource of a plan. */
export class PlanRoom {
  private readonly workspace: Workspace;
  private readonly loads: Loads;
  private readonly unloaded: ReadonlyMap<number, number>; // parcels by facility and hour
  private readonly officeRow: ReadonlyMap<number, number>; // row of office days by facility and day

  private readonly findClause: ReturnType<typeof clauseFinder>;

  constructor(workspace: Workspace, shipments: Shipments, plan: Plan) {
    this.workspace = workspace;
    this.loads = loadsOf(workspace, shipments, plan);
    this.findClause = clauseFinder(workspace);
    this.unloaded = unloadedByHour(workspace, plan);
    const { officeDays } = this.loads;
    this.officeRow = new Map(
      Array.from(officeDays.facility, (facility, row) => [facility * DAYS + officeDays.day[row], row]),
    );
  }

  /** What is too full on a leg for one more parcel; `unloads` when it would leave the vehicle there. */
  fullOnRide(trip: number, day: number, call: number, use: ParcelUse, unloads: boolean): FullResource[] {
    const { network, parties } = this.workspace;
    const { legs } = this.loads;
    const leg = findLeg(legs, trip, day, call);
    if (leg === NONE) return [];
    const party = parties[network.trips.party[trip]].id;
    const at = network.trips.firstCall[trip] + call;
    const [from, to] = [network.calls.facility[at], network.calls.facility[at + 1]];
    const onLeg = (prefix: string, what: string) => (): Named => ({
      resource: `${prefix}:${party}:${network.trips.id[trip]}@${this.dateOf(day)}#${call}`,
      detail: `${what}, ${this.nameOf(from)} to ${this.nameOf(to)}`,
    });
    const full: (FullResource | undefined)[] = [
      tooFull(onLeg('kg', 'vehicle'), 'g', legs.usedG[leg], legs.capacityG[leg], use.g),
      tooFull(onLeg('l', 'vehicle'), 'ml', legs.usedMl[leg], legs.capacityMl[leg], use.ml),
    ];
    if (network.trips.party[trip] !== use.party) {
      const block = 'block space for partners';
      const line = this.clauseLine(this.findClause(trip, day, from, to));
      full.push(tooFull(onLeg('block-kg', block), 'g', legs.partnerG[leg], legs.blockG[leg], use.g, line));
      full.push(tooFull(onLeg('block-l', block), 'ml', legs.partnerMl[leg], legs.blockMl[leg], use.ml, line));
    }
    if (unloads) full.push(this.fullHour(trip, day, call));
    return full.filter((one) => one !== undefined);
  }

  /** The window of a tender, when it can take no more. */
  fullAtTender(interchange: number, sec: number): FullResource[] {
    const { windows } = this.loads;
    const row = findWindow(this.workspace, windows, interchange, sec);
    if (row === NONE) return [];
    const named = (): Named => {
      const { id, windows: times } = (this.workspace.agreement?.interchanges ?? [])[interchange];
      const { openSec, closeSec } = times[windows.window[row]];
      return {
        resource: `window:${id}@${this.dateOf(windows.day[row])}#${windows.window[row]}`,
        detail: `window of ${id}, ${formatClock(openSec)} to ${formatClock(closeSec)}`,
      };
    };
    const full = tooFull(named, 'parcels', windows.used[row], windows.granted[row], 1);
    return full ? [full] : [];
  }

  /** A facility's delivery round, when it can take no more of a party's parcels. */
  fullOnRound(facility: number, day: number, use: ParcelUse): FullResource[] {
    const { network, parties } = this.workspace;
    const { officeDays } = this.loads;
    const row = this.officeRow.get(facility * DAYS + day);
    if (row === undefined) return [];
    const party = parties[network.facilities.party[facility]].id;
    const onRound = (prefix: string, what: string) => (): Named => ({
      resource: `${prefix}:${party}:${network.facilities.id[facility]}@${this.dateOf(day)}`,
      detail: `${what} of ${this.nameOf(facility)}`,
    });
    const full = [tooFull(onRound('day', 'round'), 'parcels', officeDays.used[row], officeDays.capacity[row], 1)];
    if (network.facilities.party[facility] !== use.party) {
      const line = this.clauseLine(deliveryClause(this.workspace, network.facilities.party[facility], day));
      const share = onRound('block-day', "partners' part of the round");
      full.push(tooFull(share, 'parcels', officeDays.partnerUsed[row], officeDays.block[row], 1, line));
    }
    return full.filter((one) => one !== undefined);
  }

  /** Everything too full along a route, in its order. */
  fullAlong(steps: readonly Step[], use: ParcelUse): FullResource[] {
    return steps.flatMap((step, index) => {
      switch (step.kind) {
        case 'ride':
          return this.fullOnRide(step.trip, step.day, step.call, use, unloadsAfter(step, steps[index + 1]));
        case 'transfer':
          return this.fullAtTender(step.interchange, step.sec);
        default:
          return this.fullOnRound(this.workspace.network.deliveries.facility[step.delivery], step.day, use);
      }
    });
  }

  /** The hour in which a facility would unload a leg, when it can sort no more parcels then. */
  fullHour(trip: number, day: number, call: number): FullResource | undefined {
    const { network, calendar, parties } = this.workspace;
    const at = network.trips.firstCall[trip] + call + 1;
    const facility = network.calls.facility[at];
    const capacity = network.facilities.parcelsPerHour[facility];
    if (capacity === UNLIMITED) return undefined;
    const hour = Math.floor((calendar.dayStartSec[day] + network.calls.arriveSec[at]) / HOUR_SEC);
    const named = (): Named => ({
      resource: `hour:${parties[network.facilities.party[facility]].id}:${network.facilities.id[facility]}@${hour}`,
      detail: `sorting at ${this.nameOf(facility)} in the hour from ${formatLocal(calendar, hour * HOUR_SEC)}`,
    });
    return tooFull(named, 'parcels', this.unloaded.get(facility * HOURS + hour) ?? 0, Math.floor(capacity), 1);
  }

  private clauseLine(clause: number): number | undefined {
    return clause === NONE ? undefined : this.workspace.agreement?.capacity[clause].line;
  }

  private nameOf(facility: number): string {
    const { id, name } = this.workspace.network.facilities;
    return name[facility] === '' ? id[facility] : plainName(name[facility]);
  }

  private dateOf(day: number): string {
    return formatDate(this.workspace.calendar.firstDay + day);
  }
}

/** True when a parcel that rode a leg leaves the vehicle before the next step. */
function unloadsAfter(step: Step, next: Step | undefined): boolean {
  if (step.kind !== 'ride' || next?.kind !== 'ride') return true;
  return next.trip !== step.trip || next.day !== step.day || next.call !== step.call + 1;
}

type Named = Pick<FullResource, 'resource' | 'detail'>;

function tooFull(
  named: () => Named,
  unit: FullResource['unit'],
  used: number,
  capacity: number,
  amount: number,
  clauseLine?: number,
): FullResource | undefined {
  return used + amount > capacity ? { ...named(), used, capacity, unit, clauseLine } : undefined;
}

/** Parcels unloaded in each hour of each facility. O(parcels + steps of distinct parts). */
function unloadedByHour({ network, calendar }: Workspace, plan: Plan): Map<number, number> {
  const parcels = new Uint32Array(plan.parts.count);
  for (const column of [plan.linehaul, plan.lastMile]) for (const part of column) if (part !== NONE) parcels[part]++;
  const unloaded = new Map<number, number>();
  for (let part = 0; part < plan.parts.count; part++) {
    if (parcels[part] === 0) continue;
    const steps = stepsOf(plan.parts, part);
    steps.forEach((step, index) => {
      if (step.kind !== 'ride' || !unloadsAfter(step, steps[index + 1])) return;
      const at = network.trips.firstCall[step.trip] + step.call + 1;
      const hour = Math.floor((calendar.dayStartSec[step.day] + network.calls.arriveSec[at]) / HOUR_SEC);
      const key = network.calls.facility[at] * HOURS + hour;
      unloaded.set(key, (unloaded.get(key) ?? 0) + parcels[part]);
    });
  }
  return unloaded;
}
