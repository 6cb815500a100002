import { NONE } from '../../base/none.js';
import { CARRIAGES, REASONS, STATUSES, type EarlierPlan, type OpenedRun, type Plan } from '../../domain/plan.js';
import { shipmentsAt, type Shipments } from '../../domain/shipments.js';
import { TimedFinder } from '../../engine/timed/timed-finder.js';
import type { FlowOptions } from '../../engine/flow/price-directed-flow.js';
import { GrowingInts } from '../growing.js';
import type { Access } from '../network/access.js';
import { compile } from '../compile/compile.js';
import { dueTimes } from '../demand/demand.js';
import { KeptParcels } from './kept-parcels.js';
import { joinParts } from '../answer/join-parts.js';
import { lateDays, outsideCarriage } from '../demand/outside.js';
import { planCost, solve } from '../answer/solve.js';
import { StandingLoads } from './standing-loads.js';

const NETWORK = CARRIAGES.indexOf('network');
const [ON_TIME, LATE, UNPLANNED] = STATUSES.map((_, index) => index) as [number, number, number];

/** A plan made again after something changed. */
export interface Replanned {
  readonly plan: Plan;
  readonly cost: number; // minor money
  readonly planned: Uint32Array; // rows that were planned anew, ascending
}

/**
 * Plans again what cannot stay as an earlier plan has it: parcels that it does not know, those whose route no longer
 * exists, connects, is open to them or keeps what it promised, and the last of those for which there is no longer room.
 */
export function replan(
  access: Access,
  shipments: Shipments,
  earlier: EarlierPlan,
  options: FlowOptions,
): Promise<Replanned> {
  return new StandingPlan(access, shipments, earlier).replan(options);
}

const PLANNED = 0; // planned anew
const ROUTED = 1; // keeps its route in the networks
const OUTSIDE = 2; // stays outside them

/**
 * An earlier plan laid out on a workspace: which of its parcels stay put, at what their routes cost now, and what these
 * take of everything scarce. O(shipments + legs + steps); departures can then be cancelled in no time, and what does not
 * stay is planned over the room that everything else leaves.
 */
export class StandingPlan {
  private readonly kept: KeptParcels;
  private readonly loads: StandingLoads;
  private readonly stays: Uint8Array; // [shipment] PLANNED, ROUTED or OUTSIDE
  private readonly draft: Draft;
  private openedRuns: OpenedRun[];
  private readonly closed: Uint8Array; // [access leg]

  constructor(
    private readonly access: Access,
    private readonly shipments: Shipments,
    private readonly earlier: EarlierPlan,
  ) {
    const { plan } = earlier;
    this.draft = draftOf(access, shipments, plan);
    this.openedRuns = runsThatStand(access, plan);
    this.closed = new Uint8Array(access.legOf.length);
    this.kept = new KeptParcels(access, shipments, plan);
    this.stays = parcelsThatStay(this.kept, this.draft.dueSec, earlier);
    this.loads = new StandingLoads(access, plan, this.kept, this.openedRuns);
    this.loads.addAll(this.countsByPart());
    this.releaseWhatIsOver();
    for (let row = 0; row < shipments.count; row++) {
      if (this.stays[row] === ROUTED) keepRoute(access, this.kept, shipments, this.draft, row);
      else if (this.stays[row] === OUTSIDE) keepOutside(access, this.kept, shipments, this.draft, row);
    }
  }

  /** Cancels a departure: the parcels that ride any leg of it are planned anew. O(legs + steps + shipments). */
  cancel(trip: number, day: number): void {
    const { timetable, legOf, call, workspace } = this.access;
    const { options, trips } = workspace.network;
    this.openedRuns = this.openedRuns.filter((run) => options.trip[run.option] !== trip || run.day !== day);
    const [firstCall, endCall] = [trips.firstCall[trip], trips.firstCall[trip + 1]];
    for (let leg = 0; leg < call.length; leg++) {
      const rides = call[leg] >= firstCall && call[leg] < endCall;
      if (rides && timetable.day[legOf[leg]] === day) this.closed[leg] = 1;
    }
    const { parts, linehaul, lastMile } = this.earlier.plan;
    const gone = new Uint8Array(parts.count);
    for (let part = 0; part < parts.count; part++) if (this.isClosed(part)) gone[part] = 1;
    for (let row = 0; row < this.shipments.count; row++) {
      if (this.stays[row] !== ROUTED) continue;
      if (gone[lastMile[row]] === 1 || (linehaul[row] !== NONE && gone[linehaul[row]] === 1)) this.release(row);
    }
  }

