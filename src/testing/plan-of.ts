import { UNREACHED, NONE } from '../base/none.js';
import { CARRIAGES, REASONS, STATUSES, STEP_KINDS } from '../domain/plan.js';
import type { OpenedRun, Plan, Reason, Routes, Status, Step } from '../domain/plan.js';
import type { Parcel } from './rules.js';

/** What an oracle decided for one parcel. */
export type Choice =
  | { readonly carriage: 'network'; readonly steps: readonly Step[]; readonly cost: number; readonly sec: number }
  | { readonly carriage: 'spot'; readonly cost: number; readonly sec: number }
  | { readonly carriage: 'none' };

/** A plan from one choice per parcel; equal routes are stored once. */
export function planOf(
  parcels: readonly Parcel[],
  choices: readonly Choice[],
  openedRuns: readonly OpenedRun[] = [],
): Plan {
  const table = new RouteTable();
  const rows = parcels.map((parcel, index) => rowOf(parcel, choices[index]));
  const route = Int32Array.from(choices, (choice) => (choice.carriage === 'network' ? table.add(choice.steps) : NONE));
  return {
    routes: routesOf(table.routes),
    route,
    carriage: Uint8Array.from(choices, (choice) => CARRIAGES.indexOf(choice.carriage)),
    status: Uint8Array.from(rows, (row) => STATUSES.indexOf(row.status)),
    reason: Uint8Array.from(rows, (row) => REASONS.indexOf(row.reason)),
    dueSec: Int32Array.from(parcels, (parcel) => parcel.dueSec),
    arriveSec: Int32Array.from(rows, (row) => row.arriveSec),
    cost: Float64Array.from(rows, (row) => row.cost),
    openedRuns,
  };
}

/** Routes as columns. */
export function routesOf(routes: readonly (readonly Step[])[]): Routes {
  const steps = routes.flat();
  const firstStep = new Uint32Array(routes.length + 1);
  for (const [index, route] of routes.entries()) firstStep[index + 1] = firstStep[index] + route.length;
  return {
    count: routes.length,
    firstStep,
    stepKind: Uint8Array.from(steps, (step) => STEP_KINDS.indexOf(step.kind)),
    stepWhat: Uint32Array.from(steps, whatOf),
    stepDay: Int32Array.from(steps, (step) => (step.kind === 'transfer' ? step.direction : step.day)),
    stepAt: Int32Array.from(steps, atOf),
  };
}

class RouteTable {
  readonly routes: (readonly Step[])[] = [];
  private readonly indexByText = new Map<string, number>();

  add(steps: readonly Step[]): number {
    const text = JSON.stringify(steps);
    const known = this.indexByText.get(text);
    if (known !== undefined) return known;
    this.indexByText.set(text, this.routes.length);
    return this.routes.push(steps) - 1;
  }
}

function rowOf(parcel: Parcel, choice: Choice): { status: Status; reason: Reason; arriveSec: number; cost: number } {
  if (choice.carriage === 'none') {
    const reason = !parcel.band ? 'too_large' : parcel.start ? 'no_capacity' : 'no_service';
    return { status: 'unplanned', reason, arriveSec: UNREACHED, cost: parcel.product.unplannedCost };
  }
  const late = choice.sec > parcel.dueSec;
  return {
    status: late ? 'late' : 'on_time',
    reason: late ? 'no_capacity' : '',
    arriveSec: choice.sec,
    cost: choice.cost,
  };
}

function whatOf(step: Step): number {
  if (step.kind === 'ride') return step.trip;
  return step.kind === 'transfer' ? step.interchange : step.delivery;
}

function atOf(step: Step): number {
  if (step.kind === 'ride') return step.call;
  return step.kind === 'transfer' ? step.sec : 0;
}

/** Total of a plan in minor money, optional runs included. */
export function totalOf(plan: Plan, costPerRun: Float64Array): number {
  const parcels = plan.cost.reduce((sum, cost) => sum + cost, 0);
  return plan.openedRuns.reduce((sum, opened) => sum + opened.runs * costPerRun[opened.option], parcels);
}
