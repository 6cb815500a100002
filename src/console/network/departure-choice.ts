import { dateOf, type Flows } from './flows.js';
import type { Selection } from './network-state.js';

/**
 * The departure of a trip that is meant at a moment: the first one that has not arrived, or else the last. By what moves: a trip with nothing
 * aboard is taken on the moment's own day.
 */
export function departureAt(
  flows: Flows,
  trip: { readonly id: string; readonly column: number },
  sec: number,
): Selection {
  const index = flows.trips.row.indexOf(trip.column);
  let day: number | undefined;
  let last: number | undefined;
  for (let leg = 0; leg < flows.count; leg++) {
    if (flows.trip[leg] !== index) continue; // of none where the trip has nothing aboard
    last = flows.day[leg];
    if (day === undefined && flows.arriveSec[leg] > sec) day = flows.day[leg];
  }
  const meant = day ?? last ?? Math.min(flows.header.days - 1, Math.floor(sec / 86_400));
  return { kind: 'departure', id: `${trip.id}@${dateOf(flows, meant)}` };
}
