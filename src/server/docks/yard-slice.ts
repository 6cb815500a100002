import { SENDER } from '../../domain/custody-event.js';
import type { PlannedStep } from '../../domain/shipment-exception.js';
import type { Container, Piece, Yard } from '../../domain/container.js';
import { listPlannedSteps } from '../../store/plans/assignments.js';
import { findContainers, treesAround, type Owner, type StoredContainer } from '../../store/docks/containers.js';
import { listStates, type CustodyState } from '../../store/custody/custody-states.js';
import type { DockShipment } from '../../store/docks/dock-shipments.js';
import type { Tx } from '../../store/database/store.js';
import { listOutcomes, listYardPieces, type YardPiece } from '../../store/docks/yard.js';
import type { DockParty } from './dock-of.js';

/** The part of a yard that some acts concern, as it is kept and as `src/custody` wants it. */
export interface YardSlice {
  readonly shipments: readonly DockShipment[]; // that the acts name
  readonly containers: ReadonlyMap<string, StoredContainer>; // by SSCC
  readonly pieces: ReadonlyMap<string, Omit<YardPiece, 'sscc'>>; // by shipment
  readonly yard: Yard;
  /** SSCCs and shipments that are on a manifest, and stay as they are. */
  readonly held: ReadonlySet<string>;
}

/**
 * The containers named, all that they are in, all that is in those, and the shipments named, known to the yard or not. What was on a
 * manifest is free again when it did not change hands, or came back.
 */
export async function loadYard(
  tx: Tx,
  { owner, acting }: { readonly owner: Owner; readonly acting: DockParty },
  touched: {
    readonly containerIds: readonly string[];
    readonly shipments: readonly DockShipment[];
    readonly packed?: readonly string[]; // shipments that the yard knows
  },
): Promise<YardSlice> {
  const shipmentIds = touched.shipments.map(({ id }) => id);
  const known = await listYardPieces(tx, acting, {
    shipmentIds: [...new Set([...shipmentIds, ...(touched.packed ?? [])])],
  });
  const around = known.flatMap(({ containerId }) => containerId ?? []);
  const containerIds = await treesAround(tx, [...new Set([...touched.containerIds, ...around])]);
  const containers = await findContainers(tx, owner, containerIds);
  const inside = await listYardPieces(tx, acting, { containerIds });
  const stored = new Map([...known, ...inside].map((piece) => [piece.shipmentId, piece]));
  const { held, states } = await heldOf(tx, { owner, containers, pieces: [...stored.values()], shipmentIds });
  const pieces = new Map<string, Omit<YardPiece, 'sscc'>>();
  const yardPieces = new Map<string, Piece>();
  const yardContainers = new Map<string, Container>(containers.map((container) => [container.id, container]));
  for (const { sscc, ...piece } of stored.values()) {
    // What came back while the container around it did not is no longer in it.
    const left = piece.manifestId !== undefined && !held.has(piece.shipmentId) && sscc !== undefined && held.has(sscc);
    const now = left ? { ...piece, containerId: undefined, manifestId: undefined } : piece;
    pieces.set(piece.shipmentId, now);
    yardPieces.set(
      piece.shipmentId,
      pieceOf(now, { party: owner.code, sscc: left ? undefined : sscc, sortsAt: undefined }),
    );
  }
  const isDirect = containers.some(({ contents }) => contents === 'direct');
  const steps = isDirect ? await listPlannedSteps(tx, shipmentIds) : new Map<string, readonly PlannedStep[]>();
  // What was packed was judged by who had it then, and by the plan of then; neither is kept.
  const judged = new Set(touched.packed);
  for (const { id, ownerId, weightG, goods } of touched.shipments) {
    const custodian = states.get(id)?.custodian ?? SENDER;
    const isOwn = judged.has(id) || (custodian === SENDER && ownerId === owner.id);
    const piece = pieces.get(id) ?? {
      shipmentId: id, containerId: undefined, manifestId: undefined, weightG, goods, lastActMs: undefined,
    }; // prettier-ignore
    pieces.set(id, piece);
    const sortsAt = judged.has(id) ? undefined : steps.get(id)?.map(({ place }) => place);
    const party = isOwn ? owner.code : custodian;
    yardPieces.set(id, pieceOf(piece, { party, sscc: yardPieces.get(id)?.container, sortsAt }));
  }
  return {
    shipments: touched.shipments,
    containers: new Map(containers.map((container) => [container.id, container])),
    pieces,
    yard: { containers: yardContainers, pieces: yardPieces },
    held,
  };
}

/** What is on a manifest and has not come back, and the states of what was asked for. */
async function heldOf(
  tx: Tx,
  of: {
    readonly owner: Owner;
    readonly containers: readonly StoredContainer[];
    readonly pieces: readonly YardPiece[];
    readonly shipmentIds: readonly string[];
  },
): Promise<{ readonly held: ReadonlySet<string>; readonly states: ReadonlyMap<string, CustodyState> }> {
  const { owner, containers, pieces, shipmentIds } = of;
  const onManifest = [
    ...containers.map(({ id, manifestId, receivedAtMs }) => ({ item: id, manifestId, receivedAtMs })),
    ...pieces.map(({ shipmentId, manifestId }) => ({
      item: shipmentId,
      manifestId,
      receivedAtMs: undefined,
    })),
  ].flatMap(({ manifestId, ...one }) => (manifestId === undefined ? [] : [{ ...one, manifestId }]));
  const outcomes = await listOutcomes(tx, onManifest);
  const states = await listStates(tx, [...new Set([...shipmentIds, ...onManifest.map(({ item }) => item)])]);
  const isFree = ({ item, manifestId, receivedAtMs }: (typeof onManifest)[number]): boolean => {
    const { status, tenderedMs } = outcomes.get(`${manifestId} ${item}`) ?? {};
    const cameBack = receivedAtMs !== undefined && tenderedMs !== undefined && receivedAtMs > tenderedMs;
    if (status === 'accepted') return cameBack || states.get(item)?.custodian === owner.code;
    return status === 'refused' || status === 'missing';
  };
  const held = new Set(onManifest.filter((one) => !isFree(one)).map(({ item }) => item));
  return { held, states };
}

function pieceOf(
  { shipmentId, weightG, goods }: Pick<YardPiece, 'shipmentId' | 'weightG' | 'goods'>,
  about: { readonly party: string; readonly sscc: string | undefined; readonly sortsAt: Piece['sortsAt'] },
): Piece {
  const { party, sscc, sortsAt } = about;
  return { id: shipmentId, party, weightG, goods, sortsAt: sortsAt && [...new Set(sortsAt)], container: sscc };
}
