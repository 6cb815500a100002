import { NONE } from '../base/none.js';
import { CARRIAGES, REASONS, STATUSES, type OpenedRun, type Plan } from '../domain/plan.js';
import { shipmentsAt, type Shipments } from '../domain/shipments.js';
import { TimedFinder } from '../engine/timed/timed-finder.js';
import type { FlowOptions } from '../engine/flow/price-directed-flow.js';
import type { Access } from './access.js';
import { compile } from './compile.js';
import { dueTimes } from './demand.js';
import { KeptParcels } from './kept-parcels.js';
import { joinParts } from './join-parts.js';
import { lateDays, outsideCarriage } from './outside.js';
import { planCost, solve } from './solve.js';
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
 * Plans again what cannot stay as an earlier plan has it, over the room that everything else leaves: parcels that the
 * earlier plan does not know (`known` [shipment] 0), those whose route no longer exists, connects, is open to them or
 * keeps what it promised, and the last of those for which there is no longer room. All other parcels stay put, at what their routes cost now. Rows of the
 * earlier plan are those of the shipments. O(shipments + legs + steps), then a search over few parcels.
 */
export async function replan(
  access: Access,
  shipments: Shipments,
  earlier: { readonly plan: Plan; readonly known: Uint8Array },
  options: FlowOptions,
): Promise<Replanned> {
  const { workspace } = access;
  const draft = draftOf(access, shipments, earlier.plan);
  const openedRuns = runsThatStand(access, earlier.plan);
  const kept = new KeptParcels(access, shipments, earlier.plan);
  const stays = parcelsThatStay(kept, draft.dueSec, earlier);
  const loads = new StandingLoads(access, earlier.plan, kept, openedRuns);
  loads.addParts(countsByPart(access, kept, shipments, earlier.plan, stays));
  releaseWhatIsOver(access, kept, shipments, earlier.plan, { stays, loads });
  for (let row = 0; row < shipments.count; row++) {
    if (stays[row] === ROUTED) keepRoute(access, kept, shipments, draft, row);
    else if (stays[row] === OUTSIDE) keepOutside(access, kept, shipments, draft, row);
  }
  const planned = Uint32Array.from(stays.keys()).filter((row) => stays[row] === PLANNED);
  const some = shipmentsAt(shipments, planned);
  const compiled = compile(workspace, access, some, 'joint', { taken: loads.taken, openedRuns });
  const solution = await solve(workspace, compiled, some, new TimedFinder(compiled.problem), options);
  const plan = merged(draft, openedRuns, planned, solution.plan);
  return { plan, cost: planCost(workspace, plan), planned };
}

const PLANNED = 0; // planned anew
const ROUTED = 1; // keeps its route in the networks
const OUTSIDE = 2; // stays outside them

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

/** Parcels that keep their routes, [(part * parties + party) * bands + band]. */
function countsByPart(
  { workspace }: Access,
  { classes }: KeptParcels,
  shipments: Shipments,
  { parts, linehaul, lastMile }: Plan,
  stays: Uint8Array,
): Uint32Array {
  const width = workspace.parties.length * workspace.bands.length;
  const counts = new Uint32Array(parts.count * width);
  for (let row = 0; row < shipments.count; row++) {
    if (stays[row] !== ROUTED) continue;
    const cell = shipments.party[row] * workspace.bands.length + classes.band[row];
    for (const part of [linehaul[row], lastMile[row]]) {
      if (part !== NONE) counts[part * width + cell] = counts[part * width + cell] + 1;
    }
  }
  return counts;
}

/** Where more is taken than there is now, the parcels that stand last in the file are planned anew. */
function releaseWhatIsOver(
  { workspace }: Access,
  { classes }: KeptParcels,
  shipments: Shipments,
  { linehaul, lastMile }: Plan,
  { stays, loads }: { stays: Uint8Array; loads: StandingLoads },
): void {
  const one = new Int32Array(workspace.parties.length * workspace.bands.length);
  for (let row = shipments.count - 1; row >= 0 && loads.anyOver; row--) {
    if (stays[row] !== ROUTED) continue;
    if (!loads.isOver(linehaul[row]) && !loads.isOver(lastMile[row])) continue;
    const cell = shipments.party[row] * workspace.bands.length + classes.band[row];
    one[cell] = -1;
    if (linehaul[row] !== NONE) loads.add(linehaul[row], one);
    loads.add(lastMile[row], one);
    one[cell] = 0;
    stays[row] = PLANNED;
  }
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
