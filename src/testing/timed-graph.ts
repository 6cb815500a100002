import { formatDate, HOUR_SEC } from '../base/civil-time.js';
import type { Agreement, CapacityClause, Interchange, Tariff } from '../domain/agreement.js';
import { FACILITY_KINDS, UNLIMITED } from '../domain/network.js';
import type { Step } from '../domain/plan.js';
import { deliveryCharge, linehaulCharge } from '../domain/tariff.js';
import type { Workspace } from '../domain/workspace.js';
import {
  blockOf,
  clauseOfDelivery,
  clauseOfLeg,
  dayStart,
  falls,
  lateCost,
  ownTrafficOf,
  perDayOf,
  readyAfterSort,
  wholeUnits,
} from './rules.js';
import type { Parcel } from './rules.js';

/**
 * docs/model.md as a graph in space and time, for oracles on small worlds: nodes are moments at facilities, ends of rides
 * and postal codes; a route is a path from where a parcel starts to its postal code.
 */
export interface TimedGraph {
  readonly nodeCount: number;
  readonly arcs: readonly Arc[];
  readonly arcsFrom: readonly (readonly number[])[]; // [node] arcs that leave it
  readonly capacity: ReadonlyMap<string, number>; // by resource name; without optional runs
  readonly runs: readonly RunChoice[];
  /** First node at which a parcel that is ready at a facility then can be; undefined when nothing happens there later. */
  readonly nodeAt: (facility: number, sec: number) => number | undefined;
  readonly sinkOf: (postalCode: number) => number;
}

/** An arc without a step (waiting, loading) only joins nodes. */
export interface Arc {
  readonly from: number;
  readonly to: number;
  readonly sec: number; // when a parcel that takes it has arrived: ready, aboard or delivered
  readonly step: Step | undefined;
  readonly enters?: number; // facility where it makes the parcel ready, coming from elsewhere
  /** What taking it means for a parcel; undefined when the parcel may not. */
  readonly take: (parcel: Parcel) => Taking | undefined;
}

export interface Taking {
  readonly cost: number; // minor money
  readonly uses: readonly (readonly [resource: string, amount: number])[];
}

/** One optional run more of an option on a day. */
export interface RunChoice {
  readonly option: number;
  readonly day: number;
  readonly runsMax: number;
  readonly cost: number;
  readonly adds: readonly (readonly [resource: string, amount: number])[];
}

/** The graph of a workspace. */
export function timedGraph(workspace: Workspace): TimedGraph {
  const draft = new Draft(workspace);
  const { network, agreement, calendar } = workspace;
  for (let trip = 0; trip < network.trips.count; trip++) {
    for (let day = 0; day < calendar.dayCount; day++) {
      if (network.trips.runs[trip * calendar.dayCount + day]) addDeparture(draft, trip, day);
    }
  }
  for (const [index, interchange] of (agreement?.interchanges ?? []).entries()) addTenders(draft, interchange, index);
  for (let row = 0; row < network.deliveries.count; row++) addRounds(draft, row);
  return draft.finish(listRuns(draft));
}

const FREE: Taking = { cost: 0, uses: [] };

/** Collects moments and arcs; moments become nodes when all are known. */
class Draft {
  readonly workspace: Workspace;
  readonly capacity = new Map<string, number>();
  private readonly moments: Set<number>[];
  private readonly pending: (Omit<Arc, 'from' | 'to'> & { from: Place; to: Place })[] = [];
  private placeCount = 0;

  constructor(workspace: Workspace) {
    this.workspace = workspace;
    this.moments = Array.from({ length: workspace.network.facilities.count }, () => new Set<number>());
  }

  moment(facility: number, sec: number): Place {
    this.moments[facility]?.add(sec);
    return { facility, sec };
  }

  end(): Place {
    return { end: this.placeCount++ };
  }

  arc(from: Place, to: Place, arc: Omit<Arc, 'from' | 'to'>): void {
    this.pending.push({ from, to, ...arc });
  }

