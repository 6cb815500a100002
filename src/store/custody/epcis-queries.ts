import { sql } from 'kysely';
import type { Acting, Tx } from '../database/store.js';

/** A query that a party keeps under a name. */
export interface NamedQuery {
  readonly name: string;
  readonly query: string; // parameters as JSON
}

type Party = Acting & { readonly partyId: string };

/** Queries of the acting party, by name. */
export async function listNamedQueries(
  tx: Tx,
  { partyId, mode }: Party,
  { after, limit }: { readonly after: string | undefined; readonly limit: number },
): Promise<NamedQuery[]> {
  const { rows } = await sql<NamedQuery>`
    select name, query from epcis_queries
    where party_id = ${partyId} and mode = ${mode} and (${after ?? null}::text is null or name > ${after ?? null})
    order by name limit ${limit}`.execute(tx);
  return rows;
}

/** One query of the acting party. */
export async function findNamedQuery(tx: Tx, { partyId, mode }: Party, name: string): Promise<NamedQuery | undefined> {
  const { rows } = await sql<NamedQuery>`
    select name, query from epcis_queries
    where party_id = ${partyId} and mode = ${mode} and name = ${name}`.execute(tx);
  return rows[0];
}

/** Keeps a query of the acting party: `taken` where it has one of that name, `full` where it keeps `most` already. */
export async function addNamedQuery(
  tx: Tx,
  { partyId, mode }: Party,
  { name, query }: NamedQuery,
  { most, now }: { readonly most: number; readonly now: Date },
): Promise<'added' | 'taken' | 'full'> {
  // One after the other, so that two at once do not pass the count.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`epcis_queries ${partyId} ${mode}`}, 0))`.execute(tx);
  const { rows } = await sql<{ readonly count: number; readonly taken: boolean }>`
    select count(*)::integer as count, coalesce(bool_or(name = ${name}), false) as taken from epcis_queries
    where party_id = ${partyId} and mode = ${mode}`.execute(tx);
  if (rows[0]?.taken) return 'taken';
  if ((rows[0]?.count ?? 0) >= most) return 'full';
  await sql`
    insert into epcis_queries (party_id, mode, name, query, created_at)
    values (${partyId}, ${mode}, ${name}, ${query}, ${now})`.execute(tx);
  return 'added';
}

/** Deletes a query of the acting party; false where it has none of that name. */
export async function deleteNamedQuery(tx: Tx, { partyId, mode }: Party, name: string): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    delete from epcis_queries where party_id = ${partyId} and mode = ${mode} and name = ${name}`.execute(tx);
  return numAffectedRows > 0n;
}
