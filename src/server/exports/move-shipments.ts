import type { CustodyEvent } from '../../domain/custody-event.js';
import { phaseOf } from '../../custody/events/event-rules.js';
import type { ExportState } from '../../exporting/status/export-state.js';
import { listStates } from '../../store/custody/custody-states.js';
import { partyCodes } from '../../store/people/organisations.js';
import type { Acting, Tx } from '../../store/database/store.js';
import { ownEvent } from '../custody/own-event.js';
import { recordEvents } from '../custody/record-events.js';
import type { Moving } from './moving.js';

const WITH_THE_POST: readonly ExportState[] = ['booked', 'in_transit_to_fpo'];
const BEFORE: readonly ExportState[] = ['draft', 'filed', 'cancelled'];

/**
 * Tells the shipments of exports what is known of the exports, so that nobody tells it twice: that it was taken in, and that its way ended at
 * the office of exchange. What the logs of the shipments have already is left.
 */
export async function moveShipments(
  tx: Tx,
  { acting, now }: { readonly acting: Acting & { readonly partyId: string }; readonly now: Date },
  exports: readonly Moving[],
): Promise<void> {
  const linked = exports.flatMap(({ row, state }) =>
    row.shipment_id === null || BEFORE.includes(state) ? [] : [{ id: row.shipment_id, state, row }],
  );
  if (linked.length === 0) return;
  const states = await listStates(
    tx,
    linked.map(({ id }) => id),
  );
  const party = (await partyCodes(tx)).get(acting.partyId) ?? '';
  const events = linked.flatMap(({ id, state, row }): CustodyEvent[] => {
    const phase = phaseOf(states.get(id)?.state);
    const own = { id, party, now };
    const taken = phase === 'booked' ? [ownEvent('accepted', own)] : [];
    if (WITH_THE_POST.includes(state)) return taken;
    if (phase !== 'booked' && phase !== 'carried') return [];
    const { promise } = (row.domestic ?? {}) as unknown as { promise?: { office: { place_id: string } } | null };
    const place = promise === undefined || promise === null ? {} : { place: `${party}:${promise.office.place_id}` };
    return [...taken, { ...ownEvent('delivered', own), ...place }];
  });
  await recordEvents(tx, { acting, now }, events);
}
