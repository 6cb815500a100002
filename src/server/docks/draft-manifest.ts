import { buildManifest } from '../../custody/plans/build-manifest.js';
import type { Manifest } from '../../domain/handover.js';
import { findContainers, type Owner } from '../../store/docks/containers.js';
import { findDockShipments, type DockShipment } from '../../store/docks/dock-shipments.js';
import type { DraftItem } from '../../store/docks/manifests.js';
import type { Tx } from '../../store/database/store.js';
import { saveYardPieces } from '../../store/docks/yard.js';
import type { WireFault } from '../../wire/http/problem.js';
import { cappedFaults } from '../http/parse-input.js';
import { ProblemError } from '../http/problem-error.js';
import type { DockParty } from './dock-of.js';
import { ssccOf } from './yard-acts.js';
import { loadYard, type YardSlice } from './yard-slice.js';

/** What a manifest names, as it stands in the yard. */
export interface DraftItems {
  readonly items: readonly DraftItem[];
  readonly containerIds: readonly string[];
  readonly shipmentIds: readonly string[];
  readonly weightG: number;
}

/**
 * The items of a manifest: closed containers with all that is in them, and loose pieces, of the acting party's yard. Throws with
 * everything that speaks against it.
 */
export async function draftItems(
  tx: Tx,
  by: { readonly owner: Owner; readonly acting: DockParty },
  named: { readonly pieces: readonly string[]; readonly containers: readonly string[] },
  about: Omit<Manifest, 'lines' | 'containers'>,
): Promise<DraftItems> {
  const found = await findContainers(tx, by.owner, named.containers.map(ssccOf));
  const loose = await findDockShipments(tx, named.pieces);
  refuseUnknown(named, new Set(found.flatMap(({ id, containerId }) => [id, containerId])), loose);
  const slice = await loadYard(tx, by, { containerIds: found.map(({ containerId }) => containerId), shipments: loose });
  const items = { pieces: loose.map(({ id }) => id), containers: [...new Set(found.map(({ id }) => id))] };
  const built = buildManifest(slice.yard, items, about);
  const reasons = built.status === 'refused' ? [...built.reasons] : heldReasons(slice, built.manifest);
  if (built.status === 'refused' || reasons.length > 0) {
    const faults = reasons.map((message): WireFault => ({ code: 'not_packed', message, pointer: '#' }));
    throw new ProblemError('invalid', undefined, cappedFaults(faults));
  }
  // Loose pieces that were never packed become known to the yard, so that they can be held.
  await saveYardPieces(
    tx,
    by.acting,
    [...slice.pieces.values()].filter(({ shipmentId }) => items.pieces.includes(shipmentId)),
  );
  return itemsOf(tx, slice, built.manifest, loose);
}

function refuseUnknown(
  named: { readonly pieces: readonly string[]; readonly containers: readonly string[] },
  containers: ReadonlySet<string>,
  shipments: readonly DockShipment[],
): void {
  const pieces = new Set(shipments.flatMap(({ id, trackingNumber }) => [id, trackingNumber]));
  const unknown = (what: 'pieces' | 'containers', has: (text: string) => boolean): WireFault[] =>
    named[what].flatMap((text, index): WireFault[] => {
      if (has(text)) return [];
      const message = `there is no such ${what === 'pieces' ? 'shipment' : 'container'}`;
      return [{ code: 'unknown_reference', message, pointer: `#/${what}/${index}`, value: text }];
    });
  const faults = [
    ...unknown('pieces', (text) => pieces.has(text)),
    ...unknown('containers', (text) => containers.has(ssccOf(text))),
  ];
  if (faults.length > 0) throw new ProblemError('invalid', undefined, cappedFaults(faults));
}

function heldReasons({ held }: YardSlice, { lines, containers }: Manifest): string[] {
  const names = [...lines.map(({ piece }) => piece), ...containers.map(({ id }) => id)];
  return names.filter((name) => held.has(name)).map((name) => `${name} is on a manifest already`);
}

async function itemsOf(
  tx: Tx,
  slice: YardSlice,
  { lines, containers }: Manifest,
  loose: readonly DockShipment[],
): Promise<DraftItems> {
  const known = new Set(loose.map(({ id }) => id));
  const packed = await findDockShipments(
    tx,
    lines.flatMap(({ piece }) => (known.has(piece) ? [] : [piece])),
  );
  const numbers = new Map([...loose, ...packed].map(({ id, trackingNumber }) => [id, trackingNumber]));
  const outer = new Map(containers.map(({ id, container }) => [id, container]));
  const around = (container: string | undefined): string[] => {
    const names: string[] = [];
    for (let at = container; at !== undefined; at = outer.get(at)) names.push(at);
    return names;
  };
  return {
    items: [
      ...lines.map(({ piece, weightG, container }) => ({
        of: 'piece' as const,
        item: piece,
        trackingNumber: numbers.get(piece),
        weightG,
        container,
        around: around(container),
        kind: undefined,
        seal: undefined,
      })),
      ...containers.map(({ id, kind, seal, container }) => ({
        of: 'container' as const,
        item: id,
        trackingNumber: undefined,
        weightG: undefined,
        container,
        around: around(container),
        kind,
        seal,
        opensAt: slice.containers.get(id)?.opensAt,
        contents: slice.containers.get(id)?.contents,
        weightGMax: slice.containers.get(id)?.weightGMax,
        piecesMax: slice.containers.get(id)?.piecesMax,
      })),
    ],
    containerIds: containers.flatMap(({ id }) => slice.containers.get(id)?.containerId ?? []),
    shipmentIds: lines.map(({ piece }) => piece),
    weightG: lines.reduce((sum, { weightG }) => sum + weightG, 0),
  };
}
