import { NONE } from '../../base/none.js';
import type { ProductTerms } from '../../domain/agreement.js';
import { bandOf, type Shipments } from '../../domain/shipments.js';
import type { Workspace } from '../../domain/workspace.js';

/** Who plans: all parties together, or one party over its own network only (by index). */
export type Scope = 'joint' | number;

/** Parcels that may use the same legs at the same rates but for their size band. */
export interface Group {
  readonly party: number;
  readonly interlined: boolean;
  readonly goods: number; // goods mask, only goods that some trip refuses
}

/** Every shipment's group and band. Columns of length [shipment count]. */
export interface Classes {
  readonly groups: readonly Group[];
  readonly group: Uint8Array; // index into groups, NO_GROUP when out of scope or too large for any band
  readonly band: Uint8Array; // NO_GROUP when no band holds it
  readonly lanes: number; // bands, padded to 1 or a multiple of 4
}

export const NO_GROUP = 255;

/** Sorts shipments into groups and bands; docs/model.md sections 4 and 5. O(shipments). */
export function classesOf(workspace: Workspace, shipments: Shipments, scope: Scope): Classes {
  const { bands } = workspace;
  const termsOf = termsByProduct(workspace);
  const refusable = workspace.network.trips.refuses.reduce((mask, refused) => mask | refused, 0);
  const group = new Uint8Array(shipments.count).fill(NO_GROUP);
  const band = new Uint8Array(shipments.count).fill(NO_GROUP);
  const groups: Group[] = [];
  const known = new Map<number, number>();
  for (let i = 0; i < shipments.count; i++) {
    const party = shipments.party[i];
    if (scope !== 'joint' && party !== scope) continue;
    const size = bandOf(bands, shipments.weightG[i], shipments.volumeMl[i]);
    if (size === NONE) continue;
    band[i] = size;
    const interlined = scope === 'joint' && isInterlined(termsOf, shipments, i);
    const goods = shipments.goods[i] & refusable;
    const key = (goods * 256 + party) * 2 + (interlined ? 1 : 0);
    let index = known.get(key);
    if (index === undefined) {
      index = groups.length;
      groups.push({ party, interlined, goods });
      known.set(key, index);
    }
    group[i] = index;
  }
  return { groups, group, band, lanes: bands.length === 1 ? 1 : Math.ceil(bands.length / 4) * 4 };
}

function termsByProduct(workspace: Workspace): (ProductTerms | undefined)[] {
  return workspace.products.map((_, product) =>
    workspace.agreement?.products.find((terms) => terms.product === product),
  );
}

function isInterlined(termsOf: readonly (ProductTerms | undefined)[], shipments: Shipments, i: number): boolean {
  const terms = termsOf[shipments.product[i]];
  if (!terms) return false;
  const cod = shipments.codAmount[i];
  return (
    shipments.weightG[i] <= terms.weightKgMax * 1000 &&
    shipments.longestSideCm[i] <= terms.longestSideCmMax &&
    (shipments.goods[i] & terms.goodsRefused) === 0 &&
    (cod === 0 || (terms.codAllowed && cod <= terms.codAmountMax))
  );
}
