import { BLOCKED, scan } from './scan.js';
import { openKernel } from './scan-wasm.js';
import type { TimedGraph } from './timed-graph.js';

/** What scans run with: vectors where the machine has them, or always the plain loop. Results are the same. */
export type ScanMeans = 'vectors' | 'plain';

/** A graph laid out for many scans, with costs per group and the labels of the newest scan. */
export interface Scanner {
  /** Per group [item * lanes], at most BLOCKED; the owner writes them. */
  readonly cost: readonly Int32Array[];
  /** [item * lanes] of the newest scan, up to its end; BLOCKED where unreachable. */
  readonly labels: Int32Array;
  /** Labels of all items before `end` from a source at a group's cost, as by `scan`. */
  readonly run: (group: number, source: number, end: number) => void;
}

/** Lays out a graph. `lanes` is 1 or a multiple of 4. */
export function openScanner(
  graph: TimedGraph,
  lanes: number,
  groupCount: number,
  means: ScanMeans = 'vectors',
): Scanner {
  const vectors = means === 'vectors' ? vectorScanner(graph, lanes, groupCount) : undefined;
  return vectors ?? plainScanner(graph, lanes, groupCount);
}

function plainScanner(graph: TimedGraph, lanes: number, groupCount: number): Scanner {
  const cellCount = graph.itemCount * lanes;
  const cost = Array.from({ length: groupCount }, () => new Int32Array(cellCount));
  const labels = new Int32Array(cellCount).fill(BLOCKED);
  const run = (group: number, source: number, end: number): void => {
    labels.fill(BLOCKED, 0, source * lanes);
    scan(graph.ride, graph.wait, cost[group], labels, lanes, source, end);
  };
  return { cost, labels, run };
}

/** The same within the kernel's memory: labels, then costs group by group, then where items are reached from. */
function vectorScanner(graph: TimedGraph, lanes: number, groupCount: number): Scanner | undefined {
  const { itemCount, ride, wait } = graph;
  const cellCount = itemCount * lanes;
  const itemBytes = lanes * LABEL_BYTES;
  const columnBytes = cellCount * LABEL_BYTES;
  const endsStart = columnBytes * (1 + groupCount);
  const kernel = openKernel(lanes, endsStart + itemCount * ENDS_BYTES);
  if (!kernel) return undefined;
  const { buffer } = kernel.memory;
  const labels = new Int32Array(buffer, 0, cellCount).fill(BLOCKED);
  const cost = Array.from({ length: groupCount }, (_, g) => new Int32Array(buffer, columnBytes * (1 + g), cellCount));
  const ends = new Uint32Array(buffer, endsStart, itemCount * 2);
  for (let item = 0; item < itemCount; item++) {
    ends[item * 2] = ride[item] * itemBytes;
    ends[item * 2 + 1] = wait[item] * itemBytes;
  }
  const run = (group: number, source: number, end: number): void => {
    labels.fill(BLOCKED, 0, source * lanes).fill(0, source * lanes, (source + 1) * lanes);
    const first = source + 1;
    kernel.run({
      endsAt: endsStart + first * ENDS_BYTES,
      costAt: columnBytes * (1 + group) + first * itemBytes,
      labelAt: first * itemBytes,
      labelEnd: end * itemBytes,
    });
  };
  return { cost, labels, run };
}

const LABEL_BYTES = 4;
const ENDS_BYTES = 8;
