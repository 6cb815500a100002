import { sql } from 'kysely';
import type { Json } from '../../base/canonical-json.js';
import { newId } from '../database/ids.js';
import type { Tx } from '../database/store.js';
import type { Mode } from '../database/column-types.js';

/** What a party's declarations begin with. */
export async function findProfile(tx: Tx, partyId: string): Promise<Json | undefined> {
  const row = await tx
    .selectFrom('export_profiles')
    .select('profile')
    .where('party_id', '=', partyId)
    .executeTakeFirst();
  return row?.profile;
}

export async function setProfile(
  tx: Tx,
  { partyId, mode }: { readonly partyId: string; readonly mode: Mode },
  profile: Json,
  now: Date,
): Promise<void> {
  const values = { profile: JSON.stringify(profile) as Json, changed_at: now };
  await tx
    .insertInto('export_profiles')
    .values({ party_id: partyId, mode, ...values })
    .onConflict((conflict) => conflict.columns(['party_id', 'mode']).doUpdateSet(values))
    .execute();
}

/** Rows that a carrier put in the place of shipped tables, by the table's name. */
export async function listOwnTables(tx: Tx, ownerId: string): Promise<ReadonlyMap<string, Json>> {
  const rows = await tx.selectFrom('export_tables').select(['name', 'rows']).where('party_id', '=', ownerId).execute();
  return new Map(rows.map(({ name, rows: own }) => [name, own]));
}

/** Puts rows in the place of a shipped table; none bring the shipped ones back. */
export async function setOwnTable(
  tx: Tx,
  ownerId: string,
  {
    name,
    rows,
    actor,
    now,
  }: { readonly name: string; readonly rows: readonly Json[]; readonly actor: string; readonly now: Date },
): Promise<void> {
  if (rows.length === 0) {
    await tx.deleteFrom('export_tables').where('party_id', '=', ownerId).where('name', '=', name).execute();
    return;
  }
  const values = { rows: JSON.stringify(rows) as Json, changed_by: actor, changed_at: now };
  await tx
    .insertInto('export_tables')
    .values({ party_id: ownerId, name, ...values })
    .onConflict((conflict) => conflict.columns(['party_id', 'name']).doUpdateSet(values))
    .execute();
}

export interface StoredDespatch {
  readonly id: string;
  readonly mode: Mode;
  readonly despatch: string;
  readonly bags: Json;
  readonly closed_at: Date;
}

const DESPATCH_COLUMNS = ['id', 'mode', 'despatch', 'bags', 'closed_at'] as const;

/** The next number of a lane, from 1 each year; holds others of the lane until the transaction ends. */
export async function nextDespatchNumber(tx: Tx, ownerId: string, lane: string): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`despatches ${ownerId} ${lane}`}, 0))`.execute(tx);
  const { last } = await tx
    .selectFrom('export_despatches')
    .select(sql<number>`coalesce(max(number), 0)::integer`.as('last'))
    .where('lane', '=', lane)
    .executeTakeFirstOrThrow();
  return last + 1;
}

export async function addDespatch(
  tx: Tx,
  despatch: {
    readonly ownerId: string;
    readonly mode: Mode;
    readonly despatch: string;
    readonly lane: string;
    readonly number: number;
    readonly bags: Json;
    readonly createdBy: string;
    readonly now: Date;
  },
): Promise<string> {
  const { ownerId, mode, despatch: name, lane, number, bags, createdBy, now } = despatch;
  const id = newId('exportDespatch', now.getTime());
  const values = { id, mode, owner_id: ownerId, despatch: name, lane, number, created_by: createdBy, closed_at: now };
  await tx
    .insertInto('export_despatches')
    .values({ ...values, bags: JSON.stringify(bags) as Json })
    .execute();
  return id;
}

export function findDespatch(tx: Tx, id: string): Promise<StoredDespatch | undefined> {
  return tx.selectFrom('export_despatches').select(DESPATCH_COLUMNS).where('id', '=', id).executeTakeFirst();
}

/** The despatch of the acting carrier with an identifier (UPU S8): the newest, since its year has one digit. */
export function findDespatchNamed(tx: Tx, despatch: string): Promise<StoredDespatch | undefined> {
  return tx
    .selectFrom('export_despatches')
    .select(DESPATCH_COLUMNS)
    .where('despatch', '=', despatch)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Despatches of the acting carrier, newest first. */
export function listDespatches(
  tx: Tx,
  { limit, before }: { readonly limit: number; readonly before: string | undefined },
): Promise<StoredDespatch[]> {
  let query = tx.selectFrom('export_despatches').select(DESPATCH_COLUMNS).orderBy('id', 'desc').limit(limit);
  if (before !== undefined) query = query.where('id', '<', before);
  return query.execute();
}
