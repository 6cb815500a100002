import pg from 'pg';
import { foldEvents } from '#interline/custody/events/fold-events.js';
import type { CustodyEvent, EventKind } from '#interline/domain/custody-event.js';

/** What is filled in: copies of a shipment that was booked, carried on and received through the interface. */
export interface FillFrom {
  readonly shipmentId: string; // of the template
  readonly parties: { readonly ats: string; readonly post: string; readonly shop: string }; // ids
}

/** One step of a life as it is written again and again. */
interface Step {
  readonly kind: EventKind;
  readonly by: 'ats' | 'post';
  readonly place: string;
  readonly minute: number;
  readonly counterparty?: string;
}

/** The usual life of a parcel that goes over an interchange; shipments are filled in with its first 6 to 14 steps. */
const LIFE: readonly Step[] = [
  { kind: 'booked', by: 'ats', place: 'ats:FC-DEL', minute: 0 },
  { kind: 'labelled', by: 'ats', place: 'ats:FC-DEL', minute: 10 },
  { kind: 'accepted', by: 'ats', place: 'ats:FC-DEL', minute: 60 },
  { kind: 'weighed', by: 'ats', place: 'ats:FC-DEL', minute: 70 },
  { kind: 'departed', by: 'ats', place: 'ats:FC-DEL', minute: 120 },
  { kind: 'arrived', by: 'ats', place: 'ats:SC-DEL', minute: 180 },
  { kind: 'tendered', by: 'ats', place: 'ats:SC-DEL', minute: 240, counterparty: 'post' },
  { kind: 'received', by: 'post', place: 'post:HUB-DEL', minute: 250, counterparty: 'ats' },
  { kind: 'departed', by: 'post', place: 'post:HUB-DEL', minute: 400 },
  { kind: 'arrived', by: 'post', place: 'post:PO-1', minute: 1300 },
  { kind: 'out_for_delivery', by: 'post', place: 'post:PO-1', minute: 1500 },
  { kind: 'attempted', by: 'post', place: 'post:PO-1', minute: 1600 },
  { kind: 'out_for_delivery', by: 'post', place: 'post:PO-1', minute: 2900 },
  { kind: 'delivered', by: 'post', place: 'post:PO-1', minute: 3000 },
];

const STEPS_LEAST = 6; // on average ten events a shipment
const RECEIVED = LIFE.findIndex(({ kind }) => kind === 'received');
const CHUNK = 20_000;
/** Bookings are spread over so many days before now, so that events lie in several months. */
const DAYS = 45;

/**
 * Fills a database with shipments, their custody logs and states, as rows that the service could have written: every hash chain is whole. The
 * rows are made in the database, a chunk at a time, from the rows of a template; the same count gives the same rows. Returns how many events there are.
 */
export async function fillDatabase(url: string, from: FillFrom, shipments: number): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    // No triggers or references: rows are copies of rows that fulfilled them.
    await client.query('set session_replication_role = replica; set synchronous_commit = off');
    await prepare(client, from);
    const columns = await shipmentColumns(client);
    await client.query('analyze life');
    const chunkSql = CHUNK_SQL.replace(
      'shipments select r.*',
      `shipments (${columns}) select r.${columns.replaceAll(', ', ', r.')}`,
    );
    const lastMs = Date.now() - 3_600_000;
    for (let first = 0; first < shipments; first += CHUNK) {
      const last = Math.min(first + CHUNK, shipments);
      await client.query(chunkSql, [first, last - 1, shipments, lastMs - DAYS * 86_400_000, lastMs]);
      await client.query('analyze cur'); // so that joins with it are by hash
      await fillEvents(client);
      await client.query(AFTER_EVENTS);
    }
    await client.query(FORMER_PROMISES);
    await client.query('vacuum (analyze)');
    const { rows } = await client.query<{ count: string }>('select count(*) as count from events');
    return Number(rows[0]?.count);
  } finally {
    await client.end();
  }
}

