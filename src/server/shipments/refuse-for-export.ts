import { listExportsByShipment } from '../../store/exports/exports.js';
import type { Tx } from '../../store/database/store.js';
import { ProblemError } from '../http/problem-error.js';

/** States of exports whose parcels come back, or are not sent at all. */
const GIVEN_UP: readonly string[] = ['cancelled', 'rejected', 'returned'];

/** Refuses to cancel, redirect or return a shipment on its own that brings an export to its office of exchange. */
export async function refuseForExport(tx: Tx, shipmentId: string): Promise<void> {
  const [found] = (await listExportsByShipment(tx, [shipmentId])).filter(({ state }) => !GIVEN_UP.includes(state));
  if (found === undefined) return;
  throw new ProblemError('conflict', `It brings export ${found.id} to its office of exchange; cancel that instead.`);
}
