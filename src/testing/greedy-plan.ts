import type { Plan, Step } from '../domain/plan.js';
import type { Shipments } from '../domain/shipments.js';
import type { Workspace } from '../domain/workspace.js';
import { planOf } from './plan-of.js';
import type { Choice } from './plan-of.js';
import { parcelOf } from './rules.js';
import type { Parcel } from './rules.js';
import { timedGraph } from './timed-graph.js';
import type { Arc, Taking, TimedGraph } from './timed-graph.js';

/**
 * A valid plan, not a good one: parcels in file order, each over the route that is cheapest within what is left, or by
 * spot, or left out, whichever costs least. Opens no optional runs.
 */
export function greedyPlan(workspace: Workspace, shipments: Shipments): Plan {
  const graph = timedGraph(workspace);
  const left = new Map(graph.capacity);
  const parcels = Array.from({ length: shipments.count }, (_, index) => parcelOf(workspace, shipments, index));
  return planOf(
    parcels,
    parcels.map((parcel) => choose(graph, left, parcel)),
  );
}

function choose(graph: TimedGraph, left: Map<string, number>, parcel: Parcel): Choice {
  const choices: { cost: number; choice: Choice }[] = [
    { cost: parcel.product.unplannedCost, choice: { carriage: 'none' } },
  ];
  if (parcel.spot) choices.push({ cost: parcel.spot.cost, choice: { carriage: 'spot', ...parcel.spot } });
  const path = cheapestPath(graph, left, parcel);
  if (path) choices.push({ cost: path.cost, choice: { carriage: 'network', ...path } });
  const { choice } = choices.reduce((best, next) => (next.cost < best.cost ? next : best));
  if (choice.carriage === 'network' && path) {
    for (const [resource, amount] of path.uses) left.set(resource, (left.get(resource) as number) - amount);
  }
  return choice;
}

interface Path {
  readonly steps: readonly Step[];
  readonly cost: number;
  readonly sec: number;
  readonly uses: Taking['uses'];
}

/** Dijkstra over the timed graph, passing only arcs with room. */
function cheapestPath(graph: TimedGraph, left: ReadonlyMap<string, number>, parcel: Parcel): Path | undefined {
  const source = parcel.start && graph.nodeAt(parcel.start.facility, parcel.start.sec);
  if (source === undefined) return undefined;
  const sink = graph.sinkOf(parcel.destination);
  const best = new Map<number, { cost: number; arc: Arc | undefined; taking: Taking | undefined }>();
  best.set(source, { cost: 0, arc: undefined, taking: undefined });
  const queue = new Heap();
  queue.push(0, source);
  for (let entry = queue.pop(); entry; entry = queue.pop()) {
    if (entry.node === sink) return traceBack(best, sink);
    if (entry.cost > (best.get(entry.node)?.cost as number)) continue;
    for (const index of graph.arcsFrom[entry.node]) {
      const arc = graph.arcs[index];
      const taking = arc.take(parcel);
      if (!taking || taking.uses.some(([resource, amount]) => (left.get(resource) as number) < amount)) continue;
      const cost = entry.cost + taking.cost;
      if (cost >= (best.get(arc.to)?.cost ?? Infinity)) continue;
      best.set(arc.to, { cost, arc, taking });
      queue.push(cost, arc.to);
    }
  }
  return undefined;
}

function traceBack(
  best: ReadonlyMap<number, { cost: number; arc: Arc | undefined; taking: Taking | undefined }>,
  sink: number,
): Path {
  const steps: Step[] = [];
  const uses: Taking['uses'][number][] = [];
  let label = best.get(sink);
  const cost = label?.cost as number;
  const sec = label?.arc?.sec as number;
  while (label?.arc && label.taking) {
    if (label.arc.step) steps.unshift(label.arc.step);
    uses.push(...label.taking.uses);
    label = best.get(label.arc.from);
  }
  return { steps, cost, sec, uses };
}

/** A binary heap of nodes by cost. */
class Heap {
  private readonly items: { cost: number; node: number }[] = [];

  push(cost: number, node: number): void {
    const { items } = this;
    let at = items.length;
    items.push({ cost, node });
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if ((items[parent] as { cost: number }).cost <= cost) break;
      items[at] = items[parent];
      at = parent;
    }
    items[at] = { cost, node };
  }

  pop(): { cost: number; node: number } | undefined {
    const { items } = this;
    const top = items[0];
    const last = items.pop();
    if (!top || !last || items.length === 0) return top;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= items.length) break;
      const right = items[child + 1];
      if (right && right.cost < (items[child] as { cost: number }).cost) child++;
      if ((items[child] as { cost: number }).cost >= last.cost) break;
      items[at] = items[child];
      at = child;
    }
    items[at] = last;
    return top;
  }
}
