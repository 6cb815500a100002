import { NONE } from '../../base/none.js';
import type { Plan } from '../../domain/plan.js';
import type { Shipments } from '../../domain/shipments.js';
import { joinParts, startsOf } from './join-parts.js';

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
    parts: joinParts(plans.map(({ parts }) => parts)),
    ...union,
    openedRuns: plans.flatMap(({ openedRuns }) => openedRuns),
  };
}
