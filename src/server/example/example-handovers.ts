import { makeSscc } from '../../standards/gs1/keys.js';
import type { z } from '@hono/zod-openapi';
import type { Client } from '../../wire/http/client.js';
import { SCANS_MAX } from '../../wire/docks/handovers.js';
import type { ManifestItemSchema } from '../../wire/docks/manifests.js';
import type { StoryHandover } from './lives.js';
import type { StoryClock } from './story-clock.js';

type ManifestItem = z.infer<typeof ManifestItemSchema>;

/** A piece that changes hands. */
export interface HandoverPiece {
  readonly id: string; // shipment
  readonly weightG: number;
}

/** Pieces that change hands together: under one manifest. */
export interface HandoverGroup {
  readonly number: number; // unique, from 0
  readonly handover: StoryHandover;
  readonly pieces: readonly HandoverPiece[];
}

/**
 * What the story leaves a handover as. `open`: pieces wait to be packed. `drafted`: the manifest is not sent. `advised`: it is.
 * `tendered`: it waits to be received. `half`: being received. `faulty`: received with open discrepancies. `received`: in order.
 */
export type HandoverEnd = 'open' | 'drafted' | 'advised' | 'tendered' | 'half' | 'faulty' | 'received';

const PIECES_IN_BAG = 12;
const BAG_G_MAX = 20_000;
/** Heavier pieces stay loose. */
const LOOSE_G = 8000;
/** Prefix of the example's SSCCs: nobody's, as its names say. */
export const EXAMPLE_PREFIX = '9999999';

/** Packs the pieces of a handover into sealed bags, drafts its manifest and, unless it is to stay a draft, sends it. */
export async function packHandover(clock: StoryClock, group: HandoverGroup, advises: boolean): Promise<string> {
  const { handover, number } = group;
  const { giver, receiver } = carriersOf(clock, group);
  const bags = bagsOf(group);
  const sealed: string[] = [];
  const loose = group.pieces.filter(({ weightG }) => weightG > LOOSE_G).map(({ id }) => id);
  const next = timesBefore(clock.nowMs(), group.pieces.length + 2 * bags.length);
  for (const [index, pieces] of bags.entries()) {
    const name = `example-${number}-${index}`;
    const sscc = makeSscc({ companyPrefix: EXAMPLE_PREFIX, extension: 0, serial: number * 100 + index });
    await giver.client.createContainer({
      headers: { 'idempotency-key': name },
      body: { kind: 'bag', contents: 'mixed', opens_at: handover.receiverPlace, sscc },
    });
    const puts = pieces.map(({ id }) => {
      return { kind: 'put', id: `${name}:${id}`, device_time: next(), piece: id, into: sscc } as const;
    });
    const { body: put } = await giver.client.actOnContainers({ body: { acts: puts } });
    const left = pieces.filter((_, at) => put.results[at]?.refusals.length !== 0).map(({ id }) => id);
    loose.push(...left); // goods that must be kept apart, for one
    if (left.length === pieces.length) continue;
    const about = { container: sscc, device_time: next() };
    await giver.client.actOnContainers({
      body: {
        acts: [
          { kind: 'close', id: `${name}:close`, ...about },
          { kind: 'seal', id: `${name}:seal`, seal: sealOf(sscc), ...about, device_time: next() },
        ],
      },
    });
    sealed.push(sscc);
  }
  const { body: manifest } = await giver.client.createManifest({
    headers: { 'idempotency-key': `example-manifest-${number}` },
    body: {
      receiver_id: receiver.id,
      interchange: handover.interchange,
      tender_at: new Date(handover.atMs).toISOString(),
      pieces: loose,
      containers: sealed,
    },
  });
  if (advises) await giver.client.preAdviseManifest({ params: { id: manifest.id } });
  return manifest.id;
}