  finish(runs: readonly RunChoice[]): TimedGraph {
    const timelines = this.moments.map((moments) => [...moments].toSorted((a, b) => a - b));
    const firstNode: number[] = [];
    let nodeCount = 0;
    for (const timeline of timelines) {
      firstNode.push(nodeCount);
      nodeCount += timeline.length;
    }
    const firstEnd = nodeCount;
    const firstSink = firstEnd + this.placeCount;
    const nodeOf = (place: Place): number => {
      if ('end' in place) return firstEnd + place.end;
      if ('code' in place) return firstSink + place.code;
      return firstNode[place.facility] + timelines[place.facility].indexOf(place.sec);
    };
    const arcs: Arc[] = this.pending.map((arc) => ({ ...arc, from: nodeOf(arc.from), to: nodeOf(arc.to) }));
    for (const [facility, timeline] of timelines.entries()) {
      for (let at = 1; at < timeline.length; at++) {
        const to = firstNode[facility] + at;
        arcs.push({
          from: to - 1,
          to,
          sec: timeline[at],
          step: undefined,
          take: () => FREE,
        });
      }
    }
    nodeCount = firstSink + this.workspace.network.postalCodes.length;
    const arcsFrom: number[][] = Array.from({ length: nodeCount }, () => []);
    for (const [index, arc] of arcs.entries()) arcsFrom[arc.from]?.push(index);
    return {
      nodeCount,
      arcs,
      arcsFrom,
      capacity: this.capacity,
      runs,
      nodeAt: (facility, sec) => {
        const at = timelines[facility].findIndex((moment) => moment >= sec);
        return at < 0 ? undefined : firstNode[facility] + at;
      },
      sinkOf: (postalCode) => firstSink + postalCode,
    };
  }
}

type Place = { readonly facility: number; readonly sec: number } | { readonly end: number } | { readonly code: number };

/** Legs of one departure: load, ride, then unload or stay aboard for the next leg. */
function addDeparture(draft: Draft, trip: number, day: number): void {
  const { workspace } = draft;
  const { trips, calls, facilities } = workspace.network;
  const first = trips.firstCall[trip];
  const start = dayStart(workspace, day);
  let aboard: Place | undefined;
  for (let call = 0; first + call + 1 < trips.firstCall[trip + 1]; call++) {
    const [from, to] = [calls.facility[first + call], calls.facility[first + call + 1]];
    const departSec = start + calls.departSec[first + call];
    const arriveSec = start + calls.arriveSec[first + call + 1];
    if (departSec >= dayStart(workspace, workspace.calendar.dayCount)) return;
    const [tail, head] = [draft.end(), draft.end()];
    const free = { step: undefined, take: (): Taking => FREE };
    draft.arc(draft.moment(from, departSec), tail, { sec: departSec, ...free });
    if (aboard) draft.arc(aboard, tail, { sec: departSec, ...free });
    draft.arc(tail, head, {
      sec: arriveSec,
      step: { kind: 'ride', trip, day, call },
      take: rideOf(draft, { trip, day, call, from, to, departSec }),
    });
    const readySec = readyAfterSort(workspace, to, arriveSec);
    if (readySec !== undefined) {
      const hour = `hour:${partyOf(workspace, to)}:${facilities.id[to]}@${Math.floor(arriveSec / HOUR_SEC)}`;
      draft.capacity.set(hour, wholeUnits(facilities.parcelsPerHour[to]));
      draft.arc(head, draft.moment(to, readySec), {
        sec: readySec,
        step: undefined,
        enters: to,
        take: (parcel) => ({ cost: handlingOf(workspace, to, parcel), uses: [[hour, 1]] }),
      });
    }
    aboard = head;
  }
}

interface Leg {
  readonly trip: number;
  readonly day: number;
  readonly call: number;
  readonly from: number;
  readonly to: number;
  readonly departSec: number;
}

