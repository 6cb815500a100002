import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { NONE, UNREACHED } from '../../base/none.js';
import { Prng } from '../../base/prng.js';
import { plannedSteps } from '../../custody/plans/planned-steps.js';
import { CARRIAGES, routeOf, STEP_KINDS, type Plan } from '../../domain/plan.js';
import { packedString, shipmentsAt, type Shipments } from '../../domain/shipments.js';
import type { Workspace } from '../../domain/workspace.js';
import { readPlan } from '../../feed/plan/read-plan.js';
import { readShipments } from '../../feed/shipments/read-shipments.js';
import { PLAN_FILES } from '../../feed/plan/write-plan.js';
import { planAt } from '../plans/plan-part.js';
import type { StoryParcel } from './lives.js';

const TRANSFER = STEP_KINDS.indexOf('transfer');

/** Where the parcels of an example and its plan are. */
export interface ExampleFiles {
  readonly folder: string; // of the plan
  readonly shipmentsFile: string;
}

/** Parcels of an example with their part of its plan. */
export interface ExampleWorld {
  readonly workspace: Workspace;
  readonly shipments: Shipments;
  readonly plan: Plan;
  readonly parcels: readonly StoryParcel[];
}

/** Whether there is a plan with routes. */
export function hasExample({ folder, shipmentsFile }: ExampleFiles): boolean {
  return [join(folder, PLAN_FILES.routes), shipmentsFile].every((file) => existsSync(file));
}

/** So many parcels of an example, the same ones each time, or all if there are no more, with the plan cut down to them. */
export async function readExample(
  workspace: Workspace,
  { folder, shipmentsFile }: ExampleFiles,
  parcelsMax: number,
): Promise<ExampleWorld> {
  const { shipments: all } = await readShipments(shipmentsFile, workspace);
  const whole = await readPlan(folder, workspace, all);
  const rows = sampleOf(whole, parcelsMax);
  const shipments = shipmentsAt(all, rows);
  const plan = planAt(workspace, whole, rows);
  return worldOf(workspace, shipments, plan);
}

/** The same parcels by another plan of them. */
export function worldWithPlan({ workspace, shipments }: ExampleWorld, plan: Plan): ExampleWorld {
  return worldOf(workspace, shipments, plan);
}

function worldOf(workspace: Workspace, shipments: Shipments, plan: Plan): ExampleWorld {
  const parcels = Array.from({ length: shipments.count }, (_, row) => parcelOf(workspace, shipments, plan, row));
  return { workspace, shipments, plan, parcels };
}

/** Interchange points at which most of the sample's parcels change hands, so that there is something to receive. */
const BUSY_POINTS = 3;
/** Shares of a sample: parcels that change hands at busy points, at no point, and at others. */
const SHARES = [0.5, 0.4, 0.1];

/** Rows in ascending order. */
function sampleOf(plan: Plan, max: number): Uint32Array {
  const count = plan.status.length;
  if (count <= max) return Uint32Array.from({ length: count }, (_, row) => row);
  const points = interchangesOf(plan);
  const uses = new Map<number, number>();
  for (const point of points) if (point !== NONE) uses.set(point, (uses.get(point) ?? 0) + 1);
  const ranked = [...uses].toSorted(([a, one], [b, other]) => other - one || a - b);
  const busy = new Set(ranked.slice(0, BUSY_POINTS).map(([point]) => point));
  const kinds: number[][] = [[], [], []];
  points.forEach((point, row) => kinds[point === NONE ? 1 : busy.has(point) ? 0 : 2]?.push(row));
  const prng = new Prng(1);
  const rows = kinds.flatMap((of, kind) => someOf(of, Math.round(max * SHARES[kind]), prng));
  return Uint32Array.from(rows).sort();
}

/** The first interchange of each parcel's route, or NONE. */
function interchangesOf({ parts, linehaul, lastMile }: Plan): Int32Array {
  const ofPart = new Int32Array(parts.count).fill(NONE);
  for (let part = 0; part < parts.count; part++) {
    for (let step = parts.firstStep[part + 1] - 1; step >= parts.firstStep[part]; step--) {
      if (parts.stepKind[step] === TRANSFER) ofPart[part] = parts.stepWhat[step];
    }
  }
  return linehaul.map((part, row) => {
    const first = part === NONE ? NONE : ofPart[part];
    return first !== NONE || lastMile[row] === NONE ? first : ofPart[lastMile[row]];
  });
}

/** So many of some rows, each as likely as any other. */
function someOf(rows: readonly number[], wanted: number, prng: Prng): number[] {
  const taken: number[] = [];
  rows.forEach((row, at) => {
    if (prng.next() * (rows.length - at) < wanted - taken.length) taken.push(row);
  });
  return taken;
}

function parcelOf(workspace: Workspace, shipments: Shipments, plan: Plan, row: number): StoryParcel {
  const { calendar, parties, agreement } = workspace;
  const steps = plannedSteps(workspace, plan, row);
  const isSpot = CARRIAGES[plan.carriage[row]] === 'spot' && plan.arriveSec[row] !== UNREACHED;
  const owner = parties[shipments.party[row]].id;
  return {
    owner,
    originPlace: originPlaceOf(workspace, shipments, row) ?? steps.find(({ place }) => place !== '')?.place ?? '',
    readyMs: calendar.startMs + shipments.readySec[row] * 1000,
    weightG: shipments.weightG[row],
    steps,
    interchanges: routeOf(plan, row).flatMap((step) =>
      step.kind === 'transfer' ? (agreement?.interchanges[step.interchange]?.id ?? []) : [],
    ),
    spotArriveMs: isSpot ? calendar.startMs + plan.arriveSec[row] * 1000 : undefined,
  };
}

/** A facility, or where its carrier takes in what is posted in a code. */
function originPlaceOf({ network, parties }: Workspace, shipments: Shipments, row: number): string | undefined {
  const { facilities, pickups } = network;
  const origin = shipments.origin[row];
  const isOwn = (facility: number): boolean => facilities.party[facility] === shipments.party[row];
  const at = pickups.postalCode.findIndex((code, pickup) => code === -1 - origin && isOwn(pickups.facility[pickup]));
  const facility = origin >= 0 ? origin : at < 0 ? NONE : pickups.facility[at];
  return facility === NONE ? undefined : `${parties[facilities.party[facility]].id}:${facilities.id[facility]}`;
}

/** How a parcel is sent to be booked. */
export function originTextOf({ network }: Workspace, shipments: Shipments, row: number): string {
  const origin = shipments.origin[row];
  return origin >= 0 ? network.facilities.id[origin] : network.postalCodes[-1 - origin];
}

/** The number that the file gives a parcel. */
export function referenceOf(shipments: Shipments, row: number): string {
  return packedString(shipments.id, row);
}
