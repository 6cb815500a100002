import { packedString, type Shipments } from '../../domain/shipments.js';
import type { Workspace } from '../../domain/workspace.js';
import { openShipmentsWriter } from '../../feed/shipments-writer.js';

/** Writes shipments as a file of a workspace; CSV or Parquet, as its name says. */
export async function writeShipmentsFile(file: string, workspace: Workspace, shipments: Shipments): Promise<void> {
  const { calendar, minorPerMajor, parties, products, network } = workspace;
  const facilityCount = network.facilities.count;
  const writer = await openShipmentsWriter(file, {
    calendar,
    minorPerMajor,
    parties: parties.map(({ id }) => id),
    products: products.map(({ id }) => id),
    origins: [...network.facilities.id, ...network.postalCodes],
    postalCodes: network.postalCodes,
  });
  await writer.write({
    ...shipments,
    id: (row) => packedString(shipments.id, row),
    origin: Uint32Array.from(shipments.origin, (origin) => (origin >= 0 ? origin : facilityCount - 1 - origin)),
  });
  await writer.close();
}
