import type { z } from '@hono/zod-openapi';
import { readCode, type ReadCode } from '../../standards/scan/read-code.js';
import { listTendersOf } from '../../store/plans/assignments.js';
import { findContainers, type StoredContainer } from '../../store/docks/containers.js';
import { listStates } from '../../store/custody/custody-states.js';
import { findDockShipments } from '../../store/docks/dock-shipments.js';
import { findItemsAnywhere } from '../../store/docks/dock-days.js';
import { findManifest, type StoredItem, type StoredManifest } from '../../store/docks/manifests.js';
import type { Tx } from '../../store/database/store.js';
import { listYardPieces } from '../../store/docks/yard.js';
import * as wire from '../../wire/docks/docks.js';
import type { OperationServer, PartyRequest } from '../http/serve-operation.js';
import { dockOf } from './dock-of.js';
import { ownPlace } from './dock-days.js';
import type { Docks } from './docks-of.js';
import { phaseOf, statusNow } from './phase-of.js';

type Told = z.infer<typeof wire.DockCodeSchema>;
type Todo = Told['todo'];

/** What scanned codes name, and what is to be done with it at a facility. */
export function serveDockCodes(operations: OperationServer, docks: Docks): void {
  const { reference } = operations.server;
  operations.serve(wire.readDockCodes, (request) =>
    request.run(async (tx) => {
      const place = await ownPlace(tx, request, reference);
      const known = await lookUp(tx, request, docks);
      return { data: request.input.body.codes.map((code) => told(code, place, known)) };
    }),
  );
}

/** Everything that the acting party may know of what some codes name. */
interface Known {
  readonly partyId: string;
  readonly now: Date;
  readonly manifests: ReadonlyMap<string, StoredManifest>;
  /** Manifest items by what was read, the newest manifest first. */
  readonly items: ReadonlyMap<string, readonly { readonly item: StoredItem; readonly manifest: StoredManifest }[]>;
  readonly containers: ReadonlyMap<string, StoredContainer>; // by SSCC and id
  readonly shipments: ReadonlyMap<string, string>; // id by tracking number and id
  readonly packed: ReadonlyMap<string, string>; // SSCC by shipment
  readonly planned: ReadonlyMap<string, Planned>; // next tender by shipment
}

interface Planned {
  readonly interchange: string;
  readonly place: string | undefined;
  readonly at: Date;
}

/** A planned tender is still to be made so long after its moment. */
const LATE_MS = 86_400_000;

async function lookUp(
  tx: Tx,
  { input, acting, now }: Pick<PartyRequest<typeof wire.readDockCodes>, 'input' | 'acting' | 'now'>,
  docks: Docks,
): Promise<Known> {
  const read = input.body.codes.flatMap((code) => readCode(code) ?? []);
  const namesOf = (kind: ReadCode['of']): string[] => [
    ...new Set(read.filter(({ of }) => of === kind).map(({ name }) => name)),
  ];
  const owner = await dockOf(tx, acting);
  const pieces = namesOf('piece');
  const found = await findDockShipments(tx, pieces);
  const containers = await findContainers(tx, owner, namesOf('container'));
  const names = [
    ...new Set([...pieces, ...found.map(({ id }) => id), ...namesOf('container'), ...containers.map(({ id }) => id)]),
  ];
  const items = new Map<string, { item: StoredItem; manifest: StoredManifest }[]>();
  for (const one of await findItemsAnywhere(tx, names)) {
    const { of, item, trackingNumber } = one.item;
    for (const name of new Set([item, trackingNumber ?? item])) {
      items.set(`${of} ${name}`, [...(items.get(`${of} ${name}`) ?? []), one]);
    }
  }
  const manifests = new Map<string, StoredManifest>();
  for (const id of namesOf('manifest')) {
    const manifest = await findManifest(tx, id);
    if (manifest !== undefined) manifests.set(id, manifest);
  }
  const shipmentIds = found.map(({ id }) => id);
  const yard = await listYardPieces(tx, acting, { shipmentIds });
  return {
    partyId: acting.partyId,
    now,
    manifests,
    items,
    containers: new Map(containers.flatMap((one) => [[one.id, one] as const, [one.containerId, one] as const])),
    shipments: new Map(found.flatMap(({ id, trackingNumber }) => [[id, id] as const, [trackingNumber, id] as const])),
    packed: new Map(yard.flatMap(({ shipmentId, sscc }) => (sscc === undefined ? [] : [[shipmentId, sscc]]))),
    planned: await plannedOf(tx, { acting, shipmentIds, code: owner.code, now }, docks),
  };
}

