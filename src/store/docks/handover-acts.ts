import { sql } from 'kysely';
import type { Elsewhere, HandoverAct } from '../../domain/handover.js';
import type { Acting, Tx } from '../database/store.js';

/** An act of a handover as it is kept. */
export interface StoredHandoverAct {
  readonly partyId: string;
  /** Ids are unique for each party, so those of the fold have the party before them. */
  readonly id: string;
  readonly act: HandoverAct;
  readonly elsewhere: Elsewhere | undefined; // of a scan of what is not manifested, as known when it came
}

/** The handover that acts are of. */
export interface HandoverOf {
  readonly id: string;
  readonly giverId: string;
  readonly receiverId: string;
  readonly giver: string;
  readonly receiver: string;
}

/** Adds acts of the acting party in the order of their ids; one whose id is there already is left as it was. Returns the ids that were added. */
export async function addHandoverActs(
  tx: Tx,
  { partyId, mode, actor }: Acting & { readonly partyId: string; readonly actor: string },
  handover: HandoverOf,
  acts: readonly StoredHandoverAct[],
): Promise<Set<string>> {
  if (acts.length === 0) return new Set();
  const rows = JSON.stringify(
    acts
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      .map(({ id, act, elsewhere }) => {
        const { id: _, party: __, deviceMs, serverMs, kind, ...body } = act;
        const scan = act.kind === 'scanned' ? act : undefined;
        return {
          act_id: id,
          kind,
          of: scan?.of,
          item: scan?.item,
          present: scan !== undefined && scan.conditions?.includes('missing') !== true,
          body,
          device_at: new Date(deviceMs).toISOString(),
          server_at: new Date(serverMs).toISOString(),
          elsewhere,
        };
      }),
  );
  const { rows: added } = await sql<{ act_id: string }>`
    insert into handover_acts (
      manifest_id, party_id, act_id, mode, giver_id, receiver_id, kind, of, item, present, body, device_at, server_at, actor,
      elsewhere)
    select ${handover.id}, ${partyId}, r.act_id, ${mode}, ${handover.giverId}, ${handover.receiverId}, r.kind, r.of, r.item,
      r.present, r.body, r.device_at, r.server_at, ${actor}, r.elsewhere
    from json_to_recordset(${rows}::json) as r (
      act_id text, kind text, of text, item text, present boolean, body jsonb, device_at timestamptz, server_at timestamptz,
      elsewhere jsonb)
    on conflict (manifest_id, party_id, act_id) do nothing
    returning act_id`.execute(tx);
  return new Set(added.map(({ act_id }) => act_id));
}

/** Acts of the acting party by their ids. */
export async function findHandoverActs(
  tx: Tx,
  handover: HandoverOf,
  { partyId, ids }: { readonly partyId: string; readonly ids: readonly string[] },
): Promise<StoredHandoverAct[]> {
  return rowsOf(
    await acts(tx, handover.id)
      .where('party_id', '=', partyId)
      .where('act_id', '=', sql<string>`any(${[...ids]}::text[])`)
      .execute(),
    handover,
  );
}

/**
 * Acts of a handover: all, or what decides over some items: their scans, all that is no scan, and the first scan of
 * anything, which tenders what nobody tendered.
 */
export async function listHandoverActs(
  tx: Tx,
  handover: HandoverOf,
  of?: { readonly items: readonly string[] },
): Promise<StoredHandoverAct[]> {
  if (of === undefined) return rowsOf(await acts(tx, handover.id).execute(), handover);
  const { items } = of;
  const scans = acts(tx, handover.id)
    .where('kind', '=', 'scanned')
    .where('item', '=', sql<string>`any(${[...items]}::text[])`);
  const others = acts(tx, handover.id).where('kind', '<>', 'scanned');
  return rowsOf(await scans.unionAll(others).execute(), handover);
}

