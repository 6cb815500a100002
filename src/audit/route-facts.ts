import { NONE, UNREACHED } from '../base/none.js';
import { HOUR_SEC } from '../base/civil-time.js';
import type { Interchange } from '../domain/agreement.js';
import type { Step } from '../domain/plan.js';
import type { FindingCode } from './finding.js';
import type { Rules } from './rules.js';

/** What one route means, whoever takes it. A route with faults is not to be interpreted further. */
export interface RouteFacts {
  readonly faults: readonly RouteFault[];
  readonly steps: readonly Step[];
  readonly startFacility: number;
  readonly readyBySec: number; // a parcel must be ready at the start by then
  readonly deliveredSec: number;
  readonly deliveryRow: number;
  readonly refuses: number; // goods that some departure on it refuses
  readonly carriers: number; // mask of the parties whose legs and deliveries it uses
  readonly transfers: boolean;
  /** Unloading to sort after step `step`: where, and in which hour since the horizon's start. */
  readonly unloads: readonly { readonly step: number; readonly facility: number; readonly hour: number }[];
  /** Service day and position of the window of each transfer, by step. */
  readonly windows: readonly { readonly step: number; readonly day: number; readonly window: number }[];
}

export interface RouteFault {
  readonly code: FindingCode;
  readonly planned: string;
  readonly recomputed: string;
  readonly message: string;
}

/** Walks a route from its first step to its delivery. */
export function stepFacts(rules: Rules, steps: readonly Step[]): RouteFacts {
  const walk = new Walk(rules);
  for (const [index, step] of steps.entries()) {
    if (!walk.take(step, index)) break;
  }
  if (walk.faults.length === 0 && walk.deliveryRow === NONE) {
    walk.fault('broken_route', 'no delivery', 'a delivery', 'The route does not end with a delivery.');
  }
  const { faults, startFacility, readyBySec, deliveredSec, deliveryRow, refuses, carriers, transfers } = walk;
  const { unloads, windows } = walk;
  return {
    faults,
    steps,
    startFacility,
    readyBySec,
    deliveredSec,
    deliveryRow,
    refuses,
    carriers,
    transfers,
    unloads,
    windows,
  };
}

/** State of a parcel along a route; times of the steps in between must fit, the first sets `readyBySec`. */
class Walk {
  readonly faults: RouteFault[] = [];
  startFacility = NONE;
  readyBySec = UNREACHED;
  deliveredSec = UNREACHED;
  deliveryRow = NONE;
  refuses = 0;
  carriers = 0;
  transfers = false;
  readonly unloads: { step: number; facility: number; hour: number }[] = [];
  readonly windows: { step: number; day: number; window: number }[] = [];

  readonly #rules: Rules;
  #facility = NONE;
  #readySec = 0;
  #aboard: { trip: number; day: number; call: number; arriveSec: number; step: number } | undefined;

  constructor(rules: Rules) {
    this.#rules = rules;
  }

  fault(code: FindingCode, planned: string, recomputed: string, message: string): false {
    this.faults.push({ code, planned, recomputed, message });
    return false;
  }

  /** False when the route cannot be followed further. */
  take(step: Step, index: number): boolean {
    if (this.deliveryRow !== NONE) {
      return this.fault('broken_route', 'a step after delivery', 'none', 'The route goes on after its delivery.');
    }
    if (step.kind === 'ride') return this.#ride(step, index);
    return step.kind === 'transfer' ? this.#transfer(step, index) : this.#deliver(step);
  }

