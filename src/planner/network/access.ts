import { assert } from '../../base/assert.js';
import { weekdayBit } from '../../base/civil-time.js';
import { NONE } from '../../base/none.js';
import type { Quantity } from '../../domain/agreement.js';
import { deliveryClause, granted, keptShare } from '../../domain/block-space.js';
import type { Workspace } from '../../domain/workspace.js';
import type { Legs } from '../../engine/promise/earliest-arrival.js';
import { pocketsOf } from '../../engine/timed/pockets.js';
import type { Groups, Pockets } from '../../engine/timed/pockets.js';
import { RIDE } from './timetable.js';
import type { Timetable } from './timetable.js';

/** Offices in one pocket at most; more would make a scan of it as long as a scan of the linehaul. */
const POCKET_SIZE_MAX = 500;

/** Rows by postal code: those of `code` are `row[first[code]] .. row[first[code + 1] - 1]`, in the file's order. */
export interface RowsByCode {
  readonly first: Uint32Array; // [code count + 1]
  readonly row: Uint32Array;
}

/** What a party's delivery rounds of a day leave to partners. */
export interface DeliveryBlock {
  readonly parcels: Quantity | undefined; // undefined: not limited
  readonly keep: number; // share that is left at the planning instant
}

/**
 * A timetable laid out for promises. Facilities are *nodes*, the linehaul's (the *core*) first, then offices with one
 * way in, pocket by pocket. Legs are in *segments*: the core's, then each pocket's, each in order of departure.
 */
export interface Access {
  readonly workspace: Workspace;
  readonly timetable: Timetable;
  readonly pockets: Pockets;
  readonly legs: Legs; // between nodes
  readonly legOf: Uint32Array; // [leg] leg of the timetable
  readonly call: Uint32Array; // [leg] call that a ride leaves; of a tender the count of calls + its interchange
  readonly tripOf: Uint32Array; // [call] trip
  readonly clause: Int32Array; // [leg] capacity clause that opens it to partners, or NONE
  readonly firstLeg: Uint32Array; // [pocketCount + 2] of segment 0, the core, and segment pocket + 1
  readonly nodeOf: Uint32Array; // [facility]
  readonly facilityOf: Uint32Array; // [node]
  readonly blockG: Float64Array; // [leg] grams that partners may use together; 0 where it is closed to them
  readonly blockMl: Float64Array; // [leg] millilitres
  readonly weekdays: Uint8Array; // [dayCount] weekday bit of each service day
  readonly dayParcels: Float64Array; // [facility] parcels it delivers a day, 0 when it delivers none
  readonly deliveryBlocks: readonly (DeliveryBlock | undefined)[]; // [party * dayCount + day] undefined: closed
  readonly deliveries: RowsByCode;
  readonly pickups: RowsByCode;
}

/** Lays a timetable out. O(legs + calls + rows); done once for any number of promises. */
export function accessOf(workspace: Workspace, timetable: Timetable): Access {
  const { network } = workspace;
  const groups = groupsOf(workspace);
  const pockets = pocketsOf(groups, POCKET_SIZE_MAX);
  const facilityOf = new Uint32Array(groups.nodeCount);
  pockets.newNode.forEach((node, facility) => (facilityOf[node] = facility));
  const { legs, legOf, firstLeg } = segmented(timetable, groups, pockets, network.trips.count);
  const codeCount = network.postalCodes.length;
  return {
    workspace,
    timetable,
    pockets,
    legs,
    legOf,
    ...callsOf(workspace, timetable, legOf),
    firstLeg,
    nodeOf: pockets.newNode,
    facilityOf,
    ...blocksOf(workspace, timetable, legOf),
    weekdays: Uint8Array.from({ length: workspace.calendar.dayCount }, (_, day) =>
      weekdayBit(workspace.calendar.firstDay + day),
    ),
    dayParcels: dayParcelsOf(workspace),
    deliveryBlocks: deliveryBlocksOf(workspace),
    deliveries: rowsByCode(network.deliveries.postalCode, codeCount),
    pickups: rowsByCode(network.pickups.postalCode, codeCount),
  };
}

