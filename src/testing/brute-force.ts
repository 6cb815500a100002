import type { OpenedRun, Plan, Step } from '../domain/plan.js';
import type { Shipments } from '../domain/shipments.js';
import type { Workspace } from '../domain/workspace.js';
import { assert } from '../base/assert.js';
import { planOf } from './plan-of.js';
import type { Choice } from './plan-of.js';
import { parcelOf } from './rules.js';
import type { Parcel } from './rules.js';
import { timedGraph } from './timed-graph.js';
import type { RunChoice, Taking, TimedGraph } from './timed-graph.js';

/**
 * An optimal plan of a toy world and its cost in minor money, by trying every route of every parcel and every number of
 * optional runs; only combinations that already cost more than the best found are cut short.
 */
export function bruteForce(workspace: Workspace, shipments: Shipments): { plan: Plan; cost: number } {
  const graph = timedGraph(workspace);
  const parcels = Array.from({ length: shipments.count }, (_, index) => parcelOf(workspace, shipments, index));
  const offers = withoutDominated(
    parcels.map((parcel) => listOffers(graph, parcel)),
    graph.capacity,
  );
  let best: { choices: readonly Choice[]; runs: readonly OpenedRun[]; cost: number } | undefined;
  for (const runs of listRunChoices(graph.runs)) {
    const combination = cheapestCombination(offers, runs.capacity(graph), (best?.cost ?? Infinity) - runs.cost);
    if (combination) best = { choices: combination.choices, runs: runs.opened, cost: combination.cost + runs.cost };
  }
  assert(best, 'leaving every parcel out is always possible');
  return { plan: planOf(parcels, best.choices, best.runs), cost: best.cost };
}

interface Offer {
  readonly choice: Choice;
  readonly cost: number;
  readonly uses: Taking['uses'];
}

const OFFERS_MAX = 200_000;

/**
 * All ways of a parcel worth a thought, cheapest first. Left aside are ways that cost more than spot or nothing, which
 * use no capacity, and ways that return to a facility where the parcel was ready before, because it could have waited.
 */
function listOffers(graph: TimedGraph, parcel: Parcel): Offer[] {
  const offers: Offer[] = [{ choice: { carriage: 'none' }, cost: parcel.product.unplannedCost, uses: [] }];
  if (parcel.spot) offers.push({ choice: { carriage: 'spot', ...parcel.spot }, cost: parcel.spot.cost, uses: [] });
  const other = Math.min(...offers.map((offer) => offer.cost));
  const source = parcel.start && graph.nodeAt(parcel.start.facility, parcel.start.sec);
  const sink = graph.sinkOf(parcel.destination);
  const ahead = costAhead(graph, parcel, sink);
  const steps: Step[] = [];
  const uses: Taking['uses'][number][] = [];
  const been = new Set<number>();
  const walk = (node: number, cost: number, sec: number): void => {
    if (node === sink) {
      offers.push({ choice: { carriage: 'network', steps: [...steps], cost, sec }, cost, uses: mergeUses(uses) });
      assert(offers.length < OFFERS_MAX, 'a world for brute force has too many routes');
      return;
    }
    for (const index of graph.arcsFrom[node]) {
      const arc = graph.arcs[index];
      const taking = arc.take(parcel);
      if (!taking || cost + taking.cost + ahead[arc.to] >= other) continue;
      const entered = arc.enters !== undefined && !been.has(arc.enters) ? arc.enters : undefined;
      if (arc.enters !== undefined && entered === undefined) continue;
      if (entered !== undefined) been.add(entered);
      if (arc.step) steps.push(arc.step);
      uses.push(...taking.uses);
      walk(arc.to, cost + taking.cost, arc.sec);
      uses.length -= taking.uses.length;
      if (arc.step) steps.pop();
      if (entered !== undefined) been.delete(entered);
    }
  };
  if (source !== undefined && parcel.start) {
    been.add(parcel.start.facility);
    walk(source, 0, 0);
  }
  return offers.toSorted((a, b) => a.cost - b.cost);
}

/** Least cost from every node to the sink, were nothing scarce; Infinity where no way leads there. */
function costAhead(graph: TimedGraph, parcel: Parcel, sink: number): Float64Array {
  const ahead = new Float64Array(graph.nodeCount).fill(Infinity);
  ahead[sink] = 0;
  const takings = graph.arcs.map((arc) => arc.take(parcel));
  for (let changed = true; changed;) {
    changed = false;
    for (const [index, arc] of graph.arcs.entries()) {
      const cost = (takings[index]?.cost ?? Infinity) + ahead[arc.to];
      if (cost >= ahead[arc.from]) continue;
      ahead[arc.from] = cost;
      changed = true;
    }
  }
  return ahead;
}