function rideOf(draft: Draft, leg: Leg): Arc['take'] {
  const { workspace, capacity } = draft;
  const { trips, calls, vehicles } = workspace.network;
  const name = legName(workspace, leg.trip, leg.day, leg.call);
  const vehicle = trips.vehicle[leg.trip];
  const km = calls.km[callOf(workspace, leg) + 1] - calls.km[callOf(workspace, leg)];
  const wholeKg = vehicles.capacityKg[vehicle] ?? UNLIMITED;
  const wholeLitres = vehicles.capacityLitres[vehicle] ?? UNLIMITED;
  const toKind = workspace.network.facilities.kind[leg.to];
  const own = ownTrafficOf(workspace, leg);
  capacity.set(`kg:${name}`, wholeUnits((wholeKg - own.kg) * 1000));
  capacity.set(`l:${name}`, wholeUnits((wholeLitres - own.litres) * 1000));
  const clause = clauseOfLeg(workspace, leg);
  if (clause) {
    const of = { unitsPer: 1000, atSec: leg.departSec };
    capacity.set(`block-kg:${name}`, blockOf(workspace, clause, { ...of, quantity: clause.kg, whole: wholeKg }));
    capacity.set(`block-l:${name}`, blockOf(workspace, clause, { ...of, quantity: clause.litres, whole: wholeLitres }));
  }
  return (parcel) => {
    if (!parcel.band || (trips.refuses[leg.trip] & parcel.goods) !== 0) return undefined;
    const { g, ml } = parcel.band;
    const uses: [string, number][] = [
      [`kg:${name}`, g],
      [`l:${name}`, ml],
    ];
    if (parcel.party === trips.party[leg.trip]) {
      return { cost: (vehicles.costPerKgKm[vehicle] ?? 0) * km * (g / 1000), uses };
    }
    if (!clause || !parcel.interlined) return undefined;
    uses.push([`block-kg:${name}`, g], [`block-l:${name}`, ml]);
    return { cost: clause.type === 'hard' ? 0 : linehaulCharge(tariffOf(workspace), { km, toKind }, g, ml), uses };
  };
}

/** Tenders of an interchange in each direction; a moment that two windows share belongs to the first. */
function addTenders(draft: Draft, interchange: Interchange, index: number): void {
  const { workspace } = draft;
  const endSec = dayStart(workspace, workspace.calendar.dayCount);
  const seen = new Set<number>();
  for (let day = 0; day < workspace.calendar.dayCount; day++) {
    for (const [position, window] of interchange.windows.entries()) {
      if (!falls(workspace, window.days, day)) continue;
      const name = `window:${interchange.id}@${dateOf(workspace, day)}#${position}`;
      draft.capacity.set(name, wholeUnits(interchange.parcelsPerWindow));
      const closeSec = Math.min(dayStart(workspace, day) + window.closeSec, endSec);
      for (let sec = dayStart(workspace, day) + window.openSec; sec < closeSec; sec += interchange.slotSec) {
        if (seen.has(sec)) continue;
        seen.add(sec);
        for (const direction of interchange.directions.keys())
          addTender(draft, interchange, { index, direction, sec, name });
      }
    }
  }
}

function addTender(
  draft: Draft,
  interchange: Interchange,
  at: { index: number; direction: number; sec: number; name: string },
): void {
  const { workspace } = draft;
  const { from, to } = interchange.directions[at.direction] as { from: number; to: number };
  const giving = interchange.facilities.get(from) as number;
  const receiving = interchange.facilities.get(to) as number;
  const readySec = at.sec + interchange.transferSec;
  draft.arc(draft.moment(giving, at.sec - interchange.manifestSec), draft.moment(receiving, readySec), {
    sec: readySec,
    step: { kind: 'transfer', interchange: at.index, direction: at.direction, sec: at.sec },
    enters: receiving,
    take: (parcel) =>
      parcel.interlined
        ? {
            cost: tariffOf(workspace).interchangePerParcel + handlingOf(workspace, receiving, parcel),
            uses: [[at.name, 1]],
          }
        : undefined,
  });
}

