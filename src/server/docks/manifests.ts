import type { z } from '@hono/zod-openapi';
import { addCarriages } from '../../store/plans/carriages.js';
import { lockStates } from '../../store/custody/custody-states.js';
import { findDockShipments } from '../../store/docks/dock-shipments.js';
import { addHandoverActs } from '../../store/docks/handover-acts.js';
import {
  addManifest,
  findManifest,
  listItemPage,
  listItems,
  listManifests,
  lockManifest,
  preAdvise,
  removeManifest,
  type StoredItem,
  type StoredManifest,
} from '../../store/docks/manifests.js';
import { listOrganisations } from '../../store/people/organisations.js';
import type { Tx } from '../../store/database/store.js';
import { freeOfManifest, holdForManifest, lockYard } from '../../store/docks/yard.js';
import * as wire from '../../wire/docks/manifests.js';
import { beforeOf, pageOfRows } from '../http/cursors.js';
import { ProblemError } from '../http/problem-error.js';
import type { OperationServer, PartyRequest } from '../http/serve-operation.js';
import { notify, notifyOfShipments } from '../notices/notify.js';
import type { ReferenceData } from '../reference-data.js';
import { dockOf } from './dock-of.js';
import { draftItems } from './draft-manifest.js';
import { afterItem, itemCursor } from './item-cursors.js';
import { packedOf, plannedPieces } from './planned-pieces.js';
import { phaseOf, reportByOf } from './phase-of.js';
import { termsInForce } from './terms-in-force.js';

/** Manifests: drafted, read, sent to the partner, thrown away. */
export function serveManifests(operations: OperationServer): void {
  const { reference } = operations.server;
  operations.serve(wire.createManifest, (request) => draft(request, reference));
  operations.serve(wire.listManifests, ({ input, acting, now, run }) => {
    const { limit, cursor, role, phase, interchange } = input.query;
    const page = { limit: limit + 1, before: beforeOf(cursor, 'manifest'), role, phase, interchange, now };
    return run(async (tx) =>
      pageOfRows(await listManifests(tx, acting.partyId, page), limit, (row) => manifestOnWire(row, now)),
    );
  });
  operations.serve(wire.getManifest, ({ input, acting, now, run }) =>
    run(async (tx) => withDifference(tx, await getManifest(tx, input.params.id), { partyId: acting.partyId, now })),
  );
  operations.serve(wire.listManifestItems, ({ input, run }) =>
    run(async (tx) => {
      const { id } = await getManifest(tx, input.params.id);
      const { limit, cursor } = input.query;
      const rows = await listItemPage(tx, id, { limit: limit + 1, after: afterItem(cursor) });
      const shown = rows.slice(0, limit);
      return { data: shown.map(itemOnWire), next_cursor: rows.length > limit ? itemCursor(shown.at(-1)) : null };
    }),
  );
  operations.serve(wire.preAdviseManifest, (request) => advise(request));
  operations.serve(wire.withdrawManifest, ({ input, acting, run }) =>
    run(async (tx) => {
      await lockYard(tx, acting);
      await lockManifest(tx, input.params.id);
      const manifest = await getManifest(tx, input.params.id);
      if (manifest.preAdvisedAt !== undefined) {
        throw new ProblemError('conflict', 'Your partner has been told of it; a draft only can be thrown away.');
      }
      await freeOfManifest(tx, manifest.id);
      await removeManifest(tx, manifest.id);
    }),
  );
}

/** A manifest that the acting party may see, or a refusal that does not tell whether there is one. */
export async function getManifest(tx: Tx, id: string): Promise<StoredManifest> {
  const found = await findManifest(tx, id);
  if (found === undefined) throw new ProblemError('not_found');
  return found;
}

async function draft(
  { input, acting, principal, now, run }: PartyRequest<typeof wire.createManifest>,
  reference: ReferenceData,
): Promise<WireManifest & { difference: WireDifference | null }> {
  const { receiver_id, interchange, tender_at, departure, pieces, containers, from_plan, planned } = input.body;
  return run(async (tx) => {
    const owner = await dockOf(tx, acting);
    const receiver = (await listOrganisations(tx)).find(({ id }) => id === receiver_id);
    if (receiver?.code === undefined || receiver.id === owner.id) {
      const fault = { code: 'unknown_reference', message: 'is no other carrier', pointer: '#/receiver_id' };
      throw new ProblemError('invalid', undefined, [fault]);
    }
    const parties = { giver: owner, receiver: { id: receiver.id, code: receiver.code } };
    const terms = await termsInForce(tx, reference, { ...parties, interchange, now });
    await lockYard(tx, acting);
    const about = {
      id: '', giver: owner.code, receiver: receiver.code, interchange, tenderMs: Date.parse(tender_at),
    }; // prettier-ignore
    const by = { owner, acting };
    const tendered = await plannedPieces(tx, { giverId: owner.id, receiverId: receiver.id, interchange, tender_at });
    const packed = from_plan ? await packedOf(tx, by, tendered) : { pieces: [], containers: [] };
    const named = { pieces: [...pieces, ...packed.pieces], containers: [...containers, ...packed.containers] };
    const { items, containerIds, shipmentIds, weightG } = await draftItems(tx, by, named, about);
    const wanted = planned === undefined ? tendered : (await findDockShipments(tx, planned)).map(({ id }) => id);
    const manifest = {
      ...terms,
      receiverId: receiver.id,
      giver: owner.code,
      receiver: receiver.code,
      interchange,
      tenderAt: new Date(tender_at),
      departure,
      planned: planned === undefined && tendered.length === 0 ? undefined : wanted,
      pieceCount: shipmentIds.length,
      containerCount: containerIds.length,
      weightG,
      createdBy: principal.actorId,
      createdAt: now,
    };
    const id = await addManifest(tx, acting, manifest, items);
    await holdForManifest(tx, acting, id, { containerIds, shipmentIds });
    return withDifference(tx, await getManifest(tx, id), { partyId: acting.partyId, now });
  });
}

