import { UNREACHED, NONE } from '../base/none.js';
import { CARRIAGES, REASONS, STATUSES, STEP_KINDS } from '../domain/plan.js';
import type { OpenedRun, Plan, Reason, RouteParts, Status, Step } from '../domain/plan.js';
import type { Parcel } from './rules.js';

/** What an oracle decided for one parcel. */
export type Choice =
  | { readonly carriage: 'network'; readonly steps: readonly Step[]; readonly cost: number; readonly sec: number }
  | { readonly carriage: 'spot'; readonly cost: number; readonly sec: number }
  | { readonly carriage: 'none' };

/** A plan from one choice per parcel; equal parts of routes are stored once. */
export function planOf(
  parcels: readonly Parcel[],
  choices: readonly Choice[],
  openedRuns: readonly OpenedRun[] = [],
): Plan {
  const table = new PartTable();
  const rows = parcels.map((parcel, index) => rowOf(parcel, choices[index]));
  const halves = choices.map((choice) => halvesOf(choice.carriage === 'network' ? choice.steps : []));
  const linehaul = Int32Array.from(halves, ({ linehaul: steps }) => table.add(steps));
  const lastMile = Int32Array.from(halves, ({ lastMile: steps }) => table.add(steps));
  return {
    parts: partsOf(table.parts),
    linehaul,
    lastMile,
    carriage: Uint8Array.from(choices, (choice) => CARRIAGES.indexOf(choice.carriage)),
    status: Uint8Array.from(rows, (row) => STATUSES.indexOf(row.status)),
    reason: Uint8Array.from(rows, (row) => REASONS.indexOf(row.reason)),
    dueSec: Int32Array.from(parcels, (parcel) => parcel.dueSec),
    arriveSec: Int32Array.from(rows, (row) => row.arriveSec),
    cost: Float64Array.from(rows, (row) => row.cost),
    openedRuns,
  };
}

/** The plan with other routes, by shipment; none for those that take no route. */
export function withRoutes(plan: Plan, routes: readonly (readonly Step[] | undefined)[]): Plan {
  const taken = routes.filter((steps) => steps !== undefined);
  let part = 0;
  return {
    ...plan,
    parts: partsOf(taken),
    linehaul: new Int32Array(routes.length).fill(NONE),
    lastMile: Int32Array.from(routes, (steps) => (steps === undefined ? NONE : part++)),
  };
}

/** Parts of routes as columns. */
function partsOf(parts: readonly (readonly Step[])[]): RouteParts {
  const steps = parts.flat();
  const firstStep = new Uint32Array(parts.length + 1);
  for (const [index, part] of parts.entries()) firstStep[index + 1] = firstStep[index] + part.length;
  return {
    count: parts.length,
    firstStep,
    stepKind: Uint8Array.from(steps, (step) => STEP_KINDS.indexOf(step.kind)),
    stepWhat: Uint32Array.from(steps, whatOf),
    stepDay: Int32Array.from(steps, (step) => (step.kind === 'transfer' ? step.direction : step.day)),
    stepAt: Int32Array.from(steps, atOf),
  };
}

/** Any cut after an unloading is good for a plan; this one leaves only the delivery to the last mile. */
function halvesOf(steps: readonly Step[]): { linehaul: readonly Step[]; lastMile: readonly Step[] } {
  const cut = Math.max(0, steps.length - 1);
  return { linehaul: steps.slice(0, cut), lastMile: steps.slice(cut) };
}

class PartTable {
  readonly parts: (readonly Step[])[] = [];
  private readonly indexByText = new Map<string, number>();

  /** Index of a part; NONE for one without steps. */
  add(steps: readonly Step[]): number {
    if (steps.length === 0) return NONE;
    const text = JSON.stringify(steps);
    const known = this.indexByText.get(text);
    if (known !== undefined) return known;
    this.indexByText.set(text, this.parts.length);
    return this.parts.push(steps) - 1;
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
