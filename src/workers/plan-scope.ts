import type { Certificate, Plan } from '../domain/plan.js';
import type { Shipments } from '../domain/shipments.js';
import type { Workspace } from '../domain/workspace.js';
import type { FlowResult } from '../engine/flow/price-directed-flow.js';
import { TimedFinder } from '../engine/timed/timed-finder.js';
import { accessOf, type Access } from '../planner/network/access.js';
import type { Scope } from '../planner/demand/classes.js';
import { compile, type Compiled } from '../planner/compile/compile.js';
import { solve } from '../planner/answer/solve.js';
import { timetableOf } from '../planner/network/timetable.js';
import { stalls } from './stalls.js';
import { ThreadedFinder } from './threaded-finder.js';

/** Where the solver stands; money in minor units. */
export interface PlanProgress {
  readonly stage: string; // which plan is being made, e.g. `joint`
  readonly round: number;
  readonly cost: number; // of the best whole-parcel plan so far
  readonly bound: number; // no plan can cost less
}

/** A plan with what was proved about it. */
export interface PlannedScope {
  readonly plan: Plan;
  readonly cost: number; // minor money
  readonly bound: number; // minor money
  readonly certificate: Certificate; // proves the bound
  readonly seconds: number;
  readonly rounds: readonly { readonly seconds: number; readonly cost: number; readonly bound: number }[];
}

/** How long and how well a scope is planned. */
export interface ScopeLimits {
  readonly gap: number; // stop when cost and bound are this close
  readonly roundsMax: number;
  readonly threads: number;
  /** When the plan is to be ready, in milliseconds of `nowMs`. */
  readonly endsAtMs: number;
  /** Asked often; true ends the search with the best plan so far. */
  readonly stop: () => boolean;
  readonly onProgress: (progress: PlanProgress) => void;
  /** The scope's problem, where it is laid out already. */
  readonly compiled?: Compiled | undefined;
  /** Where the search stands already; undefined: it starts anew. */
  readonly from?: ((compiled: Compiled) => FlowResult | undefined) | undefined;
  /** For comparisons: no reasons are told, and a search ends when it comes no closer. */
  readonly figuresOnly?: boolean;
}

/** Share of the time that a joint plan may take; the plans of each party alone share what is left. */
export const JOINT_SHARE = 0.7;

/** What reading routes back takes at most, of what laying parcels out took. */
const READING_BACK = 0.6;

/** Milliseconds on a clock that all threads of the process share and nobody sets. */
export function nowMs(): number {
  return performance.timeOrigin + performance.now();
}

/** Plans one scope after another of a workspace and its shipments, whose timetable is laid out once. */
export class ScopePlanner {
  private readonly workspace: Workspace;

  constructor(
    private readonly access: Access,
    private readonly shipments: Shipments,
  ) {
    this.workspace = access.workspace;
  }

  static open(workspace: Workspace, shipments: Shipments): ScopePlanner {
    return new ScopePlanner(accessOf(workspace, timetableOf(workspace)), shipments);
  }

  /**
   * Plans a scope until the gap is reached or the time is up. Reading the routes back cannot be cut short; the search ends
   * early enough for it, as the time that laying the parcels out took tells.
   */
  async plan(scope: Scope, limits: ScopeLimits): Promise<PlannedScope> {
    const { workspace, shipments } = this;
    const { threads, figuresOnly = false } = limits;
    const startMs = nowMs();
    const seconds = (): number => (nowMs() - startMs) / 1000;
    const stage = scope === 'joint' ? 'joint' : `${workspace.parties[scope]?.id} alone`;
    const rounds: { seconds: number; cost: number; bound: number }[] = [];
    let stalled = false;
    const compiled = limits.compiled ?? compile(workspace, this.access, shipments, scope);
    const searchEndsMs = limits.endsAtMs - seconds() * 1000 * READING_BACK;
    const secondsLeft = (): number => (searchEndsMs - nowMs()) / 1000;
    const threaded = threads > 1 ? ThreadedFinder.open(compiled.problem, threads) : undefined;
    try {
      const finder = threaded ?? new TimedFinder(compiled.problem);
      const { plan, cost, bound, certificate } = await solve(workspace, compiled, shipments, finder, {
        gap: limits.gap,
        roundsMax: limits.roundsMax,
        from: limits.from?.(compiled),
        priceFirst: true,
        tellReasons: !figuresOnly,
        secondsLeft,
        stop: () => stalled || limits.stop() || secondsLeft() <= 0,
        onRound: ({ round, cost: best, bound: proven }) => {
          rounds.push({ seconds: seconds(), cost: best, bound: proven });
          stalled = figuresOnly && stalls(rounds);
          limits.onProgress({ stage, round, cost: best, bound: proven });
        },
      });
      return { plan, cost, bound, certificate, seconds: seconds(), rounds };
    } finally {
      await threaded?.close();
    }
  }

  /** Plans parties alone, one after another, each in an equal part of the time that is left; by party. */
  async planAlone(parties: readonly number[], limits: ScopeLimits): Promise<(PlannedScope | undefined)[]> {
    const alone: (PlannedScope | undefined)[] = [];
    for (const [index, party] of parties.entries()) {
      const shareMs = (limits.endsAtMs - nowMs()) / (parties.length - index);
      alone[party] = await this.plan(party, { ...limits, endsAtMs: nowMs() + shareMs });
    }
    return alone;
  }
}
