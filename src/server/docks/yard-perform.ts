import { sha256 } from '../../base/signing.js';
import { momentOf } from '../../custody/events/event-order.js';
import { foldYard } from '../../custody/handover/fold-yard.js';
import { changedEvents } from '../../custody/handover/handover-events.js';
import type { PackRefusal, YardAct } from '../../domain/container.js';
import type { CustodyEvent } from '../../domain/custody-event.js';
import { findSealed, saveContainers, type Owner } from '../../store/docks/containers.js';
import { listEvents } from '../../store/custody/events.js';
import type { Tx } from '../../store/database/store.js';
import type { StoredReceipt } from '../../store/docks/yard-receipts.js';
import { addYardActs, saveRefusals, saveYardPieces, type StoredYardAct } from '../../store/docks/yard.js';
import { recordEvents } from '../custody/record-events.js';
import type { DockParty } from './dock-of.js';
import { PACK_LIMITS } from './pack-limits.js';
import { baseOf, closureOf, namesOf, type YardDeeds } from './yard-history.js';
import type { YardSlice } from './yard-slice.js';

/** What came of an act. */
export interface YardActResult {
  readonly id: string;
  readonly status: 'done' | 'refused' | 'known';
  readonly refusals: PackRefusal[];
}

export interface Performing {
  readonly acting: DockParty;
  readonly owner: Owner; // the same party
  readonly actor: string;
  readonly now: Date;
  readonly slice: YardSlice;
  /** Shipments that were packed, and were another party's after all. */
  readonly lost?: ReadonlySet<string>;
}

/**
 * Lets new deeds happen in a yard: at once where nothing that they touch was touched later, otherwise with everything that ever happened
 * to it, in the order of moments. New acts are kept here; receipts are kept already. Returns what came of each new act, and what
 * has changed of earlier ones.
 */
export async function performOnYard(
  tx: Tx,
  performing: Performing,
  { acts, receipts, isLate: late = false }: YardDeeds & { readonly isLate?: boolean },
): Promise<{ outcomes: Map<string, PackRefusal[]>; changed: YardActResult[] }> {
  const { acting, actor, owner, slice, now } = performing;
  if (acts.length + receipts.length === 0 && !late) return { outcomes: new Map(), changed: [] };
  const isLate = late || latestMs(slice) >= Math.min(...acts.map(momentOf), ...receipts.map(({ atMs }) => atMs));
  const base = isLate
    ? baseOf(await closureOf(tx, performing, acts))
    : { ...slice, earlier: { acts: [], receipts: receipts } };
  const ids = new Map([...base.containers.values()].map(({ containerId, id }) => [containerId, id]));
  const seals = acts.flatMap(({ seal }) => seal ?? []);
  const sealed = await findSealed(tx, owner, seals);
  const strangers = sealed.filter(({ id }) => !base.containers.has(id));
  const yard = {
    ...base.yard,
    containers: new Map([...base.yard.containers, ...strangers.map((one) => [one.id, one] as const)]),
  };
  const all = { acts: [...base.earlier.acts, ...acts], receipts: base.earlier.receipts };
  const told = [
    ...all.acts.map((act) => yardActOf(act, ids, owner.code)),
    ...all.receipts.map((receipt) => receiptOf(receipt, ids, owner.code)),
  ];
  const folded = foldYard(yard, told, PACK_LIMITS);
  const refused = new Map(folded.refused.map(({ act, refusals }) => [act.id, [...refusals]]));
  const outcomes = new Map(acts.map(({ id }) => [id, refused.get(id) ?? []]));
  await addYardActs(
    tx,
    { ...acting, actor },
    acts.map((act) => ({ ...act, refusals: outcomes.get(act.id) ?? [] })),
  );
  const changed = base.earlier.acts.flatMap(({ id, refusals }): YardActResult[] => {
    const found = refused.get(id) ?? [];
    if (JSON.stringify(found) === JSON.stringify(refusals)) return [];
    return [{ id, status: found.length === 0 ? 'done' : 'refused', refusals: found }];
  });
  await saveRefusals(tx, acting, changed);
  await saveYard(tx, acting, { base, folded: folded.yard, all });
  const done = all.acts.map((act) => ({ ...act, refusals: refused.get(act.id) ?? [] }));
  const touchesLog = new Set([...acts, ...changed].map(({ id }) => id));
  const shipments = new Set(
    done.flatMap(({ id, of, item }) => (of === 'piece' && item && touchesLog.has(id) ? [item] : [])),
  );
  const packed = done.filter(({ of, item }) => of === 'piece' && item !== undefined && shipments.has(item));
  await tell(tx, { acting, now, code: owner.code, ids, isLate }, packed);
  return { outcomes, changed };
}

/** The last moment of anything that happened to what a slice has. */
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

/** Of what came at one moment, containers come before what is in them: ids have that order, and no act of a device has one like them. */
function receiptOf(
  { manifestId, of, item, cameIn, takenOut, seal, depth, atMs }: StoredReceipt,
  ids: ReadonlyMap<string, string>,
  party: string,
): YardAct {
  return {
    id: `${manifestId}/${of}/${String(depth).padStart(3, '0')}/${item}`,
    party,
    deviceMs: atMs,
    serverMs: atMs,
    kind: 'receive',
    what: of,
    item: of === 'container' ? (ids.get(item) ?? item) : item,
    cameIn: cameIn === undefined ? undefined : (ids.get(cameIn) ?? cameIn),
    takenOut,
    seal,
  };
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
    readonly all: YardDeeds;
  },
): Promise<void> {
  const lastMs = new Map<string, number>();
  for (const deed of [...all.acts, ...all.receipts]) {
    const moment = 'atMs' in deed ? deed.atMs : momentOf(deed);
    const { containerIds, pieces } = namesOf(deed);
    for (const name of [...containerIds, ...pieces]) {
      lastMs.set(name, Math.max(moment, lastMs.get(name) ?? Number.NEGATIVE_INFINITY));
    }
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
