import { UNLIMITED } from '../../domain/network.js';
import type { Workspace } from '../../domain/workspace.js';
import type { PlacedOffice } from '../quotes/exchange-offices.js';

/**
 * A workspace in which offices of exchange are destinations: each is a postal code of its own, named as the office, with one round a day
 * that ends where it begins, at the cut-off. So a plan brings exports there, and counts as late what comes later, by the rules that hold for
 * every parcel. Rounds stand behind all others, so that no index changes. What a facility delivers in a day stays what it is.
 */
export function withExchangeRounds(workspace: Workspace, offices: readonly PlacedOffice[]): Workspace {
  if (offices.length === 0) return workspace;
  const { network } = workspace;
  const { deliveries, postalCodes } = network;
  const perDay = new Map<number, number>();
  for (let row = 0; row < deliveries.count; row++) {
    const facility = deliveries.facility[row];
    perDay.set(facility, Math.max(perDay.get(facility) ?? 0, deliveries.parcelsPerDay[row]));
  }
  const each = <T>(value: (office: PlacedOffice) => T): T[] => offices.map(value);
  const cutOffs = each(({ cutOffSec }) => cutOffSec);
  return {
    ...workspace,
    network: {
      ...network,
      postalCodes: [...postalCodes, ...each(({ code }) => code)],
      deliveries: {
        count: deliveries.count + offices.length,
        facility: Uint32Array.from([...deliveries.facility, ...each(({ facility }) => facility)]),
        postalCode: Uint32Array.from([...deliveries.postalCode, ...offices.map((_, at) => postalCodes.length + at)]),
        days: Uint8Array.from([...deliveries.days, ...each(({ days }) => days)]),
        loadBySec: Int32Array.from([...deliveries.loadBySec, ...cutOffs]),
        deliverBySec: Int32Array.from([...deliveries.deliverBySec, ...cutOffs]),
        extraDays: Uint8Array.from([...deliveries.extraDays, ...each(() => 0)]),
        parcelsPerDay: Float64Array.from([
          ...deliveries.parcelsPerDay,
          ...each(({ facility }) => perDay.get(facility) ?? UNLIMITED),
        ]),
        cost: Float64Array.from([...deliveries.cost, ...each(() => 0)]),
        weightKgMax: Float64Array.from([...deliveries.weightKgMax, ...each(() => UNLIMITED)]),
        cod: Uint8Array.from([...deliveries.cod, ...each(() => 0)]),
      },
    },
  };
}
