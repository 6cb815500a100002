import type { Shipments } from '../../domain/shipments.js';
import type { Workspace } from '../../domain/workspace.js';
import { changeDemand } from '../../explore/scenarios/change-demand.js';

/** Some of many parcels, each standing for several, so that loads and capacities keep their proportion. */
export interface Sample {
  readonly shipments: Shipments; // picked parcels, each with its copies behind it
  readonly planned: number; // picked
  readonly of: number;
  readonly counts: number; // copies of each, itself included
}

/** Every so-many-th parcel as often, so that at most `most` are picked; all of them where there are no more. */
export function pickSample(workspace: Workspace, shipments: Shipments, most: number): Sample {
  const counts = Math.max(1, Math.ceil(shipments.count / most));
  const of = shipments.count;
  if (counts === 1) return { shipments, planned: of, of, counts };
  const all = { party: undefined, product: undefined, from: [], to: [], days: undefined };
  const picked = changeDemand(workspace, shipments, [{ ...all, times: 1 / counts }]);
  const repeated = changeDemand(workspace, picked, [{ ...all, times: counts }]);
  return { shipments: repeated, planned: picked.count, of, counts };
}

/**
 * Standard error of the mean cost of all parcels, as a share of it, of a plan of a sample: every picked parcel's cost is the mean of its
 * copies'. As if parcels were picked at random without putting back; picking every so-many-th is seldom worse.
 */
export function errorShareOf({ planned, of, counts }: Sample, cost: Float64Array): number {
  if (planned === of || planned < 2) return 0;
  let [sum, squares] = [0, 0];
  for (let picked = 0; picked < planned; picked++) {
    let each = 0;
    for (let copy = 0; copy < counts; copy++) each += cost[picked * counts + copy];
    sum += each / counts;
    squares += (each / counts) ** 2;
  }
  const mean = sum / planned;
  if (mean === 0) return 0;
  const variance = Math.max(0, squares / planned - mean * mean);
  return Math.sqrt((variance / planned) * (1 - planned / of)) / mean;
}