/** Every fifth shipment was promised anew once, every twenty-fifth twice. */
const FORMER_PROMISES = `
insert into former_promises (shipment_id, until, mode, promised_by, cause)
select id, created_at + times * interval '6 hours', mode, promised_by - times * interval '1 day', 'redirected'
from (select id, mode, created_at, promised_by, row_number() over (order by id) as n from shipments) s
join (values (1, 5), (2, 25)) as t (times, every) on n % every = 0`;

/** Those that are written; the database computes the others. */
async function shipmentColumns(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ names: string }>(`
    select string_agg(quote_ident(column_name), ', ' order by ordinal_position) as names from information_schema.columns
    where table_schema = 'public' and table_name = 'shipments' and is_generated = 'NEVER'`);
  return rows[0]?.names ?? '';
}

/** Tables of the session: the template's rows, the steps, and where a life stands after each number of steps. */
async function prepare(client: pg.Client, { shipmentId, parties }: FillFrom): Promise<void> {
  await client.query(
    'create temp table life (seq int, kind text, party text, party_id text, place text, minute int, counterparty text)',
  );
  for (const [seq, { kind, by, place, minute, counterparty }] of LIFE.entries()) {
    await client.query('insert into life values ($1, $2, $3, $4, $5, $6, $7)', [
      seq, kind, by, parties[by], place, minute, counterparty,
    ]); // prettier-ignore
  }
  await client.query('create temp table stand (steps int, row jsonb)');
  for (let steps = STEPS_LEAST; steps <= LIFE.length; steps++) {
    await client.query('insert into stand values ($1, $2)', [steps, JSON.stringify(standAfter(steps))]);
  }
  await client.query(
    `create temp table template_shipment as select to_jsonb(s) as row from shipments s where id = '${shipmentId}'`,
  );
  await client.query(
    `create temp table template_carriage as select to_jsonb(c) as row from carriages c where shipment_id = '${shipmentId}'`,
  );
  await client.query(
    `create temp table party as select '${parties.ats}'::text as ats, '${parties.post}'::text as post, '${parties.shop}'::text as shop`,
  );
  for (let day = 0; day <= DAYS + 31; day += 14) {
    await client.query(`select make_events_partition(date_trunc('month', now() - ${day} * interval '1 day')::date)`);
  }
  await client.query(
    `create temp table cur (n int, id text, base_ms bigint, steps int, shop boolean, carried boolean, previous bytea)`,
  );
}

/** The state after so many steps, by the same fold as the service's; instants are minutes after booking. */
function standAfter(steps: number): Record<string, unknown> {
  const events = LIFE.slice(0, steps).map(({ kind, by, place, minute, counterparty }, seq): CustodyEvent => {
    const ms = minute * 60_000;
    return {
      id: `e${seq}`,
      shipment: 's',
      kind,
      party: by,
      deviceMs: ms,
      serverMs: ms,
      source: 'scan',
      place,
      counterparty,
    };
  });
  const { timeline: _, sinceMs = 0, lastSeenMs = 0, tenderedTo, ...tracked } = foldEvents(events);
  return { ...tracked, tendered_to: tenderedTo, since: sinceMs / 60_000, seen: lastSeenMs / 60_000 };
}

const ID = `'shp_0' || lpad(to_hex(n), 25, '0')`;

/** GS1 check digit of up to seven digits, with noughts before them. */
const CHECK_DIGIT = `((10 - (n % 10 * 3 + n / 10 % 10 + n / 100 % 10 * 3 + n / 1000 % 10 + n / 10000 % 10 * 3
  + n / 100000 % 10 + n / 1000000 % 10 * 3) % 10) % 10)`;

