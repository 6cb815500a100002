import { sql } from 'kysely';
import { newId } from './ids.js';
import type { Store, Tx } from './store.js';

/** A version of an agreement as it was proposed, and who accepted it so far. */
export interface AgreementVersion {
  readonly id: string;
  readonly agreement: string;
  readonly version: number;
  readonly partyIds: readonly string[]; // organisations, ascending
  readonly effectiveFrom: string; // YYYY-MM-DD
  readonly effectiveUntil: string;
  readonly textHash: string; // SHA-256, hexadecimal
  readonly proposedBy: string;
  readonly createdAt: Date;
  readonly acceptedBy: readonly string[]; // organisations
}

export interface NewAgreementVersion extends Omit<AgreementVersion, 'id' | 'createdAt' | 'acceptedBy'> {
  readonly shared: readonly string[];
  readonly afterCustody: readonly string[];
  readonly never: readonly string[];
  readonly text: string;
}

const COLUMNS = [
  'id', 'agreement', 'version', 'party_ids', 'effective_from', 'effective_until', 'text_hash', 'proposed_by', 'created_at',
] as const; // prettier-ignore

/** Adds a version as the acting party's proposal. Throws where its parties have that version already. */
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
      proposed_by: version.proposedBy,
      created_at: now,
    })
    .execute();
  return id;
}

/** Notes that the acting party accepts a version; once is enough, more does nothing. */
export async function acceptAgreementVersion(
  tx: Tx,
  acceptance: { readonly versionId: string; readonly partyId: string; readonly actor: string; readonly now: Date },
): Promise<void> {
  const { versionId, partyId, actor, now } = acceptance;
  await tx
    .insertInto('agreement_acceptances')
    .values({ version_id: versionId, party_id: partyId, accepted_by: actor, accepted_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Versions that the acting party is a party of, newest first. */
export async function listAgreementVersions(
  tx: Tx,
  { limit, before }: { readonly limit: number; readonly before: string | undefined },
): Promise<AgreementVersion[]> {
  const query = versions(tx).orderBy('id', 'desc').limit(limit);
  return (await (before === undefined ? query : query.where('id', '<', before)).execute()).map(versionOf);
}

/** A version that the acting party is a party of. */
export async function findAgreementVersion(tx: Tx, id: string): Promise<AgreementVersion | undefined> {
  const row = await versions(tx).where('id', '=', id).executeTakeFirst();
  return row && versionOf(row);
}

/** The text of a version as it was proposed. */
export async function findAgreementText(tx: Tx, id: string): Promise<string | undefined> {
  const row = await tx.selectFrom('agreement_versions').select('text').where('id', '=', id).executeTakeFirst();
  return row?.text;
}

/** The version of an agreement that all of some parties accepted and that is in force on a day; its text if it is not known. */
export async function findAgreementInForce(
  store: Store,
  of: {
    readonly partyCodes: readonly string[];
    readonly day: string; // YYYY-MM-DD
    readonly knownHash: string;
  },
): Promise<{ readonly id: string; readonly textHash: string; readonly text: string | undefined } | undefined> {
  const { partyCodes, day, knownHash } = of;
  const [row] = await store.ask(sql<{ id: string; text_hash: string; text: string | null }>`
    select * from find_agreement_in_force(${[...partyCodes]}::text[], ${day}::date, ${knownHash})`);
  return row && { id: row.id, textHash: row.text_hash, text: row.text ?? undefined };
}

/** True when all its parties accepted a version. */
export function isAccepted({ partyIds, acceptedBy }: AgreementVersion): boolean {
  return partyIds.every((party) => acceptedBy.includes(party));
}

function versions(tx: Tx) {
  return tx
    .selectFrom('agreement_versions')
    .select(COLUMNS)
    .select(
      sql<string[]>`array(select party_id from agreement_acceptances where version_id = id order by party_id)`.as(
        'accepted_by',
      ),
    );
}

interface VersionRow {
  readonly id: string;
  readonly agreement: string;
  readonly version: number;
  readonly party_ids: string[];
  readonly effective_from: string;
  readonly effective_until: string;
  readonly text_hash: string;
  readonly proposed_by: string;
  readonly created_at: Date;
  readonly accepted_by: string[];
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
    proposedBy: row.proposed_by,
    createdAt: row.created_at,
    acceptedBy: row.accepted_by,
  };
}
