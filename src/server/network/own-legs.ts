import { NONE } from '../../base/none.js';
import { CARRIAGES, STATUSES, STEP_KINDS, type Plan } from '../../domain/plan.js';
import { bandOf, type Shipments } from '../../domain/shipments.js';
import type { Workspace } from '../../domain/workspace.js';
import { findLeg, type DepartureLegs } from '../../report/departure-legs.js';
import { findWindow, type InterchangeWindows } from '../../report/interchange-windows.js';

const [RIDE, TRANSFER] = [STEP_KINDS.indexOf('ride'), STEP_KINDS.indexOf('transfer')];
const NETWORK = CARRIAGES.indexOf('network');
const LATE = STATUSES.indexOf('late');

/** One party's own parcels on everything that a plan has them use. */
export interface OwnUse {
  /** [leg * kinds + kind] parcels; a kind is a product on time (even) or late (odd). */
  readonly legParcels: Uint32Array;
  readonly legG: Float64Array; // [leg] at the limits of the parcels' bands
  readonly windowParcels: Uint32Array; // [window]
  /** [postal code] parcels of the plan that go there, and those that come late or not at all. */
  readonly codeParcels: Uint32Array;
  readonly codeLate: Uint32Array;
  readonly kinds: number;
}

/** Counts a party's parcels. Those with the same part of a route, kind and band count once. O(parcels + ways x steps). */
export function ownUse(
  { workspace, shipments, plan, party }: { workspace: Workspace; shipments: Shipments; plan: Plan; party: number },
  legs: DepartureLegs,
  windows: InterchangeWindows,
): OwnUse {
  const { products, bands, network } = workspace;
  const kinds = products.length * 2;
  const width = kinds * bands.length;
  const use: OwnUse = {
    legParcels: new Uint32Array(legs.count * kinds),
    legG: new Float64Array(legs.count),
    windowParcels: new Uint32Array(windows.count),
    codeParcels: new Uint32Array(network.postalCodes.length),
    codeLate: new Uint32Array(network.postalCodes.length),
    kinds,
  };
  const cells = new Uint32Array(plan.parts.count * width);
  for (let row = 0; row < shipments.count; row++) {
    if (shipments.party[row] !== party) continue;
    const code = shipments.destination[row];
    use.codeParcels[code] = use.codeParcels[code] + 1;
    if (STATUSES[plan.status[row]] !== 'on_time') use.codeLate[code] = use.codeLate[code] + 1;
    if (plan.carriage[row] !== NETWORK) continue;
    const band = bandOf(bands, shipments.weightG[row], shipments.volumeMl[row]);
    const kind = shipments.product[row] * 2 + (plan.status[row] === LATE ? 1 : 0);
    for (const part of [plan.linehaul[row], plan.lastMile[row]]) {
      if (part === NONE) continue;
      const cell = part * width + band * kinds + kind;
      cells[cell] = cells[cell] + 1;
    }
  }
  cells.forEach((parcels, cell) => {
    if (parcels === 0) return;
    const kind = cell % kinds;
    const g = parcels * bands[Math.floor((cell % width) / kinds)].g;
    addWay(workspace, plan, { legs, windows, use }, { part: Math.floor(cell / width), kind, parcels, g });
  });
  return use;
}

interface Way {
  readonly part: number;
  readonly kind: number;
  readonly parcels: number;
  readonly g: number;
}

function addWay(
  workspace: Workspace,
  { parts }: Plan,
  { legs, windows, use }: { legs: DepartureLegs; windows: InterchangeWindows; use: OwnUse },
  { part, kind, parcels, g }: Way,
): void {
  for (let step = parts.firstStep[part]; step < parts.firstStep[part + 1]; step++) {
    const what = parts.stepWhat[step];
    if (parts.stepKind[step] === RIDE) {
      const leg = findLeg(legs, what, parts.stepDay[step], parts.stepAt[step]);
      if (leg === NONE) continue;
      use.legParcels[leg * use.kinds + kind] = use.legParcels[leg * use.kinds + kind] + parcels;
      use.legG[leg] = use.legG[leg] + g;
    } else if (parts.stepKind[step] === TRANSFER) {
      const window = findWindow(workspace, windows, what, parts.stepAt[step]);
      if (window !== NONE) use.windowParcels[window] = use.windowParcels[window] + parcels;
    }
  }
}
