import { ENDED, erasePersonalData, findErasure, listToErase, type ToErase } from '../../store/custody/personal-data.js';
import * as wire from '../../wire/custody/events.js';
import type { ServerContext } from '../context.js';
import { ProblemError } from '../http/problem-error.js';
import type { OperationServer } from '../http/serve-operation.js';
import { noteAudit } from '../people/audit.js';
import { getShipment } from '../shipments/shipments.js';

const DAY_MS = 86_400_000;
const BATCH = 500;

/** Personal data, erased when somebody asks for it. */
export function serveErasure(operations: OperationServer): void {
  operations.serve(wire.erasePersonalData, (request) =>
    request.run(async (tx) => {
      const { input, acting, now } = request;
      const shipment = await getShipment(tx, input.params.id);
      if (shipment.owner_id !== acting.partyId) throw new ProblemError('conflict', 'Only its own carrier may do this.');
      const state = shipment.tracked?.state;
      if (!ENDED.some((ended) => ended === state)) {
        throw new ProblemError('conflict', 'It is still under way, and its recipient is needed. Cancel it, or wait.');
      }
      const [erased] = await erasePersonalData(tx, [shipment.id], now);
      if (erased !== undefined) {
        await noteAudit(tx, request, { action: 'shipment.personal_data_erased', subject: erased });
      }
      const at = erased === undefined ? await findErasure(tx, shipment.id) : now;
      return { shipment_id: shipment.id, erased_at: (at ?? now).toISOString() };
    }),
  );
}

/** Erases what has been kept long enough after the end of a shipment's life. Returns of how many. */
export async function eraseOldPersonalData(
  { store, now, personalDataDays }: Pick<ServerContext, 'store' | 'now' | 'personalDataDays'>,
  signal: AbortSignal,
): Promise<number> {
  const before = new Date(now().getTime() - personalDataDays * DAY_MS);
  let count = 0;
  while (!signal.aborted) {
    const due = await store.asWorker((tx) => listToErase(tx, before, BATCH));
    for (const group of byCarrier(due)) {
      const [{ ownerId: partyId, mode }] = group;
      const ids = group.map(({ shipmentId }) => shipmentId);
      count += (await store.asParty({ partyId, mode }, (tx) => erasePersonalData(tx, ids, now()))).length;
    }
    if (due.length < BATCH) return count;
  }
  return count;
}

function byCarrier(due: readonly ToErase[]): Iterable<[ToErase, ...ToErase[]]> {
  const groups = new Map<string, [ToErase, ...ToErase[]]>();
  for (const one of due) {
    const key = `${one.ownerId} ${one.mode}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return groups.values();
}