  #ride(step: Step & { kind: 'ride' }, index: number): boolean {
    const { trips, calls } = this.#rules.workspace.network;
    const { trip, day, call } = step;
    const text = `trip ${trip} day ${day} call ${call}`;
    if (!legExists(this.#rules, trip, day, call)) {
      return this.fault('unknown_leg', text, 'no such departure', 'The route rides a departure that does not run.');
    }
    const position = trips.firstCall[trip] + call;
    const departSec = this.#rules.dayStart(day) + calls.departSec[position];
    const arriveSec = this.#rules.dayStart(day) + calls.arriveSec[position + 1];
    const last = this.#aboard;
    const staysAboard = last?.trip === trip && last.day === day && last.call + 1 === call;
    if (!staysAboard && !this.#start(calls.facility[position], departSec, text)) return false;
    this.#aboard = { trip, day, call, arriveSec, step: index };
    this.#facility = calls.facility[position + 1];
    this.refuses |= trips.refuses[trip];
    this.carriers |= 1 << trips.party[trip];
    return true;
  }

  #transfer(step: Step & { kind: 'transfer' }, index: number): boolean {
    const interchange = this.#rules.workspace.agreement?.interchanges[step.interchange];
    const direction = interchange?.directions[step.direction];
    const giving = direction && interchange.facilities.get(direction.from);
    const receiving = direction && interchange.facilities.get(direction.to);
    const text = `interchange ${step.interchange} direction ${step.direction} at ${step.sec}`;
    if (!interchange || giving === undefined || receiving === undefined) {
      return this.fault('unknown_leg', text, 'no such interchange', 'The route transfers where nothing is agreed.');
    }
    const window = windowOf(this.#rules, interchange, step.sec);
    if (!window) {
      return this.fault('unknown_leg', text, 'no such tender', 'The route transfers when no window has a tender.');
    }
    if (!this.#start(giving, step.sec - interchange.manifestSec, text)) return false;
    this.#facility = receiving;
    this.#readySec = step.sec + interchange.transferSec;
    this.transfers = true;
    this.windows.push({ step: index, ...window });
    return true;
  }

  #deliver(step: Step & { kind: 'deliver' }): boolean {
    const { deliveries, facilities } = this.#rules.workspace.network;
    const { delivery, day } = step;
    const text = `delivery row ${delivery} day ${day}`;
    const exists =
      delivery < deliveries.count &&
      day >= 0 &&
      day < this.#rules.dayCount &&
      this.#rules.falls(deliveries.days[delivery], day);
    if (!exists) {
      return this.fault('unknown_leg', text, 'no such round', 'The route ends with a delivery round that is not run.');
    }
    const facility = deliveries.facility[delivery];
    const loadBySec = this.#rules.dayStart(day) + deliveries.loadBySec[delivery];
    if (!this.#start(facility, loadBySec, text)) return false;
    this.deliveryRow = delivery;
    this.deliveredSec = this.#rules.dayStart(day + deliveries.extraDays[delivery]) + deliveries.deliverBySec[delivery];
    this.carriers |= 1 << facilities.party[facility];
    return true;
  }

  /** A step that needs the parcel ready at `facility` by `bySec`; unloads what is aboard. */
  #start(facility: number, bySec: number, text: string): boolean {
    if (this.startFacility === NONE) {
      this.startFacility = facility;
      this.readyBySec = bySec;
      return true;
    }
    if (this.#facility !== facility) {
      const names = this.#rules.workspace.network.facilities.id;
      const [planned, recomputed] = [names[facility], names[this.#facility]];
      return this.fault('broken_route', planned, recomputed, `The step ${text} starts where the parcel is not.`);
    }
    if (this.#aboard) {
      const { arriveSec, step } = this.#aboard;
      this.#readySec = this.#rules.readySec(facility, arriveSec);
      this.unloads.push({ step, facility, hour: Math.floor(arriveSec / HOUR_SEC) });
      this.#aboard = undefined;
    }
    if (this.#readySec <= bySec) return true;
    return this.fault(
      'too_early',
      String(bySec),
      String(this.#readySec),
      `The step ${text} leaves before it is ready.`,
    );
  }
}

/** True for a leg of a departure within the horizon. */
export function legExists(rules: Rules, trip: number, day: number, call: number): boolean {
  const { trips, calls } = rules.workspace.network;
  if (trip >= trips.count || day < 0 || day >= rules.dayCount || call < 0) return false;
  if (!trips.runs[trip * rules.dayCount + day]) return false;
  const position = trips.firstCall[trip] + call;
  if (position + 1 >= trips.firstCall[trip + 1]) return false;
  return rules.dayStart(day) + calls.departSec[position] < rules.endSec;
}

/** The window that has a tender at `sec`: of the earliest service day, then the first listed. */
export function windowOf(
  rules: Rules,
  interchange: Interchange,
  sec: number,
): { day: number; window: number } | undefined {
  if (sec >= rules.endSec) return undefined;
  for (let day = 0; day < rules.dayCount; day++) {
    for (const [window, { days, openSec, closeSec }] of interchange.windows.entries()) {
      if (!rules.falls(days, day)) continue;
      const after = sec - rules.dayStart(day) - openSec;
      if (after < 0 || sec >= rules.dayStart(day) + closeSec) continue;
      if (after === 0 || (interchange.slotSec > 0 && after % interchange.slotSec === 0)) return { day, window };
    }
  }
  return undefined;
}
