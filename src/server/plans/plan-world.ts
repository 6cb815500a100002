import { NONE } from '../../base/none.js';
import type { Shipments } from '../../domain/shipments.js';
import type { Workspace } from '../../domain/workspace.js';
import { exchangePlaces, type ExchangePlace } from '../../exporting/tables/exchange-places.js';
import { dueTimes } from '../../planner/demand/demand.js';
import { listDepartureChanges } from '../../store/plans/departure-changes.js';
import { partyCodes } from '../../store/people/organisations.js';
import { listPlannableShipments } from '../../store/plans/plannable-shipments.js';
import type { PlanRow } from '../../store/plans/plans.js';
import type { ServerContext } from '../context.js';
import { tablesOf } from '../exports/export-desk.js';
import { officesOfParties } from '../quotes/exchange-offices.js';
import { changedWorkspace } from './changed-workspace.js';
import { withExchangeRounds } from './exchange-rounds.js';
import { shipmentsOfParties, type PartyShipments } from './shipments-of-parties.js';

/** Everything that a plan is made of. */
export interface PlanWorld {
  readonly workspace: Workspace;
  readonly shipments: Shipments;
  readonly partyIds: readonly string[]; // organisations by party index
  readonly planned: readonly number[]; // parties whose shipments are planned
  readonly leftOut: number;
}

/**
 * Gathers what a plan is made of: each party's shipments are read acting for that party. Undefined where another version of the
 * agreement has come into force since the plan was asked for.
 */
export async function gatherWorld(
  { store, quotes }: Pick<ServerContext, 'store' | 'quotes'>,
  plan: PlanRow,
  now: Date,
): Promise<PlanWorld | undefined> {
  const acting = { partyId: plan.requested_by, mode: plan.mode };
  const { workspace: open, version } = await quotes.at(now);
  if (plan.agreement_version_id !== null && plan.agreement_version_id !== version?.id) return undefined;
  const { codes, changes } = await store.asParty(acting, async (tx) => ({
    codes: await partyCodes(tx),
    changes: await listDepartureChanges(tx, '0001-01-01'),
  }));
  const workspace = changedWorkspace(
    plan.agreement_version_id === null ? { ...open, agreement: undefined } : open,
    changes.map(({ party_id, trip, date, delay_minutes }) => ({
      party: codes.get(party_id) ?? '',
      trip,
      date,
      delayMinutes: delay_minutes ?? undefined,
    })),
  );
  const idOfCode = new Map([...codes].map(([id, code]) => [code, id]));
  const partyIds = workspace.parties.map(({ id }) => idOfCode.get(id) ?? '');
  const planned = [...partyIds.keys()].filter((party) => plan.party_ids.includes(partyIds[party]));
  const parties: PartyShipments[] = [];
  const places: { readonly party: number; readonly places: readonly ExchangePlace[] }[] = [];
  for (const party of planned) {
    const ownerId = partyIds[party];
    const query = {
      ownerId,
      readyBefore: plan.ready_before ?? undefined,
      basedOn: plan.based_on ?? undefined,
    };
    const { rows, tables } = await store.asParty({ partyId: ownerId, mode: plan.mode }, async (tx) => ({
      rows: await listPlannableShipments(tx, query),
      tables: (await tablesOf(tx, ownerId)).tables,
    }));
    parties.push({ party, shipments: rows });
    places.push({ party, places: exchangePlaces(tables) });
  }
  const bound = new Set(parties.flatMap((one) => one.shipments.flatMap(({ office }) => office ?? [])));
  const offices = officesOfParties(open, places);
  const whole = withExchangeRounds(
    workspace,
    offices.filter(({ code }) => plan.based_on !== null || bound.has(code)), // the earlier plan may name any of them
  );
  const { shipments, leftOut, moving } = shipmentsOfParties(whole, parties, new Set(plan.pinned));
  leaveFromNow(whole, shipments, moving, now);
  return { workspace: whole, shipments, partyIds, planned, leftOut };
}

/**
 * What waits cannot leave before now; when it is due is told by when it was ready all the same. Outside the days of the timetable there
 * is no such moment, as with an example of another year.
 */
function leaveFromNow(workspace: Workspace, shipments: Shipments, moving: number, now: Date): void {
  const { calendar } = workspace;
  const nowSec = Math.ceil((now.getTime() - calendar.startMs) / 1000);
  if (nowSec < 0 || nowSec >= calendar.dayStartSec[calendar.dayCount]) return;
  const dueSec = dueTimes(workspace, shipments);
  for (let row = moving; row < shipments.count; row++) {
    if (shipments.readySec[row] >= nowSec) continue;
    if (shipments.promisedSec[row] === NONE) shipments.promisedSec[row] = Math.max(0, dueSec[row]);
    shipments.readySec[row] = nowSec;
  }
}
