import type { z } from '@hono/zod-openapi';
import type { PackRefusal } from '../../domain/container.js';
import { parseGs1Key } from '../../standards/gs1/keys.js';
import { findContainers, type Owner, type StoredContainer } from '../../store/docks/containers.js';
import { findDockShipments, type DockShipment } from '../../store/docks/dock-shipments.js';
import type { Tx } from '../../store/database/store.js';
import { listYardActs, lockYard, type StoredYardAct } from '../../store/docks/yard.js';
import type { YardActSchema } from '../../wire/docks/containers.js';
import { dockOf, type DockParty } from './dock-of.js';
import { namesOf } from './yard-history.js';
import { performOnYard, type YardActResult } from './yard-perform.js';
import { expectContainers } from './yard-receipts.js';
import { loadYard, type YardSlice } from './yard-slice.js';

export type SentYardAct = z.infer<typeof YardActSchema>;

interface Doing {
  readonly acting: DockParty;
  readonly actor: string;
  readonly now: Date;
}

/**
 * Does acts in the acting party's yard, in the order of their moments among all that were done before. What arrives in order
 * is added to the yard as it stands; what arrives late has the history of what it touches folded again.
 */
export async function actOnYard(
  tx: Tx,
  doing: Doing,
  sent: readonly SentYardAct[],
): Promise<{ results: YardActResult[]; changed: YardActResult[] }> {
  const { acting } = doing;
  const owner = await dockOf(tx, acting);
  await lockYard(tx, acting);
  const results = new Map<string, YardActResult>();
  for (const { id, refusals } of await listYardActs(tx, acting, { ids: sent.map(({ id }) => id) })) {
    results.set(id, { id, status: 'known', refusals: [...refusals] });
  }
  const fresh = new Map(sent.filter(({ id }) => !results.has(id)).map((act) => [act.id, act]));
  const named = await lookUp(tx, { owner, acting, now: doing.now }, [...fresh.values()]);
  const acts: StoredYardAct[] = [];
  for (const act of fresh.values()) {
    const stored = storedAct(act, named, doing.now);
    if ('refusals' in stored && !('kind' in stored)) {
      results.set(act.id, { id: act.id, status: 'refused', refusals: stored.refusals });
    } else acts.push(stored);
  }
  const touched = {
    containerIds: [...new Set(acts.flatMap((act) => namesOf(act).containerIds))],
    shipments: [...named.shipments.values()],
  };
  const slice = await loadYard(tx, { owner, acting }, touched);
  const bySscc = new Map([...slice.containers.values()].map((container) => [container.containerId, container]));
  const free: StoredYardAct[] = [];
  for (const act of acts) {
    const held = heldBy(act, slice, bySscc);
    if (held === undefined) free.push(act);
    else results.set(act.id, { id: act.id, status: 'refused', refusals: [onManifest(held)] });
  }
  const { outcomes, changed } = await performOnYard(tx, { ...doing, owner, slice }, { acts: free, receipts: [] });
  for (const [id, refusals] of outcomes) {
    results.set(id, { id, status: refusals.length === 0 ? 'done' : 'refused', refusals });
  }
  return { results: sent.flatMap(({ id }) => results.get(id) ?? []), changed };
}

interface Named {
  readonly containers: ReadonlyMap<string, StoredContainer>; // by what was read
  readonly shipments: ReadonlyMap<string, DockShipment>; // by what was read
}

async function lookUp(
  tx: Tx,
  by: { readonly owner: Owner; readonly acting: DockParty; readonly now: Date },
  acts: readonly SentYardAct[],
): Promise<Named> {
  const containerTexts = new Set<string>();
  const pieceTexts = new Set<string>();
  for (const act of acts) {
    if ('container' in act) containerTexts.add(act.container);
    if ('into' in act) containerTexts.add(act.into);
    if ('from' in act) containerTexts.add(act.from);
    if ('piece' in act) pieceTexts.add(act.piece);
  }
  const ssccs = [...containerTexts].map(ssccOf);
  const own = await findContainers(tx, by.owner, ssccs);
  const known = new Set(own.flatMap(({ id, containerId }) => [id, containerId]));
  // What a device did may reach the server before the scan by which it came.
  const expected = await expectContainers(tx, by, { ssccs: ssccs.filter((text) => !known.has(text)) });
  const found = [...own, ...expected];
  const byName = new Map(found.flatMap((one) => [[one.id, one] as const, [one.containerId, one] as const]));
  const shipments = await findDockShipments(tx, [...pieceTexts]);
  const byText = new Map(shipments.flatMap((one) => [[one.id, one] as const, [one.trackingNumber, one] as const]));
  return {
    containers: new Map([...containerTexts].flatMap((text) => pairOf(text, byName.get(ssccOf(text))))),
    shipments: new Map([...pieceTexts].flatMap((text) => pairOf(text, byText.get(text)))),
  };
}

function pairOf<T>(text: string, found: T | undefined): [string, T][] {
  return found === undefined ? [] : [[text, found]];
}

/** Digits of an SSCC as scanned; an id of ours stays as it is. */
export function ssccOf(text: string): string {
  const parsed = parseGs1Key('sscc', text);
  return parsed.status === 'valid' ? parsed.value : text;
}

/** The act with everything that it names looked up, or what is not there. */
function storedAct(
  act: SentYardAct,
  { containers, shipments }: Named,
  now: Date,
): StoredYardAct | { readonly refusals: PackRefusal[] } {
  const texts = 'into' in act ? act.into : 'from' in act ? act.from : act.container;
  const container = containers.get(texts);
  const inner =
    act.kind === 'put_container' || act.kind === 'take_container' ? containers.get(act.container) : undefined;
  const shipment = 'piece' in act ? shipments.get(act.piece) : undefined;
  const refusals: PackRefusal[] = [];
  if ('piece' in act && shipment === undefined) refusals.push(unknown('piece', act.piece));
  if ('container' in act && containers.get(act.container) === undefined)
    refusals.push(unknown('container', act.container));
  if (container === undefined && !('container' in act && act.container === texts)) {
    refusals.push(unknown('container', texts));
  }
  if (container === undefined || refusals.length > 0) return { refusals };
  const kind = act.kind === 'put_container' ? 'put' : act.kind === 'take_container' ? 'take' : act.kind;
  return {
    id: act.id,
    kind,
    of: shipment !== undefined ? 'piece' : inner !== undefined ? 'container' : undefined,
    item: shipment?.id ?? inner?.containerId,
    containerId: container.containerId,
    seal: act.kind === 'seal' ? act.seal : undefined,
    deviceMs: Date.parse(act.device_time),
    serverMs: now.getTime(),
    refusals: [],
  };
}

function unknown(what: 'piece' | 'container', text: string): PackRefusal {
  return { code: `unknown_${what}`, words: `there is no ${what} ${text} here` };
}

function onManifest(item: string): PackRefusal {
  return { code: 'on_manifest', words: `${item} is on a manifest` };
}

/** SSCC or shipment of an act that is on a manifest. */
function heldBy(
  act: StoredYardAct,
  { held }: YardSlice,
  byId: ReadonlyMap<string, StoredContainer>,
): string | undefined {
  const { containerIds, pieces } = namesOf(act);
  return [...containerIds.flatMap((id) => byId.get(id)?.id ?? []), ...pieces].find((name) => held.has(name));
}
