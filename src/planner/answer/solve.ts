import { NONE } from '../../base/none.js';
import type { Certificate, Plan } from '../../domain/plan.js';
import type { Shipments } from '../../domain/shipments.js';
import type { Workspace } from '../../domain/workspace.js';
import type { RouteFinder } from '../../engine/flow/flow-problem.js';
import {
  priceDirectedFlow,
  type FlowOptions,
  type FlowResult,
  type Round,
} from '../../engine/flow/price-directed-flow.js';
import type { Scope } from '../demand/classes.js';
import type { Compiled } from '../compile/compile.js';
import { outsideCarriage } from '../demand/outside.js';
import { readAnswer } from './read-answer.js';

/** A plan with what was proved about it. Money in minor units. */
export interface Solution {
  readonly scope: Scope;
  readonly plan: Plan;
  readonly cost: number;
  readonly bound: number;
  readonly certificate: Certificate;
}

/** Progress in minor money. */
export type PlanRound = Round;

export interface SolveOptions extends FlowOptions {
  /** False: nobody will ask why parcels are late or left out, so it is not looked into. */
  readonly tellReasons?: boolean;
}

/** Solves a compiled problem with a finder and reads the answer back. */
export async function solve(
  workspace: Workspace,
  compiled: Compiled,
  shipments: Shipments,
  finder: RouteFinder,
  options: SolveOptions,
): Promise<Solution> {
  const { ticksPerMinor } = compiled;
  const fixed = costOutsideProblem(workspace, compiled, shipments);
  const answer = await priceDirectedFlow(compiled.problem.flow, finder, {
    ...options,
    onRound: (round) =>
      options.onRound({
        ...round,
        cost: round.cost / ticksPerMinor + fixed,
        bound: round.bound / ticksPerMinor + fixed,
      }),
  });
  const plan = readAnswer(workspace, compiled, shipments, answer, options.tellReasons);
  const bound = answer.bound / ticksPerMinor + fixed;
  return {
    scope: compiled.scope,
    plan,
    cost: planCost(workspace, plan),
    bound,
    certificate: certificateOf(compiled, answer, bound),
  };
}

/** Minor money for the parcels that no route could ever take: they are in every plan and in its bound. */
export function costOutsideProblem(workspace: Workspace, compiled: Compiled, shipments: Shipments): number {
  let cost = 0;
  for (let i = 0; i < shipments.count; i++) {
    if (compiled.commodities.ofShipment[i] !== NONE) continue;
    if (compiled.scope !== 'joint' && shipments.party[i] !== compiled.scope) continue;
    cost += outsideCarriage(workspace, shipments, i, compiled.classes.band[i], compiled.demand.dueSec[i]).cost;
  }
  return cost;
}

/** Minor money of a plan: its parcels and the runs it opens. */
export function planCost(workspace: Workspace, plan: Plan): number {
  let cost = 0;
  for (const parcel of plan.cost) cost += parcel;
  for (const { option, runs } of plan.openedRuns) {
    cost += runs * workspace.network.options.costPerRun[option];
  }
  return cost;
}

function certificateOf(compiled: Compiled, answer: FlowResult, bound: number): Certificate {
  const resources: string[] = [];
  const prices: number[] = [];
  answer.prices.forEach((price, r) => {
    if (price <= 0) return;
    resources.push(compiled.keys.name(compiled.resourceKeys[r]));
    prices.push(price / compiled.ticksPerMinor);
  });
  return { bound, resources, prices };
}
