import type { z } from '@hono/zod-openapi';
import { changedEvents } from '../../custody/handover-events.js';
import { momentOf } from '../../custody/event-order.js';
import { foldYard } from '../../custody/fold-yard.js';
import type { PackRefusal, YardAct } from '../../domain/container.js';
import type { CustodyEvent } from '../../domain/custody-event.js';
import { sha256 } from '../../base/signing.js';
import { parseGs1Key } from '../../standards/gs1/keys.js';
import {
  findContainers,
  findSealed,
  saveContainers,
  type Owner,
  type StoredContainer,
} from '../../store/containers.js';
import { findDockShipments, type DockShipment } from '../../store/dock-shipments.js';
import { listEvents } from '../../store/events.js';
import type { Tx } from '../../store/store.js';
import {
  addYardActs,
  listYardActs,
  lockYard,
  saveRefusals,
  saveYardPieces,
  type StoredYardAct,
} from '../../store/yard.js';
import type { YardActSchema } from '../../wire/containers.js';
import { recordEvents } from '../custody/record-events.js';
import { dockOf, type DockParty } from './dock-of.js';
import { PACK_LIMITS } from './pack-limits.js';
import { baseOf, closureOf } from './yard-history.js';
import { loadYard, type YardSlice } from './yard-slice.js';

export type SentYardAct = z.infer<typeof YardActSchema>;

/** What came of an act. */
export interface YardActResult {
  readonly id: string;
  readonly status: 'done' | 'refused' | 'known';
  readonly refusals: PackRefusal[];
}

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
  const named = await lookUp(tx, owner, [...fresh.values()]);
  const acts: StoredYardAct[] = [];
  for (const act of fresh.values()) {
    const stored = storedAct(act, named, doing.now);
    if ('refusals' in stored && !('kind' in stored)) {
      results.set(act.id, { id: act.id, status: 'refused', refusals: stored.refusals });
    } else acts.push(stored);
  }
  const touched = {
    containerIds: [...new Set(acts.flatMap(containersOf))],
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
  const { outcomes, changed } = await perform(tx, { ...doing, owner, slice }, free);
  for (const [id, refusals] of outcomes) {
    results.set(id, { id, status: refusals.length === 0 ? 'done' : 'refused', refusals });
  }
  return { results: sent.flatMap(({ id }) => results.get(id) ?? []), changed };
}

interface Named {
  readonly containers: ReadonlyMap<string, StoredContainer>; // by what was read
  readonly shipments: ReadonlyMap<string, DockShipment>; // by what was read
}

