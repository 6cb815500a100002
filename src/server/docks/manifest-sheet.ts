import { formatLocal } from '../../base/civil-time.js';
import type { ManifestSheet } from '../../standards/label/manifest-sheets.js';
import { listItems, type StoredItem, type StoredManifest } from '../../store/docks/manifests.js';
import * as wire from '../../wire/docks/docks.js';
import type { OperationServer } from '../http/serve-operation.js';
import type { ReferenceData } from '../reference-data.js';
import { LabelThread } from '../shipments/label-thread.js';
import { placeOf } from './container-labels.js';
import { getManifest } from './manifests.js';

/** Manifests on paper. */
export function serveManifestSheets(operations: OperationServer): void {
  const thread = new LabelThread();
  const { reference } = operations.server;
  operations.serve(wire.getManifestPdf, async ({ input, acting, now, run }) => {
    const sheet = await run(async (tx) => {
      const manifest = await getManifest(tx, input.params.id);
      const items = await listItems(tx, manifest.id);
      const synthetic = reference.synthetic || acting.mode === 'test';
      return sheetOf(manifest, { items, reference, now, synthetic });
    });
    const title = `Manifest ${sheet.manifest}`;
    const format = { kind: 'pdf', pages: 'label', createdMs: now.getTime(), title } as const;
    return (await thread.make({ labels: [sheet], format })).bytes;
  });
}

function sheetOf(
  manifest: StoredManifest,
  {
    items,
    reference,
    now,
    synthetic,
  }: { items: readonly StoredItem[]; reference: ReferenceData; now: Date; synthetic: boolean },
): ManifestSheet {
  const { calendar } = reference.workspace;
  const local = (at: Date): string => formatLocal(calendar, (at.getTime() - calendar.startMs) / 1000);
  // Loose things and outer containers first, then by what is printed on them.
  const rankOf = ({ around, trackingNumber, item }: StoredItem): string =>
    `${String(around.length).padStart(3, '0')} ${trackingNumber ?? item}`;
  const byName = items.toSorted((a, b) => (rankOf(a) < rankOf(b) ? -1 : 1));
  return {
    manifest: manifest.id,
    isDraft: manifest.preAdvisedAt === undefined,
    from: placeOf(manifest.giverPlace, reference),
    to: placeOf(manifest.receiverPlace, reference),
    interchange: manifest.interchange,
    ...(manifest.departure === undefined ? {} : { departure: manifest.departure }),
    tenderAt: local(manifest.tenderAt),
    printedAt: local(now),
    containers: byName.flatMap(({ of, item, kind, seal, container }) =>
      of === 'piece'
        ? []
        : [
            {
              sscc: item,
              kind: (kind ?? 'bag').toUpperCase(),
              ...(seal === undefined ? {} : { seal }),
              ...(container === undefined ? {} : { inside: container }),
            },
          ],
    ),
    pieces: byName.flatMap(({ of, item, trackingNumber, weightG, container }) =>
      of === 'container'
        ? []
        : [
            {
              trackingNumber: trackingNumber ?? item,
              weightG: weightG ?? 0,
              ...(container === undefined ? {} : { inside: container }),
            },
          ],
    ),
    synthetic,
  };
}
