import { DAY_SEC, dayOfSec } from '../../base/civil-time.js';
import { NONE } from '../../base/none.js';
import type { Shipments } from '../../domain/shipments.js';
import type { Band, Workspace } from '../../domain/workspace.js';
import type { Access } from '../network/access.js';
import type { Classes } from './classes.js';
import type { Sources } from '../network/linehaul.js';
import { GRAMS, MILLILITRES, PARCELS } from '../compile/scarce.js';
import { sourcesOf } from './sources.js';

/** Where parcels go, as far as delivery rows tell them apart. */
export interface Destination {
  readonly code: number; // postal code
  readonly cod: boolean;
  readonly weightG: number; // stands for all weights that the same rows accept
}

/** Shipments by where they start, where they go and when they are due. Shipment columns hold NONE when not planned. */
export interface Demand {
  readonly sources: Sources;
  readonly source: Int32Array; // [shipment] index into sources, or NONE
  readonly destinations: readonly Destination[];
  readonly destination: Int32Array; // [shipment] index into destinations, or NONE
  readonly dueSec: Int32Array; // [shipment]
  /** What is bound for a postal code, of all parcels or of those not of a party: [(partnersOf + 1) * 3 + measure]. */
  readonly ofCode: (code: number) => Float64Array;
}

/** Reads the demand off the shipments. O(shipments + legs). */
export function demandOf(workspace: Workspace, access: Access, shipments: Shipments, classes: Classes): Demand {
  const { count, codAmount, weightG } = shipments;
  const { sources, source } = sourcesOf(access, shipments, classes);
  const weights = weightSteps(access);
  const destinations: Destination[] = [];
  const destination = new Int32Array(count).fill(NONE);
  const known = new Int32Array(workspace.network.postalCodes.length * weights.length * 2).fill(NONE);
  const totals = new CodeTotals(workspace);
  for (let i = 0; i < count; i++) {
    if (source[i] === NONE) continue;
    const code = shipments.destination[i];
    const cod = codAmount[i] > 0;
    let step = 0;
    while (weightG[i] > weights[step]) step++;
    const cell = (code * weights.length + step) * 2 + (cod ? 1 : 0);
    if (known[cell] === NONE) {
      known[cell] = destinations.push({ code, cod, weightG: weights[step] }) - 1;
    }
    destination[i] = known[cell];
    totals.add(code, shipments.party[i], workspace.bands[classes.band[i]]);
  }
  return {
    sources,
    source,
    destinations,
    destination,
    dueSec: dueTimes(workspace, shipments),
    ofCode: (code) => totals.of(code),
  };
}

/** Distinct weight limits of delivery rows, grams, ascending, and no limit at the end. */
function weightSteps(access: Access): number[] {
  const limits = new Set<number>();
  for (const kg of access.workspace.network.deliveries.weightKgMax) if (kg < Infinity) limits.add(kg * 1000);
  return [...[...limits].sort((a, b) => a - b), Infinity];
}

/** Due of every shipment, seconds; docs/model.md section 7. */
export function dueTimes(workspace: Workspace, shipments: Shipments): Int32Array {
  const { calendar, products } = workspace;
  const { count, promisedSec, readySec, product } = shipments;
  const dueSec = promisedSec.slice();
  for (let i = 0; i < count; i++) {
    if (dueSec[i] !== NONE) continue;
    const { days } = products[product[i]];
    dueSec[i] = endOfDay(workspace, dayOfSec(calendar, readySec[i]) + days);
  }
  return dueSec;
}

/** The last second of a service day, also beyond the calendar's end. */
export function endOfDay({ calendar }: Workspace, day: number): number {
  const { dayStartSec } = calendar;
  const last = dayStartSec.length - 1;
  if (day + 1 <= last && day + 1 >= 0) return dayStartSec[day + 1] - 1;
  return dayStartSec[last] + (day + 1 - last) * DAY_SEC - 1;
}

/** Sums of demand by postal code, of all parties and of all but each. */
class CodeTotals {
  private readonly rowLength: number;
  private readonly sums: Float64Array; // [(code * (parties + 1) + whose) * 3 + measure]; whose: all, or partners of party - 1

  constructor(workspace: Workspace) {
    this.rowLength = (workspace.parties.length + 1) * 3;
    this.sums = new Float64Array(workspace.network.postalCodes.length * this.rowLength);
  }

  add(code: number, party: number, band: Band): void {
    const { sums } = this;
    const end = (code + 1) * this.rowLength;
    let whose = NONE;
    for (let at = code * this.rowLength; at < end; at += 3) {
      if (whose++ === party) continue;
      sums[at + GRAMS] = sums[at + GRAMS] + band.g;
      sums[at + MILLILITRES] = sums[at + MILLILITRES] + band.ml;
      sums[at + PARCELS] = sums[at + PARCELS] + 1;
    }
  }

  of(code: number): Float64Array {
    return this.sums.subarray(code * this.rowLength, (code + 1) * this.rowLength);
  }
}
