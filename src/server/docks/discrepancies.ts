import type { z } from '@hono/zod-openapi';
import { listManifests, type StoredManifest } from '../../store/docks/manifests.js';
import type { Tx } from '../../store/database/store.js';
import * as wire from '../../wire/docks/discrepancies.js';
import { beforeOf, cursorOf } from '../http/cursors.js';
import type { OperationServer, PartyRequest } from '../http/serve-operation.js';
import { foldWhole } from './handover-fold.js';
import { discrepancyOnWire } from './handovers.js';

/** Manifests that are read at once, and how much one page looks through at most. */
const AT_ONCE = 20;
const HANDOVERS_MAX = 200;
const PIECES_MAX = 20_000;
/** Discrepancies after which a page ends, with the handover that it is at. */
const FOUND_MAX = 100;

type Row = z.infer<typeof wire.ListedDiscrepancySchema>;
type Query = z.infer<typeof wire.listDiscrepancies.query>;

/** What is open, disputed and settled between carriers, across all their handovers. */
export function serveDiscrepancies(operations: OperationServer): void {
  operations.serve(wire.listDiscrepancies, ({ input, acting, now, run }) =>
    run((tx) => list(tx, { query: input.query, partyId: acting.partyId, now })),
  );
}

/** Handovers are folded as they stand now, because what nobody disputes comes to stand with time alone. */
async function list(
  tx: Tx,
  { query, partyId, now }: { readonly query: Query; readonly partyId: string } & Pick<PartyRequest<never>, 'now'>,
): Promise<{ data: Row[]; next_cursor: string | null }> {
  const data: Row[] = [];
  let before = beforeOf(query.cursor, 'manifest');
  let [handovers, pieces] = [0, 0];
  for (;;) {
    const { side: role, interchange } = query;
    const page = { limit: AT_ONCE, before, role, phase: undefined, interchange, now };
    const manifests = await listManifests(tx, partyId, page);
    for (const stored of manifests) {
      before = stored.id;
      handovers++;
      if (!mayHave(stored, query, partyId)) continue;
      pieces += stored.pieceCount;
      data.push(...(await foundIn(tx, stored, { query, partyId, now })));
      if (data.length >= FOUND_MAX || pieces >= PIECES_MAX) return { data, next_cursor: cursorOf(before) };
    }
    if (manifests.length < AT_ONCE) return { data, next_cursor: null };
    if (handovers >= HANDOVERS_MAX) return { data, next_cursor: cursorOf(before) };
  }
}

/** Whether there can be anything to tell of a handover. */
function mayHave(stored: StoredManifest, { place, counterparty_id: counterparty }: Query, partyId: string): boolean {
  if (stored.firstScanAt === undefined && stored.tenderedAt === undefined) return false;
  if (place !== undefined && place !== stored.giverPlace && place !== stored.receiverPlace) return false;
  return counterparty === undefined || counterparty === counterpartyOf(stored, partyId);
}

function counterpartyOf({ giverId, receiverId }: StoredManifest, partyId: string): string {
  return giverId === partyId ? receiverId : giverId;
}

async function foundIn(
  tx: Tx,
  stored: StoredManifest,
  { query, partyId, now }: { readonly query: Query; readonly partyId: string; readonly now: Date },
): Promise<Row[]> {
  const { handover } = await foldWhole(tx, stored, now);
  const { status, code, item } = query;
  return handover.discrepancies.flatMap((one): Row[] => {
    if (status !== undefined && one.status !== status) return [];
    if ((code !== undefined && one.code !== code) || (item !== undefined && one.item !== item)) return [];
    return [
      {
        ...discrepancyOnWire(one),
        manifest_id: stored.id,
        side: stored.giverId === partyId ? 'giver' : 'receiver',
        counterparty_id: counterpartyOf(stored, partyId),
        interchange: stored.interchange,
        giver_place: stored.giverPlace,
        receiver_place: stored.receiverPlace,
        tendered_at: stored.tenderedAt?.toISOString() ?? null,
        dispute_by: new Date(one.toldMs + stored.terms.disputeMs).toISOString(),
      },
    ];
  });
}