/** The same layout for an agreement whose clauses grant other amounts and are the same in all else. O(legs). */
export function accessUnder(access: Access, workspace: Workspace): Access {
  const { timetable, legOf } = access;
  return {
    ...access,
    workspace,
    ...blocksOf(workspace, timetable, legOf),
    deliveryBlocks: deliveryBlocksOf(workspace),
  };
}

/** Facilities that meet: those a trip calls at, trip by trip, then those of each interchange. */
function groupsOf(workspace: Workspace): Groups {
  const { trips, calls, facilities } = workspace.network;
  const interchanges = workspace.agreement?.interchanges ?? [];
  const meetings = interchanges.map((interchange) => [...interchange.facilities.values()]);
  const firstMember = new Uint32Array(trips.count + meetings.length + 1);
  firstMember.set(trips.firstCall.subarray(0, trips.count + 1));
  meetings.forEach((members, index) => {
    firstMember[trips.count + index + 1] = firstMember[trips.count + index] + members.length;
  });
  const member = new Uint32Array(firstMember[firstMember.length - 1]);
  member.set(calls.facility.subarray(0, trips.firstCall[trips.count]));
  member.set(meetings.flat(), trips.firstCall[trips.count]);
  return { nodeCount: facilities.count, groupCount: firstMember.length - 1, firstMember, member };
}

/** Legs sorted by segment, and by departure within it. A trip belongs to the pocket of any office it calls at. */
function segmented(
  timetable: Timetable,
  groups: Groups,
  pockets: Pockets,
  tripCount: number,
): { legs: Legs; legOf: Uint32Array; firstLeg: Uint32Array } {
  const segmentOfGroup = new Uint32Array(groups.groupCount);
  for (let group = 0; group < groups.groupCount; group++) {
    for (let m = groups.firstMember[group]; m < groups.firstMember[group + 1]; m++) {
      const pocket = pockets.pocketOf[pockets.newNode[groups.member[m]]];
      if (pocket !== NONE) segmentOfGroup[group] = pocket + 1;
    }
  }
  const { legCount, kind, what } = timetable;
  const segmentOf = (leg: number): number => segmentOfGroup[(kind[leg] === RIDE ? 0 : tripCount) + what[leg]];
  const firstLeg = new Uint32Array(pockets.pocketCount + 2);
  for (let leg = 0; leg < legCount; leg++) firstLeg[segmentOf(leg) + 1] = firstLeg[segmentOf(leg) + 1] + 1;
  for (let s = 0; s <= pockets.pocketCount; s++) firstLeg[s + 1] = firstLeg[s + 1] + firstLeg[s];
  const next = firstLeg.slice();
  const legOf = new Uint32Array(legCount);
  const place = new Uint32Array(legCount);
  for (let leg = 0; leg < legCount; leg++) {
    const segment = segmentOf(leg);
    const at = next[segment];
    next[segment] = at + 1;
    legOf[at] = leg;
    place[leg] = at;
  }
  assert(next[pockets.pocketCount] === legCount, 'every leg has a segment');
  return { legs: legsInOrder(timetable, legOf, place, pockets), legOf, firstLeg };
}

function legsInOrder(timetable: Timetable, legOf: Uint32Array, place: Uint32Array, pockets: Pockets): Legs {
  const { legCount } = timetable;
  const legs = {
    legCount,
    from: new Uint32Array(legCount),
    to: new Uint32Array(legCount),
    departSec: new Int32Array(legCount),
    readySec: new Int32Array(legCount),
    through: new Int32Array(legCount),
  };
  for (let at = 0; at < legCount; at++) {
    const leg = legOf[at];
    const before = timetable.through[leg];
    legs.from[at] = pockets.newNode[timetable.from[leg]];
    legs.to[at] = pockets.newNode[timetable.to[leg]];
    legs.departSec[at] = timetable.departSec[leg];
    legs.readySec[at] = timetable.readySec[leg];
    legs.through[at] = before === NONE ? NONE : place[before];
  }
  return legs;
}

