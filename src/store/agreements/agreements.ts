import { sql } from 'kysely';
import { newId } from '../database/ids.js';
import type { Tx } from '../database/store.js';

/** A version of an agreement as it was written, by one of its parties. */
export interface AgreementVersion {
  readonly id: string;
  readonly agreement: string;
  readonly version: number;
  readonly partyIds: readonly string[]; // organisations, ascending
  readonly effectiveFrom: string; // YYYY-MM-DD
  readonly effectiveUntil: string;
  readonly textHash: string; // SHA-256, hexadecimal
  readonly termsHash: string; // the same of the canonical terms: what is signed
  readonly proposedBy: string;
  readonly createdAt: Date;
  /** When its party showed it to the others; undefined while it is a draft. */
  readonly offeredAt: Date | undefined;
}

export interface NewAgreementVersion extends Omit<AgreementVersion, 'id' | 'createdAt' | 'offeredAt'> {
  readonly shared: readonly string[];
  readonly afterCustody: readonly string[];
  readonly never: readonly string[];
  readonly text: string;
  readonly terms: string; // canonical JSON
}

/** All versions of one agreement between the same parties. */
export interface AgreementOfParties {
  readonly partyIds: readonly string[];
  readonly agreement: string;
}

const COLUMNS = [
  'id', 'agreement', 'version', 'party_ids', 'effective_from', 'effective_until', 'text_hash', 'terms_hash', 'proposed_by',
  'created_at', 'offered_at',
] as const; // prettier-ignore

/** Adds a version as the acting party's draft. Throws where it has one with the same terms (`agreement_versions_own`). */
export async function addAgreementVersion(tx: Tx, version: NewAgreementVersion, now: Date): Promise<string> {
  const id = newId('agreementVersion', now.getTime());
  await tx
    .insertInto('agreement_versions')
    .values({
      id,
      agreement: version.agreement,
      version: version.version,
      party_ids: [...version.partyIds],
      effective_from: version.effectiveFrom,
      effective_until: version.effectiveUntil,
      shared: [...version.shared],
      after_custody: [...version.afterCustody],
      never: [...version.never],
      text: version.text,
      text_hash: version.textHash,
      terms: version.terms,
      terms_hash: version.termsHash,
      proposed_by: version.proposedBy,
      created_at: now,
      offered_at: null,
    })
    .execute();
  return id;
}

/** Shows a draft of the acting party to the others. Throws where they have its terms already (`agreement_versions_offered`). */
export async function offerAgreementVersion(tx: Tx, id: string, now: Date): Promise<void> {
  await tx
    .updateTable('agreement_versions')
    .set({ offered_at: now })
    .where('id', '=', id)
    .where('offered_at', 'is', null)
    .execute();
}

/** Versions that the acting party sees: those offered between its partners and it, and its own drafts; newest first. */
export async function listAgreementVersions(
  tx: Tx,
  {
    limit,
    before,
    agreement,
  }: { readonly limit: number; readonly before: string | undefined; readonly agreement?: string | undefined },
): Promise<AgreementVersion[]> {
  let query = versions(tx).orderBy('id', 'desc').limit(limit);
  if (before !== undefined) query = query.where('id', '<', before);
  if (agreement !== undefined) query = query.where('agreement', '=', agreement);
  return (await query.execute()).map(versionOf);
}

/** All versions of an agreement that the acting party sees, oldest first. */
export async function versionsOfAgreement(
  tx: Tx,
  { partyIds, agreement }: AgreementOfParties,
): Promise<AgreementVersion[]> {
  const query = versions(tx).where('party_ids', '=', textArray(partyIds)).where('agreement', '=', agreement);
  return (await query.orderBy('id').execute()).map(versionOf);
}

/** All versions of whatever agreements bind some parties together, and maybe others, that the acting party sees; oldest first. */
export async function versionsBetween(tx: Tx, partyIds: readonly string[]): Promise<AgreementVersion[]> {
  const query = versions(tx).where('party_ids', '@>', textArray(partyIds));
  return (await query.orderBy('id').execute()).map(versionOf);
}

/** A version that the acting party sees. */
export async function findAgreementVersion(tx: Tx, id: string): Promise<AgreementVersion | undefined> {
  const row = await versions(tx).where('id', '=', id).executeTakeFirst();
  return row && versionOf(row);
}

/** The text of a version as it was written, and its terms as canonical JSON; versions from before signatures have none. */
export async function findAgreementText(
  tx: Tx,
  id: string,
): Promise<{ readonly text: string; readonly terms: string | undefined } | undefined> {
  const row = await tx
    .selectFrom('agreement_versions')
    .select(['text', 'terms'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row && { text: row.text, terms: row.terms ?? undefined };
}

/** Keeps other transactions from acting on an agreement until this one ends. */
export async function lockAgreement(tx: Tx, { partyIds, agreement }: AgreementOfParties): Promise<void> {
  const name = ['agreement', ...partyIds, agreement].join(' ');
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx);
}

/** One value, where Kysely would make a list of values of an array. */
function textArray(texts: readonly string[]) {
  return sql<string[]>`${[...texts]}::text[]`;
}

function versions(tx: Tx) {
  return tx.selectFrom('agreement_versions').select(COLUMNS);
}

interface VersionRow {
  readonly id: string;
  readonly agreement: string;
  readonly version: number;
  readonly party_ids: string[];
  readonly effective_from: string;
  readonly effective_until: string;
  readonly text_hash: string;
  readonly terms_hash: string;
  readonly proposed_by: string;
  readonly created_at: Date;
  readonly offered_at: Date | null;
}

function versionOf(row: VersionRow): AgreementVersion {
  return {
    id: row.id,
    agreement: row.agreement,
    version: row.version,
    partyIds: row.party_ids,
    effectiveFrom: row.effective_from,
    effectiveUntil: row.effective_until,
    textHash: row.text_hash,
    termsHash: row.terms_hash,
    proposedBy: row.proposed_by,
    createdAt: row.created_at,
    offeredAt: row.offered_at ?? undefined,
  };
}