/**
 * Drops a way where a cheaper one of the same parcel uses no more of anything scarce: some optimum does without it.
 * A resource is scarce when all parcels together could use more of it than there is.
 */
function withoutDominated(
  offers: readonly (readonly Offer[])[],
  capacity: ReadonlyMap<string, number>,
): (readonly Offer[])[] {
  const wanted = new Map<string, number>();
  for (const own of offers) {
    const most = new Map<string, number>();
    for (const [name, amount] of own.flatMap((offer) => offer.uses))
      most.set(name, Math.max(amount, most.get(name) ?? 0));
    for (const [name, amount] of most) wanted.set(name, (wanted.get(name) ?? 0) + amount);
  }
  const isScarce = (name: string): boolean => (wanted.get(name) ?? 0) > (capacity.get(name) as number);
  return offers.map((own) => {
    const kept: Offer[] = [];
    for (const offer of own) {
      const scarce = new Map(offer.uses.filter(([name]) => isScarce(name)));
      const offerScarce: Offer = { ...offer, uses: [...scarce] };
      if (!kept.some((other) => other.uses.every(([name, amount]) => amount <= (scarce.get(name) ?? 0)))) {
        kept.push(offerScarce);
      }
    }
    return kept;
  });
}

function mergeUses(uses: Taking['uses']): Taking['uses'] {
  const merged = new Map<string, number>();
  for (const [resource, amount] of uses) merged.set(resource, (merged.get(resource) ?? 0) + amount);
  return [...merged];
}

/** Depth first over parcels; `limit` is a cost that must be beaten. */
function cheapestCombination(
  offers: readonly (readonly Offer[])[],
  left: Map<string, number>,
  limit: number,
): { choices: readonly Choice[]; cost: number } | undefined {
  // Cheapest cost of all parcels from `index` on, if nothing were scarce.
  const ahead = new Float64Array(offers.length + 1);
  for (let index = offers.length - 1; index >= 0; index--) {
    ahead[index] = ahead[index + 1] + offers[index]?.[0]?.cost;
  }
  const chosen: Choice[] = [];
  let best: { choices: readonly Choice[]; cost: number } | undefined;
  const descend = (index: number, cost: number): void => {
    if (index === offers.length) {
      if (cost < (best?.cost ?? limit)) best = { choices: [...chosen], cost };
      return;
    }
    for (const offer of offers[index]) {
      const total = cost + offer.cost;
      if (total + ahead[index + 1] >= (best?.cost ?? limit) - 1e-9) return;
      if (offer.uses.some(([resource, amount]) => (left.get(resource) as number) < amount)) continue;
      for (const [resource, amount] of offer.uses) left.set(resource, (left.get(resource) as number) - amount);
      chosen.push(offer.choice);
      descend(index + 1, total);
      chosen.pop();
      for (const [resource, amount] of offer.uses) left.set(resource, (left.get(resource) as number) + amount);
    }
  };
  descend(0, 0);
  return best;
}

interface OpenedRuns {
  readonly opened: readonly OpenedRun[];
  readonly cost: number;
  readonly capacity: (graph: TimedGraph) => Map<string, number>;
}

/** Every number of runs of every option on every day, fewest first. */
function listRunChoices(choices: readonly RunChoice[]): OpenedRuns[] {
  let counts: number[][] = [[]];
  for (const choice of choices) {
    counts = counts.flatMap((head) => Array.from({ length: choice.runsMax + 1 }, (_, runs) => [...head, runs]));
  }
  assert(counts.length <= 20_000, 'a world for brute force has too many optional runs');
  const combinations = counts.map((runs) => ({
    opened: choices.flatMap(({ option, day }, index) => (runs[index] > 0 ? [{ option, day, runs: runs[index] }] : [])),
    cost: choices.reduce((sum, choice, index) => sum + choice.cost * runs[index], 0),
    capacity: (graph: TimedGraph): Map<string, number> => {
      const capacity = new Map(graph.capacity);
      for (const [index, choice] of choices.entries()) {
        for (const [resource, amount] of choice.adds) {
          if (runs[index] === 0) continue;
          capacity.set(resource, (capacity.get(resource) as number) + amount * runs[index]);
        }
      }
      return capacity;
    },
  }));
  return combinations.toSorted((a, b) => a.cost - b.cost);
}
