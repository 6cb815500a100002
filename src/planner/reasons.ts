import { NONE, UNREACHED } from '../base/none.js';
import type { Reason } from '../domain/plan.js';
import type { Shipments } from '../domain/shipments.js';
import type { Workspace } from '../domain/workspace.js';
import { TimedPricer } from '../engine/timed-pricer.js';
import { BLOCKED } from '../engine/scan.js';
import { NO_GROUP } from './classes.js';
import type { Destination } from './demand.js';
import type { Compiled } from './compile.js';

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
  const { earliestSec, cheapestSec } = freeTimes(compiled, asked);
  return (i, routed) => {
    if (classes.band[i] === NO_GROUP) return 'too_large';
    const k = commodities.ofShipment[i];
    if (k === NONE) return 'no_service';
    if (earliestSec[k] === UNREACHED) {
      return whyUnreachable(workspace, compiled, shipments, i, demand.destinations[demand.destination[i]]);
    }
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

/** The first rule that leaves no way, in the order in which a clerk would ask. */
function whyUnreachable(
  workspace: Workspace,
  compiled: Compiled,
  shipments: Shipments,
  i: number,
  destination: Destination,
): Reason {
  const { deliveries: index, workspace: same } = compiled.access;
  const { deliveries, facilities } = same.network;
  const group = compiled.classes.groups[compiled.classes.group[i]];
  const rows = Array.from(index.row.subarray(index.first[destination.code], index.first[destination.code + 1])).filter(
    (row) => group.interlined || facilities.party[deliveries.facility[row]] === group.party,
  );
  if (rows.length === 0) return 'no_service';
  const light = rows.filter((row) => shipments.weightG[i] <= deliveries.weightKgMax[row] * 1000);
  if (light.length === 0) return 'too_heavy';
  if (destination.cod && light.every((row) => deliveries.cod[row] !== 1)) return 'cod_not_offered';
  if (group.goods !== 0) return 'goods_refused';
  return workspace.calendar.dayCount < 3 ? 'beyond_horizon' : 'no_service';
}
