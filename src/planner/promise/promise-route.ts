import { NONE } from '../../base/none.js';
import { FACILITY_KINDS } from '../../domain/network.js';
import type { Step } from '../../domain/plan.js';
import { codCharge, deliveryCharge, linehaulCharge } from '../../domain/tariff.js';
import type { Access } from '../network/access.js';
import type { Usage } from '../network/access-reach.js';
import type { Delivery } from './promise-search.js';
import { TRANSFER } from '../network/timetable.js';

/** A line of a route's timetable: a ride without unloading, a change of custody, or the delivery. */
export interface Stage {
  readonly kind: Step['kind'];
  readonly party: number; // who carries it, or receives it
  readonly from: number; // facility
  readonly to: number; // facility; of a delivery, the one that delivers
  readonly departSec: number; // of a delivery, when it must be ready by
  readonly arriveSec: number;
  readonly steps: readonly Step[]; // as plans write them
}

/** What partners charge for their part of a route; minor money at the parcel's size band. */
export interface PartnerCharge {
  readonly linehaul: number;
  readonly interchange: number;
  readonly delivery: number;
  readonly cod: number;
  readonly total: number;
}

/** The timetable of a delivery, in order of time. */
export function stagesOf(access: Access, delivery: Delivery): Stage[] {
  return [...stagesOfLegs(access, delivery.legs), deliveryStage(access, delivery)];
}

/** The timetable of a way, in order of time: rides and changes of custody. */
export function stagesOfLegs(access: Access, legs: readonly number[]): Stage[] {
  const stages: Stage[] = [];
  let before: number = NONE;
  for (const at of legs) {
    const stage = stageOf(access, at);
    const aboard = stages[stages.length - 1];
    if (aboard !== undefined && before !== NONE && access.legs.through[at] === before) {
      stages[stages.length - 1] = {
        ...aboard,
        to: stage.to,
        arriveSec: stage.arriveSec,
        steps: [...aboard.steps, ...stage.steps],
      };
    } else stages.push(stage);
    before = at;
  }
  return stages;
}

function stageOf(access: Access, at: number): Stage {
  const { timetable, workspace } = access;
  const leg = access.legOf[at];
  const what = timetable.what[leg];
  const second = timetable.at[leg];
  const to = timetable.to[leg];
  const ends = { from: timetable.from[leg], to, arriveSec: timetable.arriveSec[leg] };
  if (timetable.kind[leg] === TRANSFER) {
    const step = {
      kind: 'transfer',
      interchange: what,
      direction: timetable.direction[leg],
      sec: second,
    } as const;
    const party = workspace.network.facilities.party[to];
    return { kind: 'transfer', party, ...ends, departSec: second, steps: [step] };
  }
  const step = { kind: 'ride', trip: what, day: timetable.day[leg], call: second } as const;
  const party = workspace.network.trips.party[what];
  return { kind: 'ride', party, ...ends, departSec: timetable.departSec[leg], steps: [step] };
}

function deliveryStage(access: Access, delivery: Delivery): Stage {
  const { network, calendar } = access.workspace;
  const facility = network.deliveries.facility[delivery.row];
  return {
    kind: 'deliver',
    party: network.facilities.party[facility],
    from: facility,
    to: facility,
    departSec: calendar.dayStartSec[delivery.day] + network.deliveries.loadBySec[delivery.row],
    arriveSec: delivery.deliveredSec,
    steps: [{ kind: 'deliver', delivery: delivery.row, day: delivery.day }],
  };
}

/** The agreement's tariff on the partners' part of a route; docs/model.md section 8. The carrier's own cost is no part. */
export function partnerCharge(access: Access, usage: Usage, delivery: Delivery, codAmount: number): PartnerCharge {
  const { workspace } = access;
  const { network, agreement } = workspace;
  if (agreement === undefined) return { linehaul: 0, interchange: 0, delivery: 0, cod: 0, total: 0 };
  const { tariff } = agreement;
  const { g, ml } = workspace.bands[usage.band];
  const { linehaul, interchange } = carriageCharge(access, usage, delivery.legs);
  const facility = network.deliveries.facility[delivery.row];
  const byPartner = network.facilities.party[facility] !== usage.party;
  const branch = FACILITY_KINDS[network.facilities.kind[facility]] === 'branch_office';
  const last = byPartner ? deliveryCharge(tariff, g, ml, branch) : 0;
  const cod = byPartner ? codCharge(tariff, codAmount) : 0;
  return { linehaul, interchange, delivery: last, cod, total: linehaul + interchange + last + cod };
}

/** What partners charge for rides and tenders of a way. */
export function carriageCharge(
  access: Access,
  usage: Usage,
  legs: readonly number[],
): Pick<PartnerCharge, 'linehaul' | 'interchange'> {
  const { workspace, timetable } = access;
  const { network, agreement } = workspace;
  if (agreement === undefined) return { linehaul: 0, interchange: 0 };
  const { tariff } = agreement;
  const { g, ml } = workspace.bands[usage.band];
  let linehaul = 0;
  let interchange = 0;
  for (const at of legs) {
    const leg = access.legOf[at];
    if (timetable.kind[leg] === TRANSFER) {
      interchange += tariff.interchangePerParcel;
      continue;
    }
    const trip = timetable.what[leg];
    if (network.trips.party[trip] === usage.party) continue;
    if (agreement.capacity[timetable.clause[leg]]?.type === 'hard') continue;
    const call = network.trips.firstCall[trip] + timetable.at[leg];
    const km = network.calls.km[call + 1] - network.calls.km[call];
    const toKind = network.facilities.kind[timetable.to[leg]];
    linehaul += linehaulCharge(tariff, { km, toKind }, g, ml);
  }
  return { linehaul, interchange };
}
