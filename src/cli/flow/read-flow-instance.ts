import type { FlowInstance } from '../../planner/flow/plain-flow.js';
import { InstanceParser, readInstanceText } from '../instance-parser.js';

/**
 * Reads the text format of the published "planar" and "grid" instances: the number of nodes, of arcs and of
 * commodities, then a line `from to cost capacity` for each arc and `from to demand` for each commodity. Blank lines
 * do not count. Throws an InputError with every fault.
 */
export async function readFlowInstance(file: string): Promise<FlowInstance> {
  return parseFlowInstance(await readInstanceText(file), file);
}

/** The same from a text; `file` is named in faults. */
export function parseFlowInstance(text: string, file: string): FlowInstance {
  const parser = new InstanceParser(text, file);
  const nodeCount = parser.count('nodes');
  const arcCount = parser.count('arcs');
  const commodityCount = parser.count('commodities');
  parser.stopOnFaults();
  const arcs = parser.table(arcCount, ['from', 'to', 'cost', 'capacity'], nodeCount);
  const commodities = parser.table(commodityCount, ['from', 'to', 'demand'], nodeCount);
  parser.expectEnd(`${arcCount} arcs and ${commodityCount} commodities`);
  parser.stopOnFaults();
  return {
    nodeCount,
    arcCount,
    arcFrom: Uint32Array.from(arcs[0], (node) => node - 1),
    arcTo: Uint32Array.from(arcs[1], (node) => node - 1),
    arcCost: arcs[2],
    arcCapacity: arcs[3],
    commodityCount,
    commodityFrom: Uint32Array.from(commodities[0], (node) => node - 1),
    commodityTo: Uint32Array.from(commodities[1], (node) => node - 1),
    commodityDemand: commodities[2],
  };
}