/** The scan that a handover without a tender begins with: the earliest that shows something and was not taken back. */
export async function findFirstScan(tx: Tx, handover: HandoverOf): Promise<StoredHandoverAct | undefined> {
  const rows = await acts(tx, handover.id)
    .where('kind', '=', 'scanned')
    .where('present', '=', true)
    .where(sql<boolean>`not exists (
      select from handover_acts v where v.manifest_id = handover_acts.manifest_id and v.kind = 'voided'
        and v.party_id = handover_acts.party_id and v.body ->> 'voids' = handover_acts.act_id)`)
    .orderBy(sql`least(device_at, case when device_at > server_at + interval '2 minutes' then server_at end)`)
    .orderBy('act_id')
    .limit(1)
    .execute();
  return rowsOf(rows, handover)[0];
}

/**
 * What giver and receiver both know of items that a manifest of theirs does not name: that another of theirs does. Manifests
 * with anybody else tell nothing.
 */
export async function findElsewhere(
  tx: Tx,
  handover: HandoverOf,
  items: readonly string[],
): Promise<ReadonlyMap<string, Elsewhere>> {
  if (items.length === 0) return new Map();
  const { rows } = await sql<{ read: string; manifest_id: string; interchange: string; received: boolean }>`
    select distinct on (r.read) r.read, m.id as manifest_id, m.interchange,
      i.status = 'accepted' and m.receiver_id = ${handover.receiverId} as received
    from unnest(${[...items]}::text[]) as r (read)
    join manifest_items i on i.item = r.read or i.tracking_number = r.read
    join manifests m on m.id = i.manifest_id
    where m.id <> ${handover.id} and m.pre_advised_at is not null
      and m.giver_id in (${handover.giverId}, ${handover.receiverId})
      and m.receiver_id in (${handover.giverId}, ${handover.receiverId})
    order by r.read, m.id desc`.execute(tx);
  return new Map(
    rows.map(({ read, manifest_id, interchange, received }) => [
      read,
      received
        ? { kind: 'received' as const, words: `received under ${manifest_id}` }
        : { kind: 'expected' as const, words: `expected at ${interchange} under ${manifest_id}` },
    ]),
  );
}

/** What was scanned in a handover and is not on its manifest, each text once. */
export async function listStrange(tx: Tx, manifestId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('handover_acts as a')
    .select('a.item')
    .distinct()
    .where('a.manifest_id', '=', manifestId)
    .where('a.kind', '=', 'scanned')
    .where('a.present', '=', true)
    .where(sql<boolean>`not exists (
      select from manifest_items i where i.manifest_id = a.manifest_id and i.kind = a.of and i.item = a.item)`)
    .orderBy('a.item')
    .execute();
  return rows.flatMap(({ item }) => item ?? []);
}

/** The id that an act of a party has in the fold of a handover. */
export function foldedActId(party: string, id: string): string {
  return `${party}/${id}`;
}

function acts(tx: Tx, manifestId: string) {
  return tx
    .selectFrom('handover_acts')
    .select(['party_id', 'act_id', 'kind', 'body', 'device_at', 'server_at', 'elsewhere'])
    .where('manifest_id', '=', manifestId);
}

function rowsOf(
  rows: readonly {
    readonly party_id: string;
    readonly act_id: string;
    readonly kind: string;
    readonly body: unknown;
    readonly device_at: Date;
    readonly server_at: Date;
    readonly elsewhere: unknown;
  }[],
  { giverId, giver, receiver }: HandoverOf,
): StoredHandoverAct[] {
  return rows.map((row) => {
    const party = row.party_id === giverId ? giver : receiver;
    const body = row.body as Record<string, unknown>;
    const voids = row.kind === 'voided' ? { voids: foldedActId(party, String(body.voids)) } : {};
    const told = {
      id: foldedActId(party, row.act_id),
      party,
      deviceMs: row.device_at.getTime(),
      serverMs: row.server_at.getTime(),
    };
    return {
      partyId: row.party_id,
      id: row.act_id,
      act: { ...told, kind: row.kind, ...body, ...voids } as HandoverAct,
      elsewhere: (row.elsewhere ?? undefined) as Elsewhere | undefined,
    };
  });
}