async function lookUp(tx: Tx, owner: Owner, acts: readonly SentYardAct[]): Promise<Named> {
  const containerTexts = new Set<string>();
  const pieceTexts = new Set<string>();
  for (const act of acts) {
    if ('container' in act) containerTexts.add(act.container);
    if ('into' in act) containerTexts.add(act.into);
    if ('from' in act) containerTexts.add(act.from);
    if ('piece' in act) pieceTexts.add(act.piece);
  }
  const found = await findContainers(tx, owner, [...containerTexts].map(ssccOf));
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

function containersOf({ of, item, containerId }: StoredYardAct): string[] {
  return of === 'container' && item !== undefined ? [containerId, item] : [containerId];
}

/** SSCC or shipment of an act that is on a manifest. */
function heldBy(
  act: StoredYardAct,
  { held }: YardSlice,
  byId: ReadonlyMap<string, StoredContainer>,
): string | undefined {
  const names = containersOf(act).flatMap((id) => byId.get(id)?.id ?? []);
  if (act.of === 'piece' && act.item !== undefined) names.push(act.item);
  return names.find((name) => held.has(name));
}

type Performing = Doing & { readonly owner: Owner; readonly slice: YardSlice };

async function perform(
  tx: Tx,
  performing: Performing,
  acts: readonly StoredYardAct[],
): Promise<{ outcomes: Map<string, PackRefusal[]>; changed: YardActResult[] }> {
  const { acting, actor, owner, slice, now } = performing;
  if (acts.length === 0) return { outcomes: new Map(), changed: [] };
  const isLate = latestMs(slice) >= Math.min(...acts.map(momentOf));
  const history = isLate ? await closureOf(tx, performing, acts) : undefined;
  const base = history === undefined ? { ...slice, earlier: [] } : baseOf(history);
  const ids = new Map([...base.containers.values()].map(({ containerId, id }) => [containerId, id]));
  const seals = acts.flatMap(({ seal }) => seal ?? []);
  const sealed = await findSealed(tx, owner, seals);
  const strangers = sealed.filter(({ id }) => !base.containers.has(id));
  const yard = {
    ...base.yard,
    containers: new Map([...base.yard.containers, ...strangers.map((one) => [one.id, one] as const)]),
  };
  const all = [...base.earlier, ...acts];
  const folded = foldYard(
    yard,
    all.map((act) => yardActOf(act, ids, owner.code)),
    PACK_LIMITS,
  );
  const refused = new Map(folded.refused.map(({ act, refusals }) => [act.id, [...refusals]]));
  const outcomes = new Map(acts.map(({ id }) => [id, refused.get(id) ?? []]));
  await addYardActs(
    tx,
    { ...acting, actor },
    acts.map((act) => ({ ...act, refusals: outcomes.get(act.id) ?? [] })),
  );
  const changed = base.earlier.flatMap(({ id, refusals }): YardActResult[] => {
    const found = refused.get(id) ?? [];
    if (JSON.stringify(found) === JSON.stringify(refusals)) return [];
    return [{ id, status: found.length === 0 ? 'done' : 'refused', refusals: found }];
  });
  await saveRefusals(tx, acting, changed);
  await saveYard(tx, acting, { base, folded: folded.yard, all });
  const done = all.map((act) => ({ ...act, refusals: refused.get(act.id) ?? [] }));
  const touchesLog = new Set([...acts, ...changed].map(({ id }) => id));
  const shipments = new Set(
    done.flatMap(({ id, of, item }) => (of === 'piece' && item && touchesLog.has(id) ? [item] : [])),
  );
  const packed = done.filter(({ of, item }) => of === 'piece' && item !== undefined && shipments.has(item));
  await tell(tx, { acting, now, code: owner.code, ids, isLate }, packed);
  return { outcomes, changed };
}

/** The last moment of anything that was done to what a slice has. */
function latestMs({ containers, pieces }: YardSlice): number {
  let latest = Number.NEGATIVE_INFINITY;
  for (const { lastActMs } of [...containers.values(), ...pieces.values()])
    latest = Math.max(latest, lastActMs ?? latest);
  return latest;
}

function yardActOf(act: StoredYardAct, ids: ReadonlyMap<string, string>, party: string): YardAct {
  const { id, deviceMs, serverMs, kind, of, item = '', containerId, seal = '' } = act;
  const told = { id, party, deviceMs, serverMs };
  const container = ids.get(containerId) ?? containerId;
  const moved = { what: of ?? 'piece', item: of === 'container' ? (ids.get(item) ?? item) : item };
  switch (kind) {
    case 'put':
      return { ...told, kind, ...moved, into: container };
    case 'take':
      return { ...told, kind, ...moved, from: container };
    case 'seal':
      return { ...told, kind, container, seal };
    default:
      return { ...told, kind, container };
  }
}

async function saveYard(
  tx: Tx,
  acting: DockParty,
  {
    base,
    folded,
    all,
  }: {
    readonly base: Pick<YardSlice, 'containers' | 'pieces'>;
    readonly folded: YardSlice['yard'];
    readonly all: readonly StoredYardAct[];
  },
): Promise<void> {
  const lastMs = new Map<string, number>();
  for (const act of all) {
    const names = act.of === 'piece' && act.item !== undefined ? [act.containerId, act.item] : containersOf(act);
    for (const name of names) lastMs.set(name, Math.max(momentOf(act), lastMs.get(name) ?? Number.NEGATIVE_INFINITY));
  }
  const idOf = (sscc: string | undefined): string | undefined =>
    sscc === undefined ? undefined : base.containers.get(sscc)?.containerId;
  const later = (name: string, ms: number | undefined): number | undefined => {
    const latest = Math.max(lastMs.get(name) ?? Number.NEGATIVE_INFINITY, ms ?? Number.NEGATIVE_INFINITY);
    return Number.isFinite(latest) ? latest : undefined;
  };
  const containers = [...base.containers.values()].flatMap((before) => {
    const now = folded.containers.get(before.id);
    const lastActMs = later(before.containerId, before.lastActMs);
    if (now === undefined) return [];
    const same = now.status === before.status && now.seal === before.seal && now.container === before.container;
    if (same && lastActMs === before.lastActMs) return [];
    const { status, seal, container } = now;
    return [{ containerId: before.containerId, status, seal, parentId: idOf(container), lastActMs }];
  });
  await saveContainers(tx, containers);
  const pieces = [...base.pieces.values()].flatMap((before) => {
    const containerId = idOf(folded.pieces.get(before.shipmentId)?.container);
    const lastActMs = later(before.shipmentId, before.lastActMs);
    const same = containerId === before.containerId && lastActMs === before.lastActMs;
    if (same) return [];
    return [
      {
        ...before,
        containerId,
        lastActMs,
        manifestId: containerId === before.containerId ? before.manifestId : undefined,
      },
    ];
  });
  await saveYardPieces(tx, acting, pieces);
}

/** What acts on pieces say of their shipments, in the custody logs; what no longer holds is voided there. */
async function tell(
  tx: Tx,
  by: {
    readonly acting: DockParty;
    readonly now: Date;
    readonly code: string;
    readonly ids: ReadonlyMap<string, string>;
    readonly isLate: boolean;
  },
  acts: readonly StoredYardAct[],
): Promise<void> {
  const { acting, now, code, ids, isLate } = by;
  const every = acts.map((act) => eventOf(act, { code, container: ids.get(act.containerId) }));
  const wanted = every.filter((_, index) => acts[index].refusals.length === 0);
  if (!isLate) return void (await recordEvents(tx, { acting, now }, wanted));
  const own = new Set(every.map(({ id }) => id));
  const logs = await listEvents(tx, [...new Set(acts.flatMap(({ item }) => item ?? []))].toSorted());
  const packing = [...logs.values()].flat().filter(({ kind, party }) => party === code && PACKING.has(kind));
  const ours = new Set([...own, ...packing.map(({ id }) => id)]);
  const known = [...logs.values()]
    .flat()
    .filter(({ id, kind, voids }) => ours.has(id) || (kind === 'voided' && voids !== undefined && ours.has(voids)));
  await recordEvents(tx, { acting, now }, changedEvents(known, wanted, now.getTime()));
}

const PACKING: ReadonlySet<CustodyEvent['kind']> = new Set(['packed', 'unpacked']);

function eventOf(
  { id, kind, item = '', deviceMs, serverMs }: StoredYardAct,
  { code, container }: { readonly code: string; readonly container: string | undefined },
): CustodyEvent {
  return {
    id: `ev_${sha256(`interline-yard-event-1\n${code}\n${id}\n${item}`).slice(0, 32)}`,
    shipment: item,
    kind: kind === 'put' ? 'packed' : 'unpacked',
    party: code,
    deviceMs,
    serverMs,
    source: 'scan',
    container,
  };
}
