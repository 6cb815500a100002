import type { CustodyRecord, SignedHead } from '../../domain/custody-record.js';
import { recordOf, type RecordRow } from './events.js';
import type { SqlSession } from '../database/migrate.js';

/** Logs that one statement reads. */
const AT_ONCE = 500;

/** A custody log as a database keeps it, whosever it is. */
export interface KeptLog {
  readonly shipment: string;
  readonly records: readonly CustodyRecord[];
  readonly heads: readonly SignedHead[];
}

/** A public key as a database keeps it. */
export interface KeptKey {
  readonly key: string; // id
  readonly party: string; // code
  readonly publicPem: string;
}

/** A head as a session gives it: numbers that are large as text. */
type HeadRow = Omit<SignedHead, 'signedMs'> & { readonly signedMs: string };

/** All public keys of a database, for whoever owns it. */
export async function readKeys(session: SqlSession): Promise<KeptKey[]> {
  const { rows } = await session.query(
    `select k.key_hash as key, o.code as party, k.public_pem as "publicPem"
     from party_keys k join organisations o on o.id = k.party_id order by k.id`,
    [],
  );
  return rows as unknown as KeptKey[];
}

/** All custody logs of a database, for whoever owns it, by shipment. Nothing where it is older than custody logs. */
export async function* readLogs(session: SqlSession): AsyncGenerator<KeptLog> {
  const { rows: tables } = await session.query(`select to_regclass('custody_heads') is not null as has`, []);
  if (tables[0]?.['has'] !== true) return;
  for (let after = ''; ;) {
    const { rows } = await session.query(
      `select distinct shipment_id from events where shipment_id > $1 order by shipment_id limit ${AT_ONCE}`,
      [after],
    );
    const ids = rows.map(({ shipment_id }) => String(shipment_id));
    const last = ids.at(-1);
    if (last === undefined) return;
    const logs = new Map(ids.map((id) => [id, { records: [] as CustodyRecord[], heads: [] as SignedHead[] }]));
    const { rows: records } = await session.query(
      `select shipment_id, sequence, recorded_at, body, previous, hash from events
       where shipment_id > $1 and shipment_id <= $2 order by shipment_id, sequence`,
      [after, last],
    );
    for (const row of records as unknown as RecordRow[]) logs.get(row.shipment_id)?.records.push(recordOf(row));
    const { rows: heads } = await session.query(
      `select h.shipment_id as shipment, h.sequence, encode(h.hash, 'hex') as hash, o.code as party, h.key_id as key,
         h.signed_ms::text as "signedMs", h.signature
       from custody_heads h join organisations o on o.id = h.party_id
       where h.shipment_id > $1 and h.shipment_id <= $2 order by h.shipment_id, h.sequence, o.code, h.key_id`,
      [after, last],
    );
    for (const row of heads as unknown as HeadRow[]) {
      logs.get(row.shipment)?.heads.push({ ...row, signedMs: Number(row.signedMs) });
    }
    for (const [shipment, log] of logs) yield { shipment, ...log };
    after = last;
  }
}