  /** Plans what does not stay. */
  async replan(options: FlowOptions): Promise<Replanned> {
    const { access, shipments, stays, loads, openedRuns, closed, draft } = this;
    const { workspace } = access;
    const planned = rowsThat(stays, PLANNED);
    const some = shipmentsAt(shipments, planned);
    const compiled = compile(workspace, access, some, 'joint', { taken: loads.taken, openedRuns, closed });
    const solution = await solve(workspace, compiled, some, new TimedFinder(compiled.problem), options);
    const plan = merged(draft, openedRuns, planned, solution.plan);
    return { plan, cost: planCost(workspace, plan), planned };
  }

  private isClosed(part: number): boolean {
    const { firstStep } = this.earlier.plan.parts;
    const { leg } = this.kept.placed;
    for (let step = firstStep[part]; step < firstStep[part + 1]; step++) {
      if (leg[step] !== NONE && this.closed[leg[step]] === 1) return true;
    }
    return false;
  }

  /** Takes a parcel off its route; it is planned anew. */
  private release(row: number): void {
    const { linehaul, lastMile } = this.earlier.plan;
    const one = new Int32Array(this.access.workspace.parties.length * this.access.workspace.bands.length);
    one[this.cellOf(row)] = -1;
    this.loads.add(linehaul[row], one);
    this.loads.add(lastMile[row], one);
    this.stays[row] = PLANNED;
  }

  /** Where more is taken than there is now, the parcels that stand last in the file are planned anew. */
  private releaseWhatIsOver(): void {
    const { loads, stays } = this;
    const { linehaul, lastMile } = this.earlier.plan;
    for (let row = this.shipments.count - 1; row >= 0 && loads.anyOver; row--) {
      if (stays[row] !== ROUTED) continue;
      if (loads.isOver(linehaul[row]) || loads.isOver(lastMile[row])) this.release(row);
    }
  }

  /** Parcels that keep their routes, [(part * parties + party) * bands + band]. */
  private countsByPart(): Uint32Array {
    const { parties, bands } = this.access.workspace;
    const { parts, linehaul, lastMile } = this.earlier.plan;
    const width = parties.length * bands.length;
    const counts = new Uint32Array(parts.count * width);
    for (let row = 0; row < this.shipments.count; row++) {
      if (this.stays[row] !== ROUTED) continue;
      const cell = this.cellOf(row);
      const last = lastMile[row] * width + cell;
      counts[last] = counts[last] + 1;
      if (linehaul[row] === NONE) continue;
      const first = linehaul[row] * width + cell;
      counts[first] = counts[first] + 1;
    }
    return counts;
  }

  private cellOf(row: number): number {
    return this.shipments.party[row] * this.access.workspace.bands.length + this.kept.classes.band[row];
  }
}

/** [shipment] what becomes of each, before room is looked at; one that was on time and would be late is planned anew. */
function parcelsThatStay(
  kept: KeptParcels,
  dueSec: Int32Array,
  earlier: { plan: Plan; known: Uint8Array },
): Uint8Array {
  const { known, plan } = earlier;
  const stays = new Uint8Array(known.length).fill(PLANNED);
  for (let row = 0; row < known.length; row++) {
    if (known[row] === 0) continue;
    if (plan.carriage[row] !== NETWORK) stays[row] = OUTSIDE;
    else if (kept.holds(row) && (plan.status[row] === LATE || kept.deliveredSec(row) <= dueSec[row]))
      stays[row] = ROUTED;
  }
  return stays;
}

