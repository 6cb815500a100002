import { NONE } from '../base/none.js';
import { FACILITY_KINDS } from '../domain/network.js';
import type { Agreement } from '../domain/agreement.js';
import { deliveryCharge, linehaulCharge } from '../domain/tariff.js';
import type { Band, Workspace } from '../domain/workspace.js';
import type { Group } from './classes.js';
import { TRANSFER, type Timetable } from './timetable.js';

/** "May not": an infinite cost. */
export const FORBIDDEN = Number.POSITIVE_INFINITY;

const BRANCH_OFFICE = FACILITY_KINDS.indexOf('branch_office');

/** Costs of steps in minor money per parcel of a group and band, FORBIDDEN where it may not; docs/model.md section 8. */
export interface Rates {
  /** Riding a leg, or being tendered. */
  readonly leg: (leg: number, group: Group, band: number) => number;
  /** Being unloaded and sorted at the end of a leg. */
  readonly unload: (leg: number, group: Group) => number;
  /** Delivery by a row of the network's deliveries. */
  readonly deliver: (row: number, group: Group, band: number) => number;
}

export function ratesOf(workspace: Workspace, timetable: Timetable): Rates {
  const { network, agreement, bands } = workspace;
  const { trips, vehicles, calls, facilities, deliveries } = network;
  const tariff = agreement?.tariff;

  const legKm = (leg: number): number => {
    const call = (trips.firstCall[timetable.what[leg] as number] as number) + (timetable.at[leg] as number);
    return (calls.km[call + 1] as number) - (calls.km[call] as number);
  };
  const toKind = (leg: number): number => facilities.kind[timetable.to[leg] as number] as number;
  const rideCost = (leg: number, group: Group, band: Band): number => {
    const trip = timetable.what[leg] as number;
    if (((trips.refuses[trip] as number) & group.goods) !== 0) return FORBIDDEN;
    if (trips.party[trip] === group.party) {
      const vehicle = trips.vehicle[trip] as number;
      return vehicle === NONE ? 0 : ((vehicles.costPerKgKm[vehicle] as number) * legKm(leg) * band.g) / 1000;
    }
    const clause = (agreement as Agreement | undefined)?.capacity[timetable.clause[leg] as number];
    if (!group.interlined || !clause || !tariff) return FORBIDDEN;
    return clause.type === 'hard'
      ? 0
      : linehaulCharge(tariff, { km: legKm(leg), toKind: toKind(leg) }, band.g, band.ml);
  };
  return {
    leg: (leg, group, band) => {
      if (timetable.kind[leg] !== TRANSFER) return rideCost(leg, group, bands[band] as Band);
      return group.interlined && tariff ? tariff.interchangePerParcel : FORBIDDEN;
    },
    unload: (leg, group) => {
      const facility = timetable.to[leg] as number;
      return facilities.party[facility] === group.party ? (facilities.handlingCost[facility] as number) : 0;
    },
    deliver: (row, group, band) => {
      const facility = deliveries.facility[row] as number;
      if (facilities.party[facility] === group.party) return deliveries.cost[row] as number;
      if (!group.interlined || !tariff) return FORBIDDEN;
      const { g, ml } = bands[band] as Band;
      return deliveryCharge(tariff, g, ml, facilities.kind[facility] === BRANCH_OFFICE);
    },
  };
}
