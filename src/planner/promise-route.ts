import { NONE } from '../base/none.js';
import { FACILITY_KINDS } from '../domain/network.js';
import type { Step } from '../domain/plan.js';
import { codCharge, deliveryCharge, linehaulCharge } from '../domain/tariff.js';
import type { Band } from '../domain/workspace.js';
import type { Access } from './access.js';
import type { Usage } from './access-reach.js';
import type { Delivery } from './promise-search.js';
import { TRANSFER } from './timetable.js';

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
  const stages: Stage[] = [];
  let before: number = NONE;
  for (const at of delivery.legs) {
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
  return [...stages, deliveryStage(access, delivery)];
}

function stageOf(access: Access, at: number): Stage {
  const { timetable, workspace } = access;
  const leg = access.legOf[at] as number;
  const what = timetable.what[leg] as number;
  const second = timetable.at[leg] as number;
  const to = timetable.to[leg] as number;
  const ends = { from: timetable.from[leg] as number, to, arriveSec: timetable.arriveSec[leg] as number };
  if (timetable.kind[leg] === TRANSFER) {
    const step = {
      kind: 'transfer',
      interchange: what,
      direction: timetable.direction[leg] as number,
      sec: second,
    } as const;
    const party = workspace.network.facilities.party[to] as number;
    return { kind: 'transfer', party, ...ends, departSec: second, steps: [step] };
  }
  const step = { kind: 'ride', trip: what, day: timetable.day[leg] as number, call: second } as const;
  const party = workspace.network.trips.party[what] as number;
  return { kind: 'ride', party, ...ends, departSec: timetable.departSec[leg] as number, steps: [step] };
}

function deliveryStage(access: Access, delivery: Delivery): Stage {
  const { network, calendar } = access.workspace;
  const facility = network.deliveries.facility[delivery.row] as number;
  return {
    kind: 'deliver',
    party: network.facilities.party[facility] as number,
    from: facility,
    to: facility,
    departSec: (calendar.dayStartSec[delivery.day] as number) + (network.deliveries.loadBySec[delivery.row] as number),
    arriveSec: delivery.deliveredSec,
    steps: [{ kind: 'deliver', delivery: delivery.row, day: delivery.day }],
  };
}

/** The agreement's tariff on the partners' part of a route; docs/model.md section 8. The carrier's own cost is no part. */
export function partnerCharge(access: Access, usage: Usage, delivery: Delivery, codAmount: number): PartnerCharge {
  const { workspace, timetable } = access;
  const { network, agreement } = workspace;
  if (agreement === undefined) return { linehaul: 0, interchange: 0, delivery: 0, cod: 0, total: 0 };
  const { tariff } = agreement;
  const { g, ml } = workspace.bands[usage.band] as Band;
  let linehaul = 0;
  let interchange = 0;
  for (const at of delivery.legs) {
    const leg = access.legOf[at] as number;
    if (timetable.kind[leg] === TRANSFER) {
      interchange += tariff.interchangePerParcel;
      continue;
    }
    const trip = timetable.what[leg] as number;
    if (network.trips.party[trip] === usage.party) continue;
    if (agreement.capacity[timetable.clause[leg] as number]?.type === 'hard') continue;
    const call = (network.trips.firstCall[trip] as number) + (timetable.at[leg] as number);
    const km = (network.calls.km[call + 1] as number) - (network.calls.km[call] as number);
    const toKind = network.facilities.kind[timetable.to[leg] as number] as number;
    linehaul += linehaulCharge(tariff, { km, toKind }, g, ml);
  }
  const facility = network.deliveries.facility[delivery.row] as number;
  const byPartner = network.facilities.party[facility] !== usage.party;
  const branch = FACILITY_KINDS[network.facilities.kind[facility] as number] === 'branch_office';
  const last = byPartner ? deliveryCharge(tariff, g, ml, branch) : 0;
  const cod = byPartner ? codCharge(tariff, codAmount) : 0;
  return { linehaul, interchange, delivery: last, cod, total: linehaul + interchange + last + cod };
}