/** Rows at which a column has a value, ascending. */
function rowsThat(column: Uint8Array, value: number): Uint32Array {
  const rows = new GrowingInts();
  for (let row = column.indexOf(value); row !== NONE; row = column.indexOf(value, row + 1)) rows.push(row);
  return Uint32Array.from(rows.values.subarray(0, rows.count));
}

/** Columns of a plan while it is filled. */
type Draft = Omit<Plan, 'openedRuns'>;

function draftOf({ workspace }: Access, shipments: Shipments, plan: Plan): Draft {
  return {
    parts: plan.parts,
    linehaul: plan.linehaul.slice(),
    lastMile: plan.lastMile.slice(),
    carriage: plan.carriage.slice(),
    status: plan.status.slice(),
    reason: plan.reason.slice(),
    dueSec: dueTimes(workspace, shipments),
    arriveSec: plan.arriveSec.slice(),
    cost: plan.cost.slice(),
  };
}

function keepRoute(access: Access, kept: KeptParcels, shipments: Shipments, draft: Draft, row: number): void {
  const arriveSec = kept.deliveredSec(row);
  const { latePerDay } = access.workspace.products[shipments.product[row]];
  const late = lateDays(arriveSec, draft.dueSec[row]);
  draft.arriveSec[row] = arriveSec;
  draft.cost[row] = kept.cost(row) + late * latePerDay;
  draft.status[row] = late === 0 ? ON_TIME : LATE;
  if (late === 0) draft.reason[row] = 0;
}

function keepOutside(access: Access, kept: KeptParcels, shipments: Shipments, draft: Draft, row: number): void {
  const dueSec = draft.dueSec[row];
  const { carriage, cost, arriveSec } = outsideCarriage(
    access.workspace,
    shipments,
    row,
    kept.classes.band[row],
    dueSec,
  );
  draft.carriage[row] = CARRIAGES.indexOf(carriage);
  draft.cost[row] = cost;
  draft.arriveSec[row] = arriveSec;
  draft.status[row] = carriage === 'none' ? UNPLANNED : arriveSec <= dueSec ? ON_TIME : LATE;
  if (draft.status[row] === ON_TIME) draft.reason[row] = 0;
  else if (draft.reason[row] === 0) draft.reason[row] = REASONS.indexOf('no_capacity');
}

/** Runs of the plan on departures that still run and to which they may still be added. */
function runsThatStand({ workspace }: Access, plan: Plan): OpenedRun[] {
  const { options, trips } = workspace.network;
  const { dayCount } = workspace.calendar;
  return plan.openedRuns
    .filter(({ option, day }) => option < options.count && trips.runs[options.trip[option] * dayCount + day] === 1)
    .map(({ option, day, runs }) => ({ option, day, runs: Math.min(runs, options.runsMax[option]) }))
    .filter(({ runs }) => runs > 0);
}

/** The draft with the rows that were planned anew, and all runs together. */
function merged(draft: Draft, openedRuns: readonly OpenedRun[], rows: Uint32Array, some: Plan): Plan {
  const { parts, linehaul, lastMile } = draft;
  const shifted = (part: number): number => (part === NONE ? NONE : part + parts.count);
  rows.forEach((row, at) => {
    linehaul[row] = shifted(some.linehaul[at]);
    lastMile[row] = shifted(some.lastMile[at]);
    draft.carriage[row] = some.carriage[at];
    draft.status[row] = some.status[at];
    draft.reason[row] = some.reason[at];
    draft.arriveSec[row] = some.arriveSec[at];
    draft.cost[row] = some.cost[at];
  });
  const runs = new Map<string, OpenedRun>();
  for (const run of [...openedRuns, ...some.openedRuns]) {
    const key = `${run.option} ${run.day}`;
    runs.set(key, { ...run, runs: run.runs + (runs.get(key)?.runs ?? 0) });
  }
  return { ...draft, parts: joinParts([parts, some.parts]), openedRuns: [...runs.values()] };
}
