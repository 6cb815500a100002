import { graphLists, isExact, partCount, type MedianGraph } from '../../engine/siting/graph-lists.js';
import type { MedianProblem } from '../../engine/siting/median.js';
import { InstanceParser, readInstanceText } from '../instance-parser.js';

/**
 * Reads a p-median instance in OR-Library's format: the number of vertices, of edges and of sites to open, then a line
 * `from to length` for each edge. The last of several edges between two vertices counts. `size` replaces the number of
 * sites, which may then be missing. Throws an InputError with every fault.
 */
export async function readMedianInstance(file: string, size?: number): Promise<MedianProblem> {
  return parseMedianInstance(await readInstanceText(file), file, size);
}

const VERTICES_MAX = 10_000; // every pair of vertices has a cost

/** The same from a text; `file` is named in faults. */
export function parseMedianInstance(text: string, file: string, size?: number): MedianProblem {
  const parser = new InstanceParser(text, file);
  const needed = size === undefined ? 3 : 2;
  const [vertexCount, edgeCount = 0, ownSize] = parser.counts(['vertices', 'edges', 'sites to open'], needed);
  parser.stopOnFaults();
  const open = size ?? ownSize ?? 0;
  const header = { line: parser.lastLine, code: 'out_of_range' };
  if (vertexCount < 1 || vertexCount > VERTICES_MAX) {
    const allowed = `from 1 to ${VERTICES_MAX} vertices`;
    parser.fault({ ...header, column: 'vertices', value: `${vertexCount}`, message: TOO_MANY_OR_FEW, allowed });
  } else if (open < 1 || open > vertexCount) {
    const allowed = `from 1 to ${vertexCount}, as many as there are vertices`;
    parser.fault({ ...header, column: 'sites to open', value: `${open}`, message: TOO_MANY_OR_FEW, allowed });
  }
  parser.stopOnFaults();
  const [from, to, length] = parser.table(edgeCount, ['from', 'to', 'length'], vertexCount);
  length.forEach((one, row) => {
    if (!(one > 0) || Number.isSafeInteger(one)) return; // what is no number at all is a fault already
    const value = String(one);
    const message = 'is no whole number, so that a proof could not be exact';
    parser.fault({ code: 'bad_number', line: parser.lineOf(row), column: 'length', value, message });
  });
  parser.expectEnd(`${edgeCount} edges`);
  parser.stopOnFaults();
  const graph = { vertexCount, ...lastOfEach(vertexCount, from, to, length) };
  const parts = partCount(graph);
  if (parts > open) {
    const message = `opens too few sites: the graph falls into ${parts} parts that no edge joins`;
    parser.fault({ ...header, column: 'sites to open', value: `${open}`, message, allowed: `at least ${parts}` });
  } else if (!isExact(graph, open)) {
    const message = 'are so long that sums of them would not be exact';
    parser.fault({ ...header, column: 'length', message, suggestion: 'Give them in a larger unit.' });
  }
  parser.stopOnFaults();
  return { lists: graphLists(graph), size: open };
}

const TOO_MANY_OR_FEW = 'is more or fewer than can be';

/** Edges with vertices from 0; of several between two vertices only the last, and none from a vertex to itself. */
function lastOfEach(
  vertexCount: number,
  from: Float64Array,
  to: Float64Array,
  length: Float64Array,
): Omit<MedianGraph, 'vertexCount'> {
  const row = new Map<number, number>();
  from.forEach((_, edge) => {
    const low = Math.min(from[edge], to[edge]) - 1;
    const high = Math.max(from[edge], to[edge]) - 1;
    if (low < high) row.set(low * vertexCount + high, edge);
  });
  const rows = [...row.values()];
  return {
    edgeCount: rows.length,
    from: Uint32Array.from(rows, (edge) => from[edge] - 1),
    to: Uint32Array.from(rows, (edge) => to[edge] - 1),
    length: Float64Array.from(rows, (edge) => length[edge]),
  };
}
