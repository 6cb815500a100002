import type { z } from '@hono/zod-openapi';
import { listStrange } from '../../store/docks/handover-acts.js';
import { listItems, type StoredItem, type StoredManifest } from '../../store/docks/manifests.js';
import * as wire from '../../wire/docks/docks.js';
import type { OperationServer } from '../http/serve-operation.js';
import { getManifest } from './manifests.js';
import { phaseOf, reportByOf, statusNow } from './phase-of.js';

/** What a device keeps of a handover, so that it can tell scans apart without a connection. */
export function serveScanLists(operations: OperationServer): void {
  operations.serve(wire.getScanList, ({ input, now, run }) =>
    run(async (tx) => {
      const manifest = await getManifest(tx, input.params.id);
      const items = await listItems(tx, manifest.id);
      return listOf(manifest, { items, others: await listStrange(tx, manifest.id), now });
    }),
  );
}

function listOf(
  manifest: StoredManifest,
  { items, others, now }: { readonly items: readonly StoredItem[]; readonly others: string[]; readonly now: Date },
): z.infer<typeof wire.ScanListSchema> {
  const sorted = (of: StoredItem['of']): StoredItem[] =>
    items.filter((one) => one.of === of).toSorted((a, b) => (a.item < b.item ? -1 : 1));
  const containers = sorted('container');
  const pieces = sorted('piece');
  const index = new Map(containers.map(({ item }, at) => [item, at]));
  const columns = (rows: readonly StoredItem[]): { inside: number[]; status: string } => ({
    inside: rows.map(({ container }) => (container === undefined ? -1 : (index.get(container) ?? -1))),
    status: rows.map(({ status }) => wire.STATUS_LETTERS[statusNow(status, manifest, now)]).join(''),
  });
  return {
    id: manifest.id,
    phase: phaseOf(manifest, now),
    giver_id: manifest.giverId,
    receiver_id: manifest.receiverId,
    giver_place: manifest.giverPlace,
    receiver_place: manifest.receiverPlace,
    interchange: manifest.interchange,
    tender_at: manifest.tenderAt.toISOString(),
    departure: manifest.departure ?? null,
    tendered_at: manifest.tenderedAt?.toISOString() ?? null,
    report_by: reportByOf(manifest),
    containers: {
      ssccs: containers.map(({ item }) => item),
      seals: containers.map(({ seal }) => seal ?? null),
      ...columns(containers),
    },
    pieces: {
      ids: pieces.map(({ item }) => item),
      tracking_numbers: pieces.map(({ item, trackingNumber }) => trackingNumber ?? item),
      ...columns(pieces),
    },
    others,
  };
}
