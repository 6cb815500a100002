import { Prng } from '../../base/prng.js';
import type { Shipments } from '../../domain/shipments.js';
import type { Workspace } from '../../domain/workspace.js';
import { sizeOf } from '../../engine/sharing/cost-game.js';
import { coalitionsIn, joiningOrders } from '../../engine/sharing/sampled-shapley.js';
import { coalitionAccount, unionAccount } from './coalition-account.js';
import type { CoalitionAccount, Labeling } from './coalition-account.js';
import { coalitionWorld } from './coalition-world.js';
import { planJoint } from '../../workers/plan-joint.js';
import type { JointPlan, ShareSettings } from './share-settings.js';

/** More parties are too many to plan every coalition: orders of joining are sampled. */
export const EXACT_PARTIES_MAX = 5;

/** Accounts of coalitions by bit mask, the joint plan's last; all of them unless orders were sampled. */
export interface CoalitionAccounts {
  readonly of: ReadonlyMap<number, CoalitionAccount>;
  readonly everybody: number; // bit mask
  /** Sampled orders of joining, whose coalitions are those in `of`; undefined when all are. */
  readonly orders: Uint8Array | undefined;
}

/**
 * Plans every smaller coalition and adds up all plans. A coalition whose plan came out dearer than its parts apart works
 * apart (the superadditive cover): by whole parcels that can be, and also where the tariff moves parcels to a partner
 * whose own costs are higher.
 */
export async function planCoalitions(
  { workspace, shipments }: { readonly workspace: Workspace; readonly shipments: Shipments },
  joint: JointPlan,
  labelings: readonly Labeling[],
  settings: ShareSettings,
): Promise<CoalitionAccounts> {
  const { parties } = workspace;
  const everybody = 2 ** parties.length - 1;
  const { wanted, orders } = wantedCoalitions(parties.length, settings.orderPairs);
  const of = new Map<number, CoalitionAccount>();
  const clock = startClock(settings);
  for (const [done, coalition] of wanted.entries()) {
    const members = parties.filter((_, party) => (coalition >> party) & 1).map(({ id }) => id);
    settings.onProgress({ members, done, count: wanted.length });
    const world = coalitionWorld(workspace, shipments, coalition);
    const stop = clock.next(wanted.length - done);
    const planned = await planJoint(world.workspace, world.shipments, {
      gap: settings.gap,
      threads: settings.threads,
      stop,
    });
    of.set(coalition, apartWhereCheaper(of, coalition, coalitionAccount(world, planned, labelings)));
  }
  const rows = Uint32Array.from({ length: shipments.count }, (_, row) => row);
  const { plan, certificate } = joint;
  of.set(everybody, coalitionAccount({ workspace, shipments, rows }, { plan, bound: certificate.bound }, labelings));
  return { of, everybody, orders };
}

/** Coalitions to plan, smaller ones before those they are part of. */
function wantedCoalitions(partyCount: number, pairs: number): { wanted: number[]; orders: Uint8Array | undefined } {
  const everybody = 2 ** partyCount - 1;
  if (partyCount <= EXACT_PARTIES_MAX) {
    const all = Array.from({ length: everybody - 1 }, (_, index) => index + 1);
    return { wanted: bySize(all), orders: undefined };
  }
  const orders = joiningOrders(partyCount, pairs, new Prng(1));
  const singles = Array.from({ length: partyCount }, (_, party) => 1 << party);
  const asked = new Set([...singles, ...coalitionsIn(partyCount, orders)]);
  asked.delete(everybody);
  return { wanted: bySize([...asked]), orders };
}

function bySize(coalitions: readonly number[]): number[] {
  return coalitions.toSorted((a, b) => sizeOf(a) - sizeOf(b) || a - b);
}

function apartWhereCheaper(
  of: ReadonlyMap<number, CoalitionAccount>,
  coalition: number,
  planned: CoalitionAccount,
): CoalitionAccount {
  let best = planned;
  for (let part = (coalition - 1) & coalition; part > 0; part = (part - 1) & coalition) {
    const [a, b] = [of.get(part), of.get(coalition ^ part)];
    if (a && b && a.system + b.system < best.system) best = unionAccount(a, b, planned.chargedBound);
  }
  return best;
}

/** Shares the time out: each search may take an equal part of what is left. */
function startClock({ seconds, signal }: ShareSettings): { next: (searchesLeft: number) => () => boolean } {
  const endMs = performance.now() + seconds * 1000;
  return {
    next: (searchesLeft) => {
      const startMs = performance.now();
      const untilMs = startMs + Math.max(0, endMs - startMs) / searchesLeft;
      return () => signal.aborted || performance.now() > untilMs;
    },
  };
}
