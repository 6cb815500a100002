import { canonicalJson } from '../../base/canonical-json.js';
import { headOf, nextRecord, sealEvent } from '../../custody/log/custody-log.js';
import type { CustodyRecord } from '../../domain/custody-record.js';
import type { SqlSession } from '../../store/database/migrate.js';

/** For tests: adds a log of two records to a database, of which the second is altered where its shipment is `shp_altered`. */
export async function addLog(session: SqlSession, shipment: string, salt: string): Promise<void> {
  await session.script(`select make_events_partition('2026-11-01')`);
  let head: CustodyRecord | undefined;
  for (const kind of ['booked', 'accepted'] as const) {
    const event = { id: kind, shipment, kind, party: 'ats', deviceMs: 1, serverMs: 1, source: 'scan' as const };
    const { body } = sealEvent(event, () => salt.repeat(16));
    const record = nextRecord(shipment, head && headOf(head), { body, recordedMs: Date.parse('2026-11-23T10:00:00Z') });
    const altered = shipment === 'shp_altered' && kind === 'accepted';
    await session.query(
      `insert into events (shipment_id, sequence, recorded_at, mode, party_id, kind, device_at, body, previous, hash)
       values ($1, $2, '2026-11-23T10:00:00Z', 'live', 'org_1', $3, '2026-11-23T10:00:00Z', $4, decode($5, 'hex'), decode($6, 'hex'))`,
      [
        shipment,
        record.sequence,
        kind,
        canonicalJson(altered ? { ...(body as object), party: 'post' } : body),
        record.previous,
        record.hash,
      ],
    );
    head = record;
  }
}
