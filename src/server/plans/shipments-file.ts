import { packedString, type Shipments } from '../../domain/shipments.js';
import type { Workspace } from '../../domain/workspace.js';
import { openShipmentsWriter } from '../../feed/shipments/shipments-writer.js';

/** Writes shipments as a file of a workspace; CSV or Parquet, as its name says. */
export async function writeShipmentsFile(file: string, workspace: Workspace, shipments: Shipments): Promise<void> {
  const { calendar, minorPerMajor, parties, products, network } = workspace;
  const facilityCount = network.facilities.count;
  const writer = await openShipmentsWriter(file, {
    calendar,
    minorPerMajor,
    parties: parties.map(({ id }) => id),
    products: products.map(({ id }) => id),
    origins: [...network.facilities.id, ...placesOf(workspace), ...network.postalCodes],
    postalCodes: network.postalCodes,
  });
  await writer.write({
    ...shipments,
    id: (row) => packedString(shipments.id, row),
    origin: Uint32Array.from(shipments.origin, (origin, row) => {
      if (origin < 0) return facilityCount * 2 - 1 - origin;
      return network.facilities.party[origin] === shipments.party[row] ? origin : facilityCount + origin;
    }),
  });
  await writer.close();
}

/** Facilities as another carrier's parcel names them, which lies there. */
function placesOf({ parties, network: { facilities } }: Workspace): string[] {
  return facilities.id.map((id, facility) => `${parties[facilities.party[facility]].id}:${id}`);
}
