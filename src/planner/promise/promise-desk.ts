import type { Workspace } from '../../domain/workspace.js';
import { accessOf } from '../network/access.js';
import type { Access } from '../network/access.js';
import { reachOf, scratchOf } from '../network/access-reach.js';
import type { Reach, Usage } from '../network/access-reach.js';
import { timetableOf } from '../network/timetable.js';
import type { Timetable } from '../network/timetable.js';

/** Everything promises of one workspace share. Not to be used by two threads at a time. */
export interface PromiseDesk {
  readonly access: Access;
  readonly scratch: ReturnType<typeof scratchOf>;
  readonly reaches: Map<string, Reach>;
  readonly goodsRefused: number; // goods that any trip refuses; others make no difference to a usage
}

/** Prepares a workspace for promises; a second or so for a nation's offices. */
export function promiseDesk(workspace: Workspace, timetable: Timetable = timetableOf(workspace)): PromiseDesk {
  const access = accessOf(workspace, timetable);
  let goodsRefused = 0;
  for (const goods of workspace.network.trips.refuses) goodsRefused |= goods;
  return { access, scratch: scratchOf(access), reaches: new Map(), goodsRefused };
}

/** The network as a usage sees it; the first question of a usage reads all legs once, later ones find it ready. */
export function reachFor(desk: PromiseDesk, usage: Usage): Reach {
  const goods = usage.goods & desk.goodsRefused;
  const band = usage.interlined ? usage.band : 0;
  const key = `${usage.party} ${usage.interlined} ${goods} ${band} ${usage.thrifty === true}`;
  let reach = desk.reaches.get(key);
  if (reach === undefined) {
    reach = reachOf(desk.access, { ...usage, goods, band }, desk.scratch);
    desk.reaches.set(key, reach);
  }
  return reach;
}
