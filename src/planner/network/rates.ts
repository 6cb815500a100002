import { NONE } from '../../base/none.js';
import { FACILITY_KINDS } from '../../domain/network.js';
import { deliveryCharge, linehaulCharge } from '../../domain/tariff.js';
import type { Workspace } from '../../domain/workspace.js';
import type { Group } from '../demand/classes.js';
import { TRANSFER, type Timetable } from './timetable.js';

/** "May not": an infinite cost. */
export const FORBIDDEN = Number.POSITIVE_INFINITY;

const BRANCH_OFFICE = FACILITY_KINDS.indexOf('branch_office');

/** Costs of steps in minor money per parcel of a group and band, FORBIDDEN where it may not; docs/model.md section 8. */
export interface Rates {
  /** Riding a leg, or being tendered, for all groups and bands: `into[group * bands + band]`. */
  readonly rideRow: (leg: number, groups: readonly Group[], into: Float64Array) => void;
  /** Being unloaded and sorted at the end of a leg. */
  readonly unload: (leg: number, group: Group) => number;
  /** Delivery by a row of the network's deliveries, for all groups and bands: `into[group * bands + band]`. */
  readonly deliverRow: (row: number, groups: readonly Group[], into: Float64Array) => void;
  /** The same for one of them. */
  readonly deliver: (row: number, group: Group, band: number) => number;
}

export function ratesOf(workspace: Workspace, timetable: Timetable): Rates {
  const { network, agreement, bands } = workspace;
  const { facilities, deliveries } = network;
  const tariff = agreement?.tariff;
  const ride = rideCosts(workspace, timetable);
  const [byOffice, byBranch] = [false, true].map((branch) =>
    bands.map(({ g, ml }) => (tariff ? deliveryCharge(tariff, g, ml, branch) : FORBIDDEN)),
  ) as [number[], number[]];
  return {
    rideRow: (leg, groups, into) => {
      if (timetable.kind[leg] !== TRANSFER) return ride(leg, groups, into);
      groups.forEach(({ interlined }, g) => {
        const cost = interlined && tariff ? tariff.interchangePerParcel : FORBIDDEN;
        into.fill(cost, g * bands.length, (g + 1) * bands.length);
      });
    },
    unload: (leg, group) => {
      const facility = timetable.to[leg];
      return facilities.party[facility] === group.party ? facilities.handlingCost[facility] : 0;
    },
    deliverRow: (row, groups, into) => {
      const facility = deliveries.facility[row];
      const partner = facilities.kind[facility] === BRANCH_OFFICE ? byBranch : byOffice;
      for (let g = 0; g < groups.length; g++) {
        const { party, interlined } = groups[g];
        const ours = facilities.party[facility] === party;
        const alike = ours ? deliveries.cost[row] : FORBIDDEN;
        for (let band = 0; band < bands.length; band++) {
          into[g * bands.length + band] = ours || !interlined ? alike : partner[band];
        }
      }
    },
    deliver: (row, group, band) => {
      const facility = deliveries.facility[row];
      if (facilities.party[facility] === group.party) return deliveries.cost[row];
      if (!group.interlined) return FORBIDDEN;
      return (facilities.kind[facility] === BRANCH_OFFICE ? byBranch : byOffice)[band];
    },
  };
}

function rideCosts({ network, agreement, bands }: Workspace, timetable: Timetable): Rates['rideRow'] {
  const { trips, vehicles, calls, facilities } = network;
  const tariff = agreement?.tariff;
  const own = new Float64Array(bands.length);
  const partner = new Float64Array(bands.length);
  const forbidden = new Float64Array(bands.length).fill(FORBIDDEN);
  return (leg, groups, into) => {
    const trip = timetable.what[leg];
    const call = trips.firstCall[trip] + timetable.at[leg];
    const km = calls.km[call + 1] - calls.km[call];
    const vehicle = trips.vehicle[trip];
    const perKg = vehicle === NONE ? 0 : vehicles.costPerKgKm[vehicle] * km;
    const clause = agreement?.capacity[timetable.clause[leg]];
    const charged = { km, toKind: facilities.kind[timetable.to[leg]] };
    for (let band = 0; band < bands.length; band++) {
      const { g, ml } = bands[band];
      own[band] = (perKg * g) / 1000;
      if (!clause || !tariff) partner[band] = FORBIDDEN;
      else partner[band] = clause.type === 'hard' ? 0 : linehaulCharge(tariff, charged, g, ml);
    }
    for (let g = 0; g < groups.length; g++) {
      const group = groups[g];
      const first = g * bands.length;
      const refused = (trips.refuses[trip] & group.goods) !== 0;
      const ours = trips.party[trip] === group.party;
      const costs = refused || (!ours && !group.interlined) ? forbidden : ours ? own : partner;
      for (let band = 0; band < bands.length; band++) into[first + band] = costs[band];
    }
  };
}
