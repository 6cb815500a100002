import { versionOn } from '../../agreement/fold-agreement.js';
import { findAgreementText } from '../../store/agreements/agreements.js';
import { listOrganisations } from '../../store/people/organisations.js';
import { actAs, actingParty, type Store, type Tx } from '../../store/database/store.js';
import { readHistoriesBetween, type AgreementHistory } from './agreement-history.js';

/** What everything that is done under an agreement names. */
export interface VersionInForce {
  readonly id: string; // agv_...
  readonly agreement: string;
  readonly version: number;
  readonly sha256: string; // of its terms
  /** First and last day on which it is in force. */
  readonly from: string;
  readonly until: string;
}

/**
 * The version of an agreement that is in force between parties on a day (YYYY-MM-DD where the workspace is): all of them
 * have signed it. Where several agreements bind them, the one that was signed last. Whoever acts may ask: a carrier's customer, who
 * sees no agreements, may be told on which version its promise stands.
 */
export async function versionInForce(
  tx: Tx,
  partyIds: readonly string[],
  date: string,
): Promise<VersionInForce | undefined> {
  const [first] = partyIds;
  const acting = await actingParty(tx);
  if (first === undefined || acting === undefined) return undefined;
  const asks = partyIds.includes(acting) ? acting : first;
  if (asks !== acting) await actAs(tx, asks);
  const histories = await readHistoriesBetween(tx, partyIds, date);
  if (asks !== acting) await actAs(tx, acting);
  return inForceOf(histories, date);
}

/**
 * The version that is in force on a day between carriers named by their codes, with its text unless it is the one that is known:
 * for what the server itself keeps ready for all of them and their customers.
 */
export async function textInForce(
  store: Store,
  {
    partyCodes,
    day,
    knownId,
  }: { readonly partyCodes: readonly string[]; readonly day: string; readonly knownId: string | undefined },
): Promise<{ readonly id: string; readonly text: string | undefined } | undefined> {
  const organisations = await store.asGate((tx) => listOrganisations(tx));
  const partyIds = organisations.filter(({ code = '' }) => partyCodes.includes(code)).map(({ id }) => id);
  if (partyIds.length < partyCodes.length) return undefined;
  return store.asParty({ partyId: partyIds[0], mode: 'live' }, async (tx) => {
    const version = await versionInForce(tx, partyIds, day);
    if (version === undefined || version.id === knownId) return version && { id: version.id, text: undefined };
    return { id: version.id, text: (await findAgreementText(tx, version.id))?.text };
  });
}

/** Of several agreements the version in force on a day that was signed last. */
export function inForceOf(histories: readonly AgreementHistory[], date: string): VersionInForce | undefined {
  let found: (VersionInForce & { readonly signedMs: number }) | undefined;
  for (const { standing, idOf } of histories) {
    const version = versionOn(standing, date);
    const { signedMs, inForce } = standing.versions.find((one) => one.version === version) ?? {};
    if (version === undefined || signedMs === undefined || inForce === undefined) continue;
    const { agreement, version: number, id: sha256 } = version;
    // Signed at the same instant, the one whose terms have the greater hash, as within one agreement.
    if (found !== undefined && (found.signedMs - signedMs || (found.sha256 < sha256 ? -1 : 1)) > 0) continue;
    found = { id: idOf(sha256) ?? '', agreement, version: number, sha256, ...inForce, signedMs };
  }
  if (found === undefined) return undefined;
  const { signedMs: _, ...version } = found;
  return version;
}
