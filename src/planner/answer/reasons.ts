import { NONE, UNREACHED } from '../../base/none.js';
import type { Reason } from '../../domain/plan.js';
import type { Shipments } from '../../domain/shipments.js';
import type { Workspace } from '../../domain/workspace.js';
import { TimedPricer } from '../../engine/timed/timed-pricer.js';
import { BLOCKED } from '../../engine/timed/scan.js';
import { NO_GROUP } from '../demand/classes.js';
import { scratchOf, type Reach } from '../network/access-reach.js';
import type { Compiled } from '../compile/compile.js';
import { whyNotServed } from '../promise/promise-reasons.js';
import { shipmentRequest } from '../promise/shipment-request.js';

/** Why a shipment is late (in the networks) or has no route; asked only for those that are. */
export type ReasonFinder = (shipment: number, routed: boolean) => Reason;

/** What an empty network would do for commodities; UNREACHED when nothing delivers them. Columns by commodity. */
interface FreeTimes {
  readonly earliestSec: Int32Array;
  readonly cheapestSec: Int32Array;
}

/**
 * Compares what happened with what an empty network would do. Only shipments of the commodities marked in `asked` may be
 * asked for; sources and groups with one of these are scanned once.
 */
export function reasonFinder(
  workspace: Workspace,
  compiled: Compiled,
  shipments: Shipments,
  asked: Uint8Array,
): ReasonFinder {
  const { commodities, classes, demand } = compiled;
  const whyUnreachable = unreachableFinder(workspace, compiled, shipments);
  const { earliestSec, cheapestSec } = freeTimes(compiled, asked);
  return (i, routed) => {
    if (classes.band[i] === NO_GROUP) return 'too_large';
    const k = commodities.ofShipment[i];
    if (k === NONE || earliestSec[k] === UNREACHED) return whyUnreachable(i);
    const dueSec = demand.dueSec[i];
    if (earliestSec[k] > dueSec) return 'missed_cutoff';
    return routed && cheapestSec[k] > dueSec ? 'cheaper_late' : 'no_capacity';
  };
}

function freeTimes(compiled: Compiled, asked: Uint8Array): FreeTimes {
  const { timed, flow } = compiled.problem;
  const pricer = new TimedPricer(compiled.problem);
  const noPrices = new Float64Array(flow.resources.count);
  pricer.priceAt(noPrices);
  const earliestSec = new Int32Array(asked.length).fill(UNREACHED);
  const cheapestSec = new Int32Array(asked.length).fill(UNREACHED);
  for (let task = 0; task < timed.taskCount; task++) {
    const end = timed.firstCommodity[task + 1];
    let k = asked.indexOf(1, timed.firstCommodity[task]);
    if (k === NONE) break;
    if (k >= end) continue;
    pricer.scanTask(task);
    for (; k < end; k++) {
      if (asked[k] === 0) continue;
      const d = timed.destination[k];
      for (let option = timed.firstOption[d]; option < timed.firstOption[d + 1]; option++) {
        if (pricer.optionValue(k, option, noPrices) >= BLOCKED) continue;
        earliestSec[k] = Math.min(earliestSec[k], timed.optionSec[option]);
      }
      const best = pricer.bestOption(k, noPrices);
      if (best !== NONE) cheapestSec[k] = timed.optionSec[best];
    }
  }
  return { earliestSec, cheapestSec };
}

/**
 * Why nothing delivers a shipment, as a promise would say it. Parcels of a commodity start, end and ride alike, so each
 * is asked for once.
 */
function unreachableFinder(workspace: Workspace, compiled: Compiled, shipments: Shipments): (i: number) => Reason {
  const { access, classes, commodities } = compiled;
  const { refuses } = workspace.network.trips;
  const goodsRefused = refuses.reduce((mask, refused) => mask | refused, 0);
  const desk = { access, scratch: scratchOf(access), reaches: new Map<string, Reach>(), goodsRefused };
  const known = new Map<number, Reason>();
  return (i) => {
    const k = commodities.ofShipment[i];
    const found = known.get(k);
    if (k !== NONE && found !== undefined) return found;
    const usage = { ...classes.groups[classes.group[i]], band: classes.band[i] };
    const { reason } = whyNotServed(desk, shipmentRequest(shipments, i), usage);
    if (k !== NONE) known.set(k, reason);
    return reason;
  };
}