/** The giver tenders everything. */
export async function tenderGroup(clock: StoryClock, group: HandoverGroup, manifest: string): Promise<void> {
  const { giver } = carriersOf(clock, group);
  const device_time = new Date(group.handover.atMs).toISOString();
  await giver.client.tenderHandover({ params: { id: manifest }, body: { id: 'example-tender', device_time } });
}

/** The receiver scans: containers by their seals and what is loose, half of it, or piece by piece with what is wrong. */
export async function receiveGroup(
  clock: StoryClock,
  group: HandoverGroup,
  { manifest, end }: { readonly manifest: string; readonly end: 'half' | 'faulty' | 'received' },
): Promise<void> {
  const { receiver } = carriersOf(clock, group);
  const items = await itemsOf(receiver.client, manifest);
  const outer = items.filter(({ container }) => container === null);
  const pieces = items.filter(({ of }) => of === 'piece').toSorted((a, b) => (a.item < b.item ? -1 : 1));
  const next = timesBefore(clock.nowMs(), items.length + 1);
  const scanned = end === 'half' ? outer.slice(0, Math.ceil(outer.length / 2)) : outer;
  const scans =
    end === 'faulty'
      ? pieces.slice(1).map(({ item, weight_g }, index) => ({
          id: `example:${item}`,
          device_time: next(),
          piece: item,
          ...(index === 0 ? { conditions: ['damaged' as const] } : {}),
          ...(index === 1 && weight_g !== null ? { weight_g: weight_g + 400 } : {}),
        }))
      : scanned.map(({ of, item, seal }) => ({
          id: `example:${item}`,
          device_time: next(),
          ...(of === 'piece' ? { piece: item } : { container: item }),
          ...(seal === null ? {} : { seal }),
        }));
  for (let first = 0; first < scans.length; first += SCANS_MAX) {
    const body = { scans: scans.slice(first, first + SCANS_MAX) };
    await receiver.client.recordScans({ params: { id: manifest }, body });
  }
  if (end === 'faulty') {
    const body = { id: 'example-count', device_time: next() };
    await receiver.client.closeCount({ params: { id: manifest }, body });
  }
}

async function itemsOf(client: Client, id: string): Promise<ManifestItem[]> {
  const items: ManifestItem[] = [];
  for (let cursor: string | undefined; ;) {
    const { body } = await client.listManifestItems({
      params: { id },
      query: { limit: 200, ...(cursor && { cursor }) },
    });
    items.push(...body.data);
    if (body.next_cursor === null) return items;
    cursor = body.next_cursor;
  }
}

/** Moments of a device that end at a moment: a few seconds apart, within two minutes. */
function timesBefore(endMs: number, count: number): () => string {
  const stepMs = Math.min(7000, Math.floor(120_000 / (count + 1)));
  let atMs = endMs - stepMs * (count + 1);
  return () => new Date((atMs += stepMs)).toISOString();
}

/** Number of a bag's seal; obviously made up. */
function sealOf(sscc: string): string {
  return `SYN-${sscc.slice(-7)}`;
}

function carriersOf({ carriers }: StoryClock, { handover }: HandoverGroup) {
  const [giver, receiver] = [carriers.get(handover.giver), carriers.get(handover.receiver)];
  if (giver === undefined || receiver === undefined)
    throw new Error(`Nobody acts for ${handover.giver} or ${handover.receiver}.`);
  return { giver, receiver };
}

function bagsOf({ pieces }: HandoverGroup): HandoverPiece[][] {
  const bags: HandoverPiece[][] = [];
  let weightG = 0;
  for (const piece of pieces) {
    if (piece.weightG > LOOSE_G) continue;
    let bag = bags.at(-1);
    if (bag === undefined || bag.length === PIECES_IN_BAG || weightG + piece.weightG > BAG_G_MAX) {
      bag = [];
      bags.push(bag);
      weightG = 0;
    }
    bag.push(piece);
    weightG += piece.weightG;
  }
  return bags;
}