const CHUNK_SQL = `
with made as (
  select n, ${ID} as id, ($4::bigint + ((($5::bigint - $4::bigint) * n::bigint) / $3::int)) as base_ms,
    ${STEPS_LEAST} + (hashint4(n) & 2147483647) % ${LIFE.length - STEPS_LEAST + 1} as steps,
    n % 100 = 7 as shop, n % 2 = 0 as carried
  from generate_series($1::int, $2::int) n
), into_cur as (
  insert into cur select n, id, base_ms, steps, shop, carried,
    sha256(convert_to(E'interline-custody-genesis-1\\n' || id, 'UTF8')) from made
)
insert into shipments select r.* from made, template_shipment t, party, lateral jsonb_populate_record(null::shipments, t.row || jsonb_build_object(
  'id', id, 'tracking_number', 'ATS' || lpad(n::text, 12, '0') || ${CHECK_DIGIT}, 'reference', 'order ' || n,
  'shipper_id', case when made.shop then party.shop end, 'created_at', to_timestamp(base_ms / 1000.0),
  'destination_pin', case when n % 3 = 0 then '400072' else '400001' end, 'promised_by', to_timestamp(base_ms / 1000.0 + 432000))) r`;

/** Each step of all lives of the chunk, one after the other, since each record holds the hash of the one before. */
async function fillEvents(client: pg.Client): Promise<void> {
  for (let seq = 0; seq < LIFE.length; seq++) {
    await client.query(
      `with told as (
        select c.id, c.previous, l.kind, l.party_id, c.base_ms + l.minute * 60000::bigint as ms,
          '{' || coalesce('"counterparty":"' || l.counterparty || '",', '') || '"deviceMs":' || (c.base_ms + l.minute * 60000::bigint)
          || ',"id":"ev_' || l.kind || '_' || l.seq || '_' || c.id || '","kind":"' || l.kind || '","party":"' || l.party
          || '","place":"' || l.place || '","serverMs":' || (c.base_ms + l.minute * 60000::bigint)
          || ',"shipment":"' || c.id || '","source":"scan"}' as body
        from cur c join life l on l.seq = $1 where c.steps > $1
      ), hashed as (
        select *, sha256(convert_to(E'interline-custody-record-1\\n{"body":' || body || ',"previous":"' || encode(previous, 'hex')
          || '","recordedMs":' || ms || ',"sequence":' || $1::int || ',"shipment":"' || id || '"}', 'UTF8')) as hash
        from told
      ), added as (
        insert into events (shipment_id, sequence, recorded_at, mode, party_id, kind, device_at, body, previous, hash)
        select id, $1, to_timestamp(ms / 1000.0), 'live', party_id, kind, to_timestamp(ms / 1000.0), body, previous, hash from hashed
      )
      update cur set previous = h.hash from hashed h where cur.id = h.id`,
      [seq],
    );
  }
}

const AFTER_EVENTS = `
insert into custody_states (shipment_id, mode, owner_id, shipper_id, partner_ids, sequence, hash, opened_at, recorded_at,
  state, custodian, responsible, direction, place, since_at, last_seen_at, damaged, tendered_to, known)
select c.id, 'live', party.ats, case when c.shop then party.shop end, case when c.carried then array[party.post] else '{}' end,
  c.steps - 1, c.previous, to_timestamp(c.base_ms / 1000.0), to_timestamp(c.base_ms / 1000.0 + 60 * l.minute),
  s.row ->> 'state', s.row ->> 'custodian', s.row ->> 'responsible', s.row ->> 'direction', s.row ->> 'place',
  to_timestamp(c.base_ms / 1000.0 + 60 * (s.row ->> 'since')::int), to_timestamp(c.base_ms / 1000.0 + 60 * (s.row ->> 'seen')::int),
  false, s.row ->> 'tendered_to', ''
from cur c join stand s on s.steps = c.steps join life l on l.seq = c.steps - 1, party;
insert into carriages
select r.* from cur c, template_carriage t, lateral jsonb_populate_record(null::carriages, t.row || jsonb_build_object('shipment_id', c.id,
  'assigned_at', to_timestamp(c.base_ms / 1000.0), 'received_at',
  case when c.steps > ${RECEIVED} then to_timestamp(c.base_ms / 1000.0 + 15000) end)) r
where c.carried;
insert into exception_checks (shipment_id, owner_id, mode, check_at)
select c.id, party.ats, 'live', case when c.n % 20 = 0 then now() else now() + interval '1 day' end
from cur c, party where c.steps < ${LIFE.length};
truncate cur`;
