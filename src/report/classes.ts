import { assert } from '../base/assert.js';
import { NONE } from '../base/none.js';
import { CARRIAGES, type Plan } from '../domain/plan.js';
import { bandOf, type Shipments } from '../domain/shipments.js';
import type { Workspace } from '../domain/workspace.js';

/**
 * Parcels that share a part of a route, a size band and a party use the same capacity and cost the same there, so they
 * are counted once and every further figure is a sum over classes instead of parcels. Columns of length `count`, by part.
 */
export interface Classes {
  readonly count: number;
  readonly part: Uint32Array;
  readonly band: Uint8Array;
  readonly party: Uint8Array; // whose parcels
  readonly parcels: Uint32Array;
}

const NETWORK = CARRIAGES.indexOf('network');

/**
 * Classes of the parcels that a plan carries in the networks; of one party only when it is given.
 * O(parcels + parts x bands x parties).
 */
export function classesOf(workspace: Workspace, shipments: Shipments, plan: Plan, onlyParty = NONE): Classes {
  const { bands, parties } = workspace;
  const { party, weightG, volumeMl, count } = shipments;
  const { linehaul, lastMile, carriage } = plan;
  assert(lastMile.length === count, `plan of ${lastMile.length} parcels for ${count} shipments`);
  const width = bands.length * parties.length;
  const parcels = new Uint32Array(plan.parts.count * width);
  for (let shipment = 0; shipment < count; shipment++) {
    const owner = party[shipment];
    if (lastMile[shipment] === NONE || carriage[shipment] !== NETWORK) continue;
    if (onlyParty !== NONE && owner !== onlyParty) continue;
    const band = bandOf(bands, weightG[shipment], volumeMl[shipment]);
    // The message is only built when it is needed: this line runs once per parcel.
    if (band === NONE) assert(false, `parcel ${shipment} is carried although no band holds it`);
    const inPart = band * parties.length + owner;
    addOne(parcels, lastMile[shipment] * width + inPart);
    if (linehaul[shipment] !== NONE) addOne(parcels, linehaul[shipment] * width + inPart);
  }
  return compress(parcels, bands.length, parties.length);
}

function addOne(parcels: Uint32Array, cell: number): void {
  parcels[cell] = parcels[cell] + 1;
}

function compress(parcels: Uint32Array, bandCount: number, partyCount: number): Classes {
  let count = 0;
  for (let cell = 0; cell < parcels.length; cell++) if (parcels[cell] !== 0) count++;
  const classes = {
    count,
    part: new Uint32Array(count),
    band: new Uint8Array(count),
    party: new Uint8Array(count),
    parcels: new Uint32Array(count),
  };
  const width = bandCount * partyCount;
  let index = 0;
  for (let cell = 0; cell < parcels.length; cell++) {
    if (parcels[cell] === 0) continue;
    const inPart = cell % width;
    classes.part[index] = (cell - inPart) / width;
    classes.band[index] = Math.floor(inPart / partyCount);
    classes.party[index] = inPart % partyCount;
    classes.parcels[index++] = parcels[cell];
  }
  return classes;
}
