import { NONE } from '../../base/none.js';
import { STEP_KINDS, type OpenedRun, type Plan, type RouteParts } from '../../domain/plan.js';
import { shipmentsAt, type Shipments } from '../../domain/shipments.js';
import type { Workspace } from '../../domain/workspace.js';

const RIDE = STEP_KINDS.indexOf('ride');

/**
 * A plan cut down to one party's shipments: the parts that their routes use, and optional runs that are the party's own or that they
 * ride. O(shipments + steps).
 */
export function partOfPlan(
  workspace: Workspace,
  shipments: Shipments,
  plan: Plan,
  party: number,
): { readonly shipments: Shipments; readonly plan: Plan } {
  const rows = Uint32Array.from(shipments.party.keys()).filter((row) => shipments.party[row] === party);
  const { trips, options } = workspace.network;
  return {
    shipments: shipmentsAt(shipments, rows),
    plan: planAt(workspace, plan, rows, ({ option }) => trips.party[options.trip[option]] === party),
  };
}

/** A plan cut down to some shipments: the parts that their routes use, and optional runs that they ride or that are kept anyway. */
export function planAt(
  { network, calendar }: Workspace,
  plan: Plan,
  rows: Uint32Array,
  isKept: (run: OpenedRun) => boolean = () => false,
): Plan {
  const numbers = new Int32Array(plan.parts.count).fill(NONE);
  for (const row of rows) {
    for (const part of [plan.linehaul[row], plan.lastMile[row]]) if (part !== NONE) numbers[part] = 0;
  }
  const kept = Int32Array.from(numbers.keys()).filter((part) => numbers[part] !== NONE);
  kept.forEach((part, number) => {
    numbers[part] = number;
  });
  const renumbered = (column: Int32Array): Int32Array =>
    Int32Array.from(rows, (row) => (column[row] === NONE ? NONE : numbers[column[row]]));
  const parts = partsAt(plan.parts, kept);
  const ridden = new Set<number>();
  parts.stepKind.forEach((kind, step) => {
    if (kind === RIDE) ridden.add(parts.stepWhat[step] * calendar.dayCount + parts.stepDay[step]);
  });
  return {
    parts,
    linehaul: renumbered(plan.linehaul),
    lastMile: renumbered(plan.lastMile),
    carriage: Uint8Array.from(rows, (row) => plan.carriage[row]),
    status: Uint8Array.from(rows, (row) => plan.status[row]),
    reason: Uint8Array.from(rows, (row) => plan.reason[row]),
    dueSec: Int32Array.from(rows, (row) => plan.dueSec[row]),
    arriveSec: Int32Array.from(rows, (row) => plan.arriveSec[row]),
    cost: Float64Array.from(rows, (row) => plan.cost[row]),
    openedRuns: plan.openedRuns.filter(
      (run) => isKept(run) || ridden.has(network.options.trip[run.option] * calendar.dayCount + run.day),
    ),
  };
}

function partsAt(parts: RouteParts, kept: Int32Array): RouteParts {
  const steps: number[] = [];
  const firstStep = new Uint32Array(kept.length + 1);
  kept.forEach((part, number) => {
    for (let step = parts.firstStep[part]; step < parts.firstStep[part + 1]; step++) steps.push(step);
    firstStep[number + 1] = steps.length;
  });
  return {
    count: kept.length,
    firstStep,
    stepKind: Uint8Array.from(steps, (step) => parts.stepKind[step]),
    stepWhat: Uint32Array.from(steps, (step) => parts.stepWhat[step]),
    stepDay: Int32Array.from(steps, (step) => parts.stepDay[step]),
    stepAt: Int32Array.from(steps, (step) => parts.stepAt[step]),
  };
}
