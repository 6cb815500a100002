import { foldAgreement } from '../../agreement/fold-agreement.js';
import type { AgreementAct, AgreementStanding, VersionStanding } from '../../domain/agreement-act.js';
import { listAgreementActs, type LoggedAct } from '../../store/agreements/agreement-acts.js';
import {
  versionsBetween,
  versionsOfAgreement,
  type AgreementOfParties,
  type AgreementVersion,
} from '../../store/agreements/agreements.js';
import { listOrganisations } from '../../store/people/organisations.js';
import { listPartyKeys } from '../../store/agreements/party-keys.js';
import type { Tx } from '../../store/database/store.js';

/** One agreement between some parties, as far as the acting party sees it. */
export interface AgreementHistory {
  readonly versions: readonly AgreementVersion[]; // oldest first
  readonly acts: readonly LoggedAct[];
  readonly standing: AgreementStanding;
  readonly codes: ReadonlyMap<string, string>; // of parties, by id
  /** Standing of a version; undefined for a draft of terms that a partner has proposed meanwhile. */
  readonly standingOf: (id: string) => VersionStanding | undefined;
  /** Id of the version whose terms have a hash. */
  readonly idOf: (termsHash: string) => string | undefined;
  /** Why one more act would change nothing; undefined when it would. */
  readonly refusalOf: (act: LoggedAct) => string | undefined;
}

/** What is known of an agreement on a day. */
export async function readHistory(tx: Tx, agreement: AgreementOfParties, today: string): Promise<AgreementHistory> {
  const versions = await versionsOfAgreement(tx, agreement);
  return historyOf(versions, await readParties(tx), { acts: await actsOn(tx, versions), today });
}

/** The same of every agreement that binds some parties together. */
export async function readHistoriesBetween(
  tx: Tx,
  partyIds: readonly string[],
  today: string,
): Promise<AgreementHistory[]> {
  const all = await versionsBetween(tx, partyIds);
  const [acts, parties] = [await actsOn(tx, all), await readParties(tx)];
  return [...agreementsOf(all).values()].map((versions) => historyOf(versions, parties, { acts, today }));
}

/** Versions by the agreement that they are of. */
export function agreementsOf(versions: readonly AgreementVersion[]): ReadonlyMap<string, AgreementVersion[]> {
  const groups = new Map<string, AgreementVersion[]>();
  for (const version of versions) {
    const name = JSON.stringify([version.partyIds, version.agreement]);
    groups.set(name, [...(groups.get(name) ?? []), version]);
  }
  return groups;
}

function actsOn(tx: Tx, versions: readonly AgreementVersion[]): Promise<LoggedAct[]> {
  return listAgreementActs(
    tx,
    versions.map(({ id }) => id),
  );
}

/** Codes of parties by their ids, and their keys by code. */
interface Parties {
  readonly codes: ReadonlyMap<string, string>;
  readonly keys: ReadonlyMap<string, readonly string[]>;
}

async function readParties(tx: Tx): Promise<Parties> {
  const codes = new Map<string, string>();
  for (const { id, code } of await listOrganisations(tx)) if (code !== undefined) codes.set(id, code);
  const keys = new Map<string, string[]>();
  for (const { partyId, publicPem } of await listPartyKeys(tx)) {
    const party = codes.get(partyId) ?? '';
    keys.set(party, [...(keys.get(party) ?? []), publicPem]);
  }
  return { codes, keys };
}

function historyOf(
  versions: readonly AgreementVersion[],
  { codes, keys }: Parties,
  { acts: known, today }: { readonly acts: readonly LoggedAct[]; readonly today: string },
): AgreementHistory {
  const shown = shownVersions(versions);
  const acts = known.filter(({ versionId }) => versions.some(({ id }) => id === versionId));
  const codeOf = (partyId: string): string => codes.get(partyId) ?? partyId;
  const fold = (extra: readonly LoggedAct[]): AgreementStanding => {
    const all = [...acts, ...extra].filter(({ versionId }) => shown.has(versionId));
    const dayOf = new Map(all.map(({ actedAt, actedOn }) => [actedAt.getTime(), actedOn]));
    return foldAgreement(
      all.map((act) => domainAct(act, versions, codeOf)),
      {
        versions: [...shown.values()].map((version) => domainVersion(version, codeOf)),
        keys,
        dateOf: (ms) => dayOf.get(ms) ?? today,
        today,
      },
    );
  };
  const standing = fold([]);
  const standingOf = (id: string): VersionStanding | undefined => {
    const version = shown.get(id);
    return version && standing.versions.find((one) => one.version.id === version.termsHash);
  };
  return {
    versions,
    acts,
    standing,
    codes,
    standingOf,
    idOf: (hash) => [...shown.values()].find(({ termsHash }) => termsHash === hash)?.id,
    refusalOf: (act) => fold([act]).remarks.find((remark) => remark.act === act.id)?.words,
  };
}

/** The instant of the next act: acts have an order even when clocks do not move, or differ between servers. */
export function nextInstant(acts: readonly LoggedAct[], now: Date): Date {
  const last = acts.at(-1)?.actedAt.getTime();
  return last === undefined || last < now.getTime() ? now : new Date(last + 1);
}

/** Of versions with the same terms the one that was offered: a draft must not show what a partner keeps to itself. */
function shownVersions(versions: readonly AgreementVersion[]): ReadonlyMap<string, AgreementVersion> {
  const offered = new Set(versions.flatMap(({ offeredAt, termsHash }) => (offeredAt === undefined ? [] : [termsHash])));
  return new Map(
    versions
      .filter(({ offeredAt, termsHash }) => offeredAt !== undefined || !offered.has(termsHash))
      .map((version) => [version.id, version]),
  );
}

function domainVersion(version: AgreementVersion, codeOf: (partyId: string) => string) {
  return {
    id: version.termsHash,
    agreement: version.agreement,
    version: version.version,
    parties: version.partyIds.map(codeOf),
    from: version.effectiveFrom,
    until: version.effectiveUntil,
  };
}

function domainAct(
  act: LoggedAct,
  versions: readonly AgreementVersion[],
  codeOf: (partyId: string) => string,
): AgreementAct {
  const hashOf = (id: string | undefined): string | undefined => versions.find((one) => one.id === id)?.termsHash;
  const party = codeOf(act.partyId);
  return {
    id: act.id,
    kind: act.kind,
    party,
    version: hashOf(act.versionId) ?? '',
    answers: hashOf(act.answersId),
    signature: act.signature && { party, ...act.signature },
    lastDay: act.lastDay,
    atMs: act.actedAt.getTime(),
  };
}
