import type { Workspace } from '../../domain/workspace.js';
import type { CoverageCounts } from '../../wire/network/network-flows.js';

/** Postal codes that a party's parcels reach, and facilities that bring them: its own, and with partners that open their rounds. */
export function coverageOf({ network, agreement }: Workspace, party: number): CoverageCounts {
  const { deliveries, facilities } = network;
  const opened = new Set(
    (agreement?.capacity ?? []).filter(({ pattern }) => pattern === 'delivery').map((one) => one.party),
  );
  const reach = {
    alone: { codes: new Set<number>(), by: new Set<number>() },
    all: { codes: new Set<number>(), by: new Set<number>() },
  };
  for (let row = 0; row < deliveries.count; row++) {
    const facility = deliveries.facility[row];
    const owner = facilities.party[facility];
    if (owner === party) {
      reach.alone.codes.add(deliveries.postalCode[row]);
      reach.alone.by.add(facility);
    } else if (!opened.has(owner)) continue;
    reach.all.codes.add(deliveries.postalCode[row]);
    reach.all.by.add(facility);
  }
  return {
    alone: { postal_codes: reach.alone.codes.size, facilities: reach.alone.by.size },
    together: { postal_codes: reach.all.codes.size, facilities: reach.all.by.size },
  };
}
