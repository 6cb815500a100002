import { NONE, UNREACHED } from '../../base/none.js';
import { earliestReady, firstDeparture } from '../../engine/promise/earliest-arrival.js';
import type { Access } from '../network/access.js';
import { roundsTo, type Handover } from '../network/access-ends.js';
import type { Reach } from '../network/access-reach.js';
import { earliestDelivery } from './promise-search.js';

/** Moments at which one start reaches every facility of the core; kept so that many destinations cost one scan. */
interface Reached {
  readonly readySec: Int32Array; // [coreCount]
}

/** Starts that are kept at most; the eldest makes room. 1.5 kB each for a nation's 370 facilities of the core. */
const KEPT_MAX = 4096;

/**
 * Earliest deliveries of many parcels that leave from few places: the linehaul is scanned once for every start, and each
 * destination only looks its rounds up. Exactly as `deliveredSec` of a promise, parcel by parcel.
 */
export class OriginDeliveries {
  private readonly kept = new Map<string, Reached>();
  private readonly names = new Map<Reach, number>();

  constructor(private readonly access: Access) {}

  /** Seconds; undefined when it is not delivered within the horizon. */
  deliveredSec(
    reach: Reach,
    start: { readonly facility: number; readonly sec: number },
    code: number,
    handover: Handover,
  ): number | undefined {
    const { access } = this;
    const node = access.nodeOf[start.facility];
    const pocket = access.pockets.pocketOf[node];
    // Whether a round can be reached without leaving a pocket is not known at its gate.
    if (pocket !== NONE && this.deliversIn(pocket, code)) {
      return earliestDelivery(access, { reach, node, sec: start.sec, code, handover })?.deliveredSec;
    }
    const { readySec } = this.reached(reach, node, start.sec);
    let best = UNREACHED;
    for (const round of roundsTo(access, reach, code, handover)) {
      if (round.deliveredSec < best && readySec[round.node] <= round.bySec) best = round.deliveredSec;
    }
    return best === UNREACHED ? undefined : best;
  }

  private deliversIn(pocket: number, code: number): boolean {
    const { deliveries, pockets, nodeOf, workspace } = this.access;
    for (let at = deliveries.first[code]; at < deliveries.first[code + 1]; at++) {
      if (pockets.pocketOf[nodeOf[workspace.network.deliveries.facility[deliveries.row[at]]]] === pocket) return true;
    }
    return false;
  }

  private reached(reach: Reach, node: number, sec: number): Reached {
    const key = `${this.nameOf(reach)} ${node} ${sec}`;
    let reached = this.kept.get(key);
    if (reached === undefined) {
      reached = this.scan(reach, node, sec);
      const [eldest] = this.kept.keys();
      if (this.kept.size >= KEPT_MAX && eldest !== undefined) this.kept.delete(eldest);
      this.kept.set(key, reached);
    }
    return reached;
  }

  private nameOf(reach: Reach): number {
    let name = this.names.get(reach);
    if (name === undefined) this.names.set(reach, (name = this.names.size));
    return name;
  }

  private scan(reach: Reach, node: number, sec: number): Reached {
    const { pockets, legs, firstLeg } = this.access;
    const { readySec, via } = reach.scan;
    const pocket = pockets.pocketOf[node];
    readySec[node] = sec;
    if (pocket !== NONE) {
      const end = firstLeg[pocket + 2];
      earliestReady(legs, reach.scan, firstDeparture(legs.departSec, sec, firstLeg[pocket + 1], end), end);
    }
    const gate = pocket === NONE ? node : pockets.gate[pocket];
    const start = firstDeparture(legs.departSec, readySec[gate], 0, firstLeg[1]);
    earliestReady(legs, reach.scan, start, firstLeg[1]);
    const reached = { readySec: readySec.slice(0, pockets.coreCount) };
    readySec.fill(UNREACHED, 0, pockets.coreCount);
    via.fill(NONE, 0, pockets.coreCount);
    if (pocket !== NONE) {
      readySec.fill(UNREACHED, pockets.firstOfPocket[pocket], pockets.firstOfPocket[pocket + 1]);
      via.fill(NONE, pockets.firstOfPocket[pocket], pockets.firstOfPocket[pocket + 1]);
    }
    return reached;
  }
}
