import type { Shipments } from '../../domain/shipments.js';
import type { Workspace } from '../../domain/workspace.js';
import { readShipments } from '../../feed/shipments/read-shipments.js';
import { findAgreementText } from '../../store/agreements/agreements.js';
import { listDepartureChanges } from '../../store/plans/departure-changes.js';
import { partyCodes } from '../../store/people/organisations.js';
import { listPlannableShipments } from '../../store/plans/plannable-shipments.js';
import type { Acting } from '../../store/database/store.js';
import type { Figures } from '../../wire/explorations/exploration-results.js';
import { agreementOfText } from '../agreements/agreement-version.js';
import type { ServerContext } from '../context.js';
import { changedWorkspace } from '../plans/changed-workspace.js';
import { shipmentsOfParties, type PartyShipments } from '../plans/shipments-of-parties.js';

export type WorldServer = Pick<ServerContext, 'store' | 'quotes' | 'reference' | 'exampleShipments' | 'localOnly'>;

/** What an agreement says in `visibility.shared` when both parties may see all figures of what they explore. */
export const PLANNING_FIGURES = 'planning_figures';

/** With fewer shipments that wait, an example's own are explored unless the request says otherwise. */
const FEW = 10_000;

/** Which agreement is explored, and whose figures are told. */
export interface ExploredAgreement {
  readonly versionId: string;
  readonly inForce: boolean;
  readonly text: string;
  readonly workspace: Workspace; // under that version
  readonly figures: Figures;
  readonly own: number; // index of the asking party
}

/** Everything that is explored. */
export interface ExploredWorld extends ExploredAgreement {
  readonly shipments: Shipments;
  readonly source: 'waiting' | 'example';
}

/**
 * The version named, which the asking party must see, or the one in force; undefined where there is none such. Whose figures are told
 * is said by the version in force, because a draft is not what both have signed.
 */
export async function exploredAgreement(
  { store, quotes, reference, localOnly }: WorldServer,
  acting: Acting & { readonly partyId: string },
  versionId: string | undefined,
  now: Date,
): Promise<ExploredAgreement | undefined> {
  const { workspace, version } = await quotes.at(now);
  const id = versionId ?? version?.id;
  if (id === undefined) return undefined;
  const { found, codes } = await store.asParty(acting, async (tx) => ({
    found: await findAgreementText(tx, id),
    codes: await partyCodes(tx),
  }));
  if (found === undefined) return undefined;
  const inForce = id === version?.id;
  const agreement = inForce ? workspace.agreement : agreementOfText(found.text, reference);
  const shared = workspace.agreement?.visibility.shared.includes(PLANNING_FIGURES) === true;
  const isExample = localOnly && reference.synthetic;
  return {
    versionId: id,
    inForce,
    text: found.text,
    workspace: { ...reference.workspace, agreement },
    figures: shared || isExample ? 'all' : 'own',
    own: workspace.parties.findIndex((party) => party.id === codes.get(acting.partyId)),
  };
}

/**
 * What is explored under an agreement. Shipments of a partner are part of it where a version is in force with it, as they are of plans;
 * otherwise those that wait are the asking party's own.
 */
export async function exploredWorld(
  server: WorldServer,
  acting: Acting & { readonly partyId: string },
  agreed: ExploredAgreement,
  { shipments: wanted, now }: { readonly shipments: 'waiting' | 'example' | undefined; readonly now: Date },
): Promise<ExploredWorld> {
  const { store, quotes, exampleShipments: file } = server;
  const example = async (): Promise<ExploredWorld> => ({
    ...agreed,
    source: 'example',
    shipments: (await readShipments(file ?? '', agreed.workspace)).shipments,
  });
  if (wanted === 'example' && file !== undefined) return example();
  const { version, workspace: open } = await quotes.at(now);
  const { codes, changes } = await store.asParty(acting, async (tx) => ({
    codes: await partyCodes(tx),
    changes: await listDepartureChanges(tx, '0001-01-01'),
  }));
  const idOf = new Map([...codes].map(([id, code]) => [code, id]));
  const joint = version === undefined ? [] : (open.agreement?.parties ?? []);
  const parties = joint.includes(agreed.own) ? joint : [agreed.own];
  const waiting: PartyShipments[] = [];
  for (const party of parties) {
    const ownerId = idOf.get(open.parties[party].id) ?? acting.partyId;
    const query = { ownerId, readyBefore: undefined, basedOn: undefined };
    const rows = await store.asParty({ ...acting, partyId: ownerId }, (tx) => listPlannableShipments(tx, query));
    waiting.push({ party, shipments: rows });
  }
  const count = waiting.reduce((sum, { shipments }) => sum + shipments.length, 0);
  if (wanted === undefined && file !== undefined && count < FEW) return example();
  const workspace = changedWorkspace(
    agreed.workspace,
    changes.map(({ party_id, trip, date, delay_minutes }) => ({
      party: codes.get(party_id) ?? '',
      trip,
      date,
      delayMinutes: delay_minutes ?? undefined,
    })),
  );
  const { shipments } = shipmentsOfParties(workspace, waiting, new Set());
  return { ...agreed, workspace, source: 'waiting', shipments };
}
