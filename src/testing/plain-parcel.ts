import { NONE } from '../base/none.js';
import type { Workspace } from '../domain/workspace.js';
import { indexIn } from './world-sketch.js';

/** What a promise is asked for: a kilogram, prepaid, of the first product, with nothing that anyone refuses. */
export const PLAIN_PARCEL = { g: 1000, ml: 1000, longestSideCm: 0, product: 0, codAmount: 0, goods: 0 } as const;

/** The same on its way from a facility or a postal code to a postal code. */
export function plainParcel({ network }: Workspace, from: string, to: string, atSec = 0) {
  const facility = network.facilities.id.indexOf(from);
  const start =
    facility === NONE
      ? ({ kind: 'code', index: indexIn(network.postalCodes, from) } as const)
      : ({ kind: 'facility', index: facility } as const);
  return { ...PLAIN_PARCEL, from: start, to: indexIn(network.postalCodes, to), atSec };
}
