import { NONE } from '../base/none.js';
import type { Plan, RouteParts } from '../domain/plan.js';
import type { Shipments } from '../domain/shipments.js';

/**
 * The plans of all parties alone as one plan, by party index: each shipment takes its own party's row. It is a joint
 * plan as well, because nobody uses what the others own.
 */
export function unionPlan(shipments: Shipments, plans: readonly Plan[]): Plan {
  const { count } = shipments;
  const firstPart = startsOf(plans.map(({ parts }) => parts.count));
  const union = {
    linehaul: new Int32Array(count),
    lastMile: new Int32Array(count),
    carriage: new Uint8Array(count),
    status: new Uint8Array(count),
    reason: new Uint8Array(count),
    dueSec: new Int32Array(count),
    arriveSec: new Int32Array(count),
    cost: new Float64Array(count),
  };
  for (let i = 0; i < count; i++) {
    const party = shipments.party[i];
    const plan = plans[party];
    union.linehaul[i] = plan.linehaul[i] === NONE ? NONE : plan.linehaul[i] + firstPart[party];
    union.lastMile[i] = plan.lastMile[i] === NONE ? NONE : plan.lastMile[i] + firstPart[party];
    union.carriage[i] = plan.carriage[i];
    union.status[i] = plan.status[i];
    union.reason[i] = plan.reason[i];
    union.dueSec[i] = plan.dueSec[i];
    union.arriveSec[i] = plan.arriveSec[i];
    union.cost[i] = plan.cost[i];
  }
  return {
    parts: allParts(plans.map(({ parts }) => parts)),
    ...union,
    openedRuns: plans.flatMap(({ openedRuns }) => openedRuns),
  };
}

function allParts(tables: readonly RouteParts[]): RouteParts {
  const firstStep = startsOf(tables.map(({ stepKind }) => stepKind.length));
  const count = tables.reduce((sum, parts) => sum + parts.count, 0);
  const stepCount = firstStep[tables.length];
  const all = {
    count,
    firstStep: new Uint32Array(count + 1),
    stepKind: new Uint8Array(stepCount),
    stepWhat: new Uint32Array(stepCount),
    stepDay: new Int32Array(stepCount),
    stepAt: new Int32Array(stepCount),
  };
  let part = 0;
  tables.forEach((table, t) => {
    all.stepKind.set(table.stepKind, firstStep[t]);
    all.stepWhat.set(table.stepWhat, firstStep[t]);
    all.stepDay.set(table.stepDay, firstStep[t]);
    all.stepAt.set(table.stepAt, firstStep[t]);
    for (let p = 0; p < table.count; p++) all.firstStep[++part] = table.firstStep[p + 1] + firstStep[t];
  });
  return all;
}

/** Where each of several lists starts when they stand one after another, and where the last one ends. */
function startsOf(lengths: readonly number[]): number[] {
  const starts = [0];
  for (const length of lengths) starts.push(starts[starts.length - 1] + length);
  return starts;
}