/** Delivery rounds of one row of the deliveries. */
function addRounds(draft: Draft, row: number): void {
  const { workspace } = draft;
  const { deliveries, facilities } = workspace.network;
  const facility = deliveries.facility[row];
  for (let day = 0; day < workspace.calendar.dayCount; day++) {
    if (!falls(workspace, deliveries.days[row], day)) continue;
    const name = `${partyOf(workspace, facility)}:${facilities.id[facility]}@${dateOf(workspace, day)}`;
    const whole = perDayOf(workspace, facility);
    draft.capacity.set(`day:${name}`, wholeUnits(whole));
    const clause = clauseOfDelivery(workspace, facility, day);
    if (clause) {
      const of = { quantity: clause.parcels, whole, unitsPer: 1, atSec: dayStart(workspace, day) };
      draft.capacity.set(`block-day:${name}`, blockOf(workspace, clause, of));
    }
    const sec = dayStart(workspace, day + deliveries.extraDays[row]) + deliveries.deliverBySec[row];
    const from = draft.moment(facility, dayStart(workspace, day) + deliveries.loadBySec[row]);
    draft.arc(
      from,
      { code: deliveries.postalCode[row] },
      {
        sec,
        step: { kind: 'deliver', delivery: row, day },
        take: roundOf(workspace, { row, sec, name, clause }),
      },
    );
  }
}

function roundOf(
  workspace: Workspace,
  round: { row: number; sec: number; name: string; clause: CapacityClause | undefined },
): Arc['take'] {
  const { deliveries, facilities } = workspace.network;
  const facility = deliveries.facility[round.row];
  return (parcel) => {
    if (!parcel.band || parcel.weightG > deliveries.weightKgMax[round.row] * 1000) return undefined;
    if (parcel.codAmount > 0 && !deliveries.cod[round.row]) return undefined;
    const late = lateCost(parcel.product, parcel.dueSec, round.sec);
    if (parcel.party === facilities.party[facility]) {
      return { cost: deliveries.cost[round.row] + late, uses: [[`day:${round.name}`, 1]] };
    }
    if (!round.clause || !parcel.interlined) return undefined;
    const branch = FACILITY_KINDS[facilities.kind[facility]] === 'branch_office';
    return {
      cost: deliveryCharge(tariffOf(workspace), parcel.band.g, parcel.band.ml, branch) + late,
      uses: [
        [`day:${round.name}`, 1],
        [`block-day:${round.name}`, 1],
      ],
    };
  };
}

function listRuns(draft: Draft): RunChoice[] {
  const { workspace, capacity } = draft;
  const { options, trips, vehicles } = workspace.network;
  const { dayCount } = workspace.calendar;
  const runs: RunChoice[] = [];
  for (let option = 0; option < options.count; option++) {
    const trip = options.trip[option];
    const vehicle = trips.vehicle[trip];
    for (let day = 0; day < dayCount; day++) {
      if (!trips.runs[trip * dayCount + day]) continue;
      const adds: [string, number][] = [];
      const legCount = trips.firstCall[trip + 1] - trips.firstCall[trip] - 1;
      for (let call = 0; call < legCount; call++) {
        const name = legName(workspace, trip, day, call);
        if (!capacity.has(`kg:${name}`)) continue;
        adds.push([`kg:${name}`, wholeUnits((vehicles.capacityKg[vehicle] ?? UNLIMITED) * 1000)]);
        adds.push([`l:${name}`, wholeUnits((vehicles.capacityLitres[vehicle] ?? UNLIMITED) * 1000)]);
      }
      runs.push({
        option,
        day,
        runsMax: options.runsMax[option],
        cost: options.costPerRun[option],
        adds,
      });
    }
  }
  return runs;
}

function handlingOf(workspace: Workspace, facility: number, parcel: Parcel): number {
  const { facilities } = workspace.network;
  return facilities.party[facility] === parcel.party ? facilities.handlingCost[facility] : 0;
}

function legName(workspace: Workspace, trip: number, day: number, call: number): string {
  const { trips } = workspace.network;
  const party = workspace.parties[trips.party[trip]]?.id;
  return `${party}:${trips.id[trip]}@${dateOf(workspace, day)}#${call}`;
}

function callOf(workspace: Workspace, leg: Leg): number {
  return workspace.network.trips.firstCall[leg.trip] + leg.call;
}

function partyOf(workspace: Workspace, facility: number): string {
  return workspace.parties[workspace.network.facilities.party[facility]]?.id;
}

function dateOf(workspace: Workspace, day: number): string {
  return formatDate(workspace.calendar.firstDay + day);
}

function tariffOf(workspace: Workspace): Tariff {
  return (workspace.agreement as Agreement).tariff;
}
