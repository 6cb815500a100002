import { distanceKm } from '../../base/geo.js';
import { MODES } from '../../domain/network.js';
import type { Workspace } from '../../domain/workspace.js';
import { modeOfTrip } from '../carriage.js';
import type { Loads } from '../loads.js';
import { isPlaced } from '../places.js';

/** Planned parcels that one party's vehicles carry between two facilities over the horizon, both ways together. */
export interface Flow {
  readonly party: number;
  readonly mode: number; // index in MODES
  readonly from: number; // facility
  readonly to: number;
  readonly kg: number;
}

/**
 * The heaviest flows of facility pairs that lie at least `kmMin` apart, the lightest first so that heavy ones are drawn
 * on top. Own traffic is not part of them.
 */
export function heaviestFlows(workspace: Workspace, { legs }: Loads, kmMin: number, most: number): Flow[] {
  const { network } = workspace;
  const { facilities, trips, calls } = network;
  const grams = new Map<number, { flow: Omit<Flow, 'kg'>; grams: number }>();
  for (let leg = 0; leg < legs.count; leg++) {
    const planned = legs.usedG[leg] - legs.ownG[leg];
    if (planned <= 0) continue;
    const trip = legs.trip[leg];
    const call = trips.firstCall[trip] + legs.call[leg];
    const ends = [calls.facility[call], calls.facility[call + 1]] as const;
    const [from, to] = [Math.min(...ends), Math.max(...ends)];
    const party = trips.party[trip];
    const mode = modeOfTrip(workspace, trip);
    const key = ((party * MODES.length + mode) * facilities.count + from) * facilities.count + to;
    const known = grams.get(key);
    if (known) known.grams += planned;
    else grams.set(key, { flow: { party, mode, from, to }, grams: planned });
  }
  const kmOf = ({ from, to }: Omit<Flow, 'kg'>): number =>
    distanceKm(facilities.lon[from], facilities.lat[from], facilities.lon[to], facilities.lat[to]);
  return [...grams.values()]
    .filter(({ flow }) => isPlaced(network, flow.from) && isPlaced(network, flow.to) && kmOf(flow) >= kmMin)
    .sort((a, b) => b.grams - a.grams)
    .slice(0, most)
    .map(({ flow, grams: total }) => ({ ...flow, kg: total / 1000 }))
    .reverse();
}