/** Of shipments that the acting party has in hand, or that nobody has scanned, where they are to be tendered next. */
async function plannedOf(
  tx: Tx,
  {
    acting,
    shipmentIds,
    code,
    now,
  }: Pick<PartyRequest<typeof wire.readDockCodes>, 'acting' | 'now'> & { shipmentIds: readonly string[]; code: string },
  docks: Docks,
): Promise<ReadonlyMap<string, Planned>> {
  const from = new Date(now.getTime() - LATE_MS);
  const tenders = await listTendersOf(tx, acting.partyId, { shipmentIds, from });
  if (tenders.length === 0) return new Map();
  const states = await listStates(tx, shipmentIds);
  const places = new Map<string, string>();
  for (const { place, interchanges } of await docks.of(tx, acting, now)) {
    for (const { id } of interchanges) places.set(id, place);
  }
  const planned = new Map<string, Planned>();
  for (const { shipmentId, interchange, tenderAt } of tenders) {
    const custodian = states.get(shipmentId)?.custodian;
    const isOthers = custodian !== undefined && custodian !== code && !custodian.startsWith('@');
    if (planned.has(shipmentId) || isOthers) continue;
    planned.set(shipmentId, { interchange, place: places.get(interchange), at: tenderAt });
  }
  return planned;
}

function told(code: string, place: string, known: Known): Told {
  const read = readCode(code);
  const nothing = { handover_id: null, place: null, interchange: null, at: null, container: null } as const;
  if (read === undefined) return { ...nothing, code, of: null, name: '', item: null, todo: 'unknown' };
  const { of, name } = read;
  const about = { ...nothing, code, of, name };
  if (of === 'manifest') {
    const manifest = known.manifests.get(name);
    if (manifest === undefined) return { ...about, item: null, todo: 'unknown' };
    const todo = todoOf(manifest, place, undefined, known);
    return { ...about, item: name, todo, ...placesOf(manifest, known) };
  }
  const container = of === 'container' ? known.containers.get(name) : undefined;
  const onManifests = known.items.get(`${of} ${container?.id ?? name}`) ?? [];
  const item = onManifests[0]?.item.item ?? (of === 'piece' ? known.shipments.get(name) : container?.id);
  if (item === undefined) return { ...about, item: null, todo: 'unknown' };
  const inside = of === 'piece' ? known.packed.get(item) : container?.container;
  const found = onManifests
    .map((one) => ({ ...one, todo: todoOf(one.manifest, place, one.item.status, known) }))
    .toSorted((a, b) => ORDER.indexOf(a.todo) - ORDER.indexOf(b.todo))[0];
  const planned = of === 'piece' ? known.planned.get(item) : undefined;
  const isOpen = found !== undefined && ORDER.indexOf(found.todo) < ORDER.indexOf('received');
  if (planned !== undefined && !isOpen) {
    const todo = planned.place === place ? 'pack' : 'elsewhere';
    const where = { place: planned.place ?? null, interchange: planned.interchange, at: planned.at.toISOString() };
    return { ...about, item, todo, ...where, container: inside ?? null };
  }
  if (found === undefined) return { ...about, item, todo: 'none', container: inside ?? null };
  const { todo, manifest } = found;
  return { ...about, item, todo, ...placesOf(manifest, known), container: found.item.container ?? null };
}

/** What matters first of several manifests that name one thing. */
const ORDER: readonly Todo[] = [
  'receive', 'tender', 'pre_advise', 'elsewhere', 'received', 'refused', 'tendered', 'none',
]; // prettier-ignore

function todoOf(
  manifest: StoredManifest,
  here: string,
  status: StoredItem['status'] | undefined,
  { partyId, now }: Known,
): Todo {
  const phase = phaseOf(manifest, now);
  if (manifest.giverId === partyId) {
    const isDone = phase !== 'draft' && phase !== 'pre_advised' && status !== 'not_tendered';
    if (isDone) return 'tendered';
    if (manifest.giverPlace !== here) return 'elsewhere';
    return phase === 'draft' ? 'pre_advise' : 'tender';
  }
  const become = status === undefined ? undefined : statusNow(status, manifest, now);
  if (become === 'accepted' || (become === undefined && phase === 'settled')) return 'received';
  if (become === 'refused') return 'refused';
  return manifest.receiverPlace === here ? 'receive' : 'elsewhere';
}

function placesOf(
  { id, giverId, giverPlace, receiverPlace, interchange, tenderAt }: StoredManifest,
  { partyId }: Known,
): Pick<Told, 'handover_id' | 'place' | 'interchange' | 'at'> {
  const place = giverId === partyId ? giverPlace : receiverPlace;
  return { handover_id: id, place, interchange, at: tenderAt.toISOString() };
}
