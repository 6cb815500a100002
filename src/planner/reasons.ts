import { NONE, UNREACHED } from '../base/none.js';
import type { Reason } from '../domain/plan.js';
import type { Shipments } from '../domain/shipments.js';
import type { Workspace } from '../domain/workspace.js';
import { TimedPricer } from '../engine/timed-pricer.js';
import { BLOCKED } from '../engine/scan.js';
import { NO_GROUP, type Group } from './classes.js';
import type { Destination } from './demand.js';
import type { Compiled } from './compile.js';

/** Why a shipment is late (in the networks) or has no route; asked only for those that are. */
export type ReasonFinder = (shipment: number, routed: boolean) => Reason;

/** What an empty network would do for a commodity. */
interface Free {
  readonly earliestSec: number; // UNREACHED when nothing delivers it
  readonly cheapestSec: number;
}

/** Compares what happened with what an empty network would do; scans each source and group once, when first asked. */
export function reasonFinder(workspace: Workspace, compiled: Compiled, shipments: Shipments): ReasonFinder {
  const { commodities, classes, demand } = compiled;
  const free = freeTimes(compiled);
  return (i, routed) => {
    if (classes.band[i] === NO_GROUP) return 'too_large';
    const k = commodities.ofShipment[i] as number;
    if (k === NONE) return 'no_service';
    const { earliestSec, cheapestSec } = free(k);
    if (earliestSec === UNREACHED) {
      return whyUnreachable(
        workspace,
        compiled,
        shipments,
        i,
        demand.destinations[demand.destination[i] as number] as Destination,
      );
    }
    const dueSec = demand.dueSec[i] as number;
    if (earliestSec > dueSec) return 'missed_cutoff';
    return routed && cheapestSec > dueSec ? 'cheaper_late' : 'no_capacity';
  };
}

function freeTimes(compiled: Compiled): (k: number) => Free {
  const { timed, flow } = compiled.problem;
  const pricer = new TimedPricer(compiled.problem);
  const noPrices = new Float64Array(flow.resources.count);
  pricer.priceAt(noPrices);
  const known = new Map<number, Map<number, Free>>();
  const scanTask = (task: number): Map<number, Free> => {
    pricer.scanTask(task);
    const found = new Map<number, Free>();
    for (let k = timed.firstCommodity[task] as number; k < (timed.firstCommodity[task + 1] as number); k++) {
      let earliestSec: number = UNREACHED;
      const d = timed.destination[k] as number;
      for (let option = timed.firstOption[d] as number; option < (timed.firstOption[d + 1] as number); option++) {
        if (pricer.optionValue(k, option, noPrices) >= BLOCKED) continue;
        earliestSec = Math.min(earliestSec, timed.optionSec[option] as number);
      }
      const best = pricer.bestOption(k, noPrices);
      found.set(k, { earliestSec, cheapestSec: best === NONE ? UNREACHED : (timed.optionSec[best] as number) });
    }
    return found;
  };
  return (k) => {
    const task = taskOf(timed.firstCommodity, k);
    let found = known.get(task);
    if (!found) {
      found = scanTask(task);
      known.set(task, found);
    }
    return found.get(k) as Free;
  };
}

function taskOf(firstCommodity: Uint32Array, k: number): number {
  let low = 0;
  let high = firstCommodity.length - 1;
  while (low + 1 < high) {
    const middle = (low + high) >> 1;
    if ((firstCommodity[middle] as number) <= k) low = middle;
    else high = middle;
  }
  return low;
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
  const group = compiled.classes.groups[compiled.classes.group[i] as number] as Group;
  const rows = Array.from(index.row.subarray(index.first[destination.code], index.first[destination.code + 1])).filter(
    (row) => group.interlined || facilities.party[deliveries.facility[row] as number] === group.party,
  );
  if (rows.length === 0) return 'no_service';
  const light = rows.filter(
    (row) => (shipments.weightG[i] as number) <= (deliveries.weightKgMax[row] as number) * 1000,
  );
  if (light.length === 0) return 'too_heavy';
  if (destination.cod && light.every((row) => deliveries.cod[row] !== 1)) return 'cod_not_offered';
  if (group.goods !== 0) return 'goods_refused';
  return workspace.calendar.dayCount < 3 ? 'beyond_horizon' : 'no_service';
}