/** What the hottest loops ask of each leg, in its new place. */
function callsOf(
  { network }: Workspace,
  { kind, what, at, clause }: Timetable,
  legOf: Uint32Array,
): Pick<Access, 'call' | 'tripOf' | 'clause'> {
  const { trips, calls } = network;
  const columns = {
    call: new Uint32Array(legOf.length),
    tripOf: new Uint32Array(calls.count),
    clause: new Int32Array(legOf.length),
  };
  for (let trip = 0; trip < trips.count; trip++) {
    columns.tripOf.fill(trip, trips.firstCall[trip], trips.firstCall[trip + 1]);
  }
  for (let place = 0; place < legOf.length; place++) {
    const leg = legOf[place];
    columns.call[place] = kind[leg] === RIDE ? trips.firstCall[what[leg]] + at[leg] : calls.count + what[leg];
    columns.clause[place] = clause[leg];
  }
  return columns;
}

/** What partners may use of each leg's block at the planning instant; docs/model.md section 4. */
function blocksOf(
  workspace: Workspace,
  timetable: Timetable,
  legOf: Uint32Array,
): { blockG: Float64Array; blockMl: Float64Array } {
  const { trips, vehicles } = workspace.network;
  const clauses = workspace.agreement?.capacity ?? [];
  const blockG = new Float64Array(timetable.legCount);
  const blockMl = new Float64Array(timetable.legCount);
  for (let at = 0; at < timetable.legCount; at++) {
    const leg = legOf[at];
    const clause = clauses[timetable.clause[leg]];
    if (clause === undefined) continue;
    const vehicle = trips.vehicle[timetable.what[leg]];
    const g = vehicle === NONE ? Infinity : vehicles.capacityKg[vehicle] * 1000;
    const ml = vehicle === NONE ? Infinity : vehicles.capacityLitres[vehicle] * 1000;
    const keep = keptShare(workspace, clause, timetable.departSec[leg]);
    blockG[at] = clause.kg === undefined ? g : granted(clause.kg, 1000, g, keep);
    blockMl[at] = clause.litres === undefined ? ml : granted(clause.litres, 1000, ml, keep);
  }
  return { blockG, blockMl };
}

function dayParcelsOf(workspace: Workspace): Float64Array {
  const { deliveries, facilities } = workspace.network;
  const dayParcels = new Float64Array(facilities.count);
  for (let row = 0; row < deliveries.count; row++) {
    const facility = deliveries.facility[row];
    dayParcels[facility] = Math.max(dayParcels[facility], deliveries.parcelsPerDay[row]);
  }
  return dayParcels;
}

function deliveryBlocksOf(workspace: Workspace): (DeliveryBlock | undefined)[] {
  const { calendar, parties, agreement } = workspace;
  return parties.flatMap((_, party) =>
    Array.from({ length: calendar.dayCount }, (_, day) => {
      const clause = agreement?.capacity[deliveryClause(workspace, party, day)];
      const sec = calendar.dayStartSec[day];
      return clause && { parcels: clause.parcels, keep: keptShare(workspace, clause, sec) };
    }),
  );
}

function rowsByCode(code: Uint32Array, codeCount: number): RowsByCode {
  const first = new Uint32Array(codeCount + 1);
  for (const c of code) first[c + 1] = first[c + 1] + 1;
  for (let c = 0; c < codeCount; c++) first[c + 1] = first[c + 1] + first[c];
  const next = first.slice();
  const row = new Uint32Array(code.length);
  code.forEach((c, index) => {
    row[next[c]] = index;
    next[c] = next[c] + 1;
  });
  return { first, row };
}