/** Sends a draft to its receiver, which from then on carries what the giver owns on it. */
async function advise({
  input,
  acting,
  principal,
  now,
  run,
}: PartyRequest<typeof wire.preAdviseManifest>): Promise<WireManifest> {
  return run(async (tx) => {
    await lockManifest(tx, input.params.id);
    const manifest = await getManifest(tx, input.params.id);
    if (manifest.giverId !== acting.partyId) throw new ProblemError('conflict', 'Only its giver may do this.');
    if (manifest.preAdvisedAt !== undefined) return manifestOnWire(manifest, now);
    await preAdvise(tx, manifest, now);
    const act = { id: 'pre-advised', party: manifest.giver, deviceMs: now.getTime(), serverMs: now.getTime() };
    await addHandoverActs(tx, { ...acting, actor: principal.actorId }, manifest, [
      { partyId: acting.partyId, id: act.id, act: { ...act, kind: 'pre_advised' }, elsewhere: undefined },
    ]);
    const pieces = (await listItems(tx, manifest.id)).filter(({ of }) => of === 'piece').map(({ item }) => item);
    await lockStates(tx, pieces.toSorted()); // in the order in which everybody does
    const carried = await addCarriages(tx, {
      partnerId: manifest.receiverId,
      ownerId: acting.partyId,
      mode: acting.mode,
      shipmentIds: pieces,
      agreementVersionId: manifest.agreementVersionId,
      assignedAt: now,
    });
    // Another partner that carries one of them is not told by whom it is carried on.
    const changes = carried.map((id) => ({ id, change: 'carriage_assigned' }));
    await notifyOfShipments(tx, { type: 'shipment.changed', mode: acting.mode, at: now }, changes);
    await notify(tx, [
      {
        type: 'handover.changed',
        to: [manifest.giverId, manifest.receiverId],
        mode: acting.mode,
        subject: manifest.id,
        at: now,
        data: { phase: 'pre_advised', interchange: manifest.interchange },
      },
    ]);
    return manifestOnWire(await getManifest(tx, manifest.id), now);
  });
}

type WireManifest = z.infer<typeof wire.ManifestSchema>;
type WireDifference = z.infer<typeof wire.PlannedDifferenceSchema>;

/** What is planned is the giver's own, so its partner is not told how the manifest differs from it. */
async function withDifference(
  tx: Tx,
  manifest: StoredManifest,
  { partyId, now }: { readonly partyId: string; readonly now: Date },
): Promise<WireManifest & { difference: WireDifference | null }> {
  const { planned, giverId, id } = manifest;
  if (planned === undefined || giverId !== partyId) return { ...manifestOnWire(manifest, now), difference: null };
  const packed = (await listItems(tx, id)).filter(({ of }) => of === 'piece').map(({ item }) => item);
  const [wanted, there] = [new Set(planned), new Set(packed)];
  const difference = {
    missing: planned.filter((piece) => !there.has(piece)),
    unplanned: packed.filter((piece) => !wanted.has(piece)).toSorted(),
  };
  return { ...manifestOnWire(manifest, now), difference };
}

function manifestOnWire(manifest: StoredManifest, now: Date): WireManifest {
  return {
    id: manifest.id,
    mode: manifest.mode,
    phase: phaseOf(manifest, now),
    giver_id: manifest.giverId,
    receiver_id: manifest.receiverId,
    interchange: manifest.interchange,
    giver_place: manifest.giverPlace,
    receiver_place: manifest.receiverPlace,
    agreement_version_id: manifest.agreementVersionId,
    tender_at: manifest.tenderAt.toISOString(),
    departure: manifest.departure ?? null,
    piece_count: manifest.pieceCount,
    container_count: manifest.containerCount,
    weight_g: manifest.weightG,
    created_at: manifest.createdAt.toISOString(),
    pre_advised_at: manifest.preAdvisedAt?.toISOString() ?? null,
    tendered_at: manifest.tenderedAt?.toISOString() ?? null,
    report_by: reportByOf(manifest),
  };
}

function itemOnWire(item: StoredItem): z.infer<typeof wire.ManifestItemSchema> {
  return {
    of: item.of,
    item: item.item,
    tracking_number: item.trackingNumber ?? null,
    weight_g: item.weightG ?? null,
    container: item.container ?? null,
    kind: item.kind ?? null,
    seal: item.seal ?? null,
  };
}
