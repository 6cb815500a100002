import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NONE, UNREACHED } from '../../base/none.js';
import { plannedSteps } from '../../custody/plans/planned-steps.js';
import { CARRIAGES, REASONS, routeOf, STATUSES, type Plan } from '../../domain/plan.js';
import { packedString, type Shipments } from '../../domain/shipments.js';
import type { Workspace } from '../../domain/workspace.js';
import { RouteText } from '../../feed/plan/route-text.js';

/** Rows of one file: what one statement adds. */
const ROWS_MAX = 2000;

interface World {
  readonly workspace: Workspace;
  readonly shipments: Shipments;
  readonly plan: Plan;
  readonly causeOf: Int32Array; // [shipment] index of its cause, NONE where it is on time
}

/**
 * Writes routes as rows of `plan_routes`, in JSON, and tells the files' paths. Many parcels share a way, so what is told
 * of it is made once a way.
 */
export function writeRouteRows(world: World, partyIds: readonly string[], folder: string): string[] {
  const { shipments } = world;
  const wayOf = waysOf(world, partyIds);
  const files: string[] = [];
  for (let start = 0; start < shipments.count; start += ROWS_MAX) {
    const rows: string[] = [];
    for (let row = start; row < Math.min(start + ROWS_MAX, shipments.count); row++) {
      rows.push(rowOf(world, row, wayOf(row)));
    }
    const file = join(folder, `rows-${files.length}.json`);
    writeFileSync(file, `[${rows.join(',')}]`);
    files.push(file);
  }
  return files;
}

/** One row; `way` is what it has in common with others, as the inside of a JSON object. */
function rowOf({ workspace, shipments, plan, causeOf }: World, row: number, way: string): string {
  const { startMs } = workspace.calendar;
  const arriveSec = plan.arriveSec[row];
  const reason = REASONS[plan.reason[row]];
  const own = JSON.stringify({
    shipment_id: packedString(shipments.id, row),
    status: STATUSES[plan.status[row]],
    carried_by: CARRIAGES[plan.carriage[row]],
    reason: reason === '' ? null : reason,
    due_at: instant(startMs, plan.dueSec[row]),
    arrives_at: arriveSec === UNREACHED ? null : instant(startMs, arriveSec),
    cost_minor: plan.cost[row],
    cause: causeOf[row] === NONE ? null : causeOf[row],
  });
  return `${own.slice(0, -1)},${way}}`;
}

function waysOf({ workspace, plan }: World, partyIds: readonly string[]): (row: number) => string {
  const text = new RouteText(workspace);
  const ways = new Map<string, string>();
  return (row) => {
    const [linehaul, lastMile] = [plan.linehaul[row], plan.lastMile[row]];
    const key = `${linehaul} ${lastMile}`;
    const known = ways.get(key);
    if (known !== undefined) return known;
    const route = [linehaul, lastMile].filter((part) => part !== NONE).map((part) => text.of(plan.parts, part));
    const way = JSON.stringify({
      route: route.join(' '),
      steps: plannedSteps(workspace, plan, row),
      tenders: tendersOf(workspace, plan, row, partyIds),
    }).slice(1, -1);
    ways.set(key, way);
    return way;
  };
}

function tendersOf({ calendar, agreement }: Workspace, plan: Plan, row: number, partyIds: readonly string[]): object[] {
  return routeOf(plan, row).flatMap((step) => {
    if (step.kind !== 'transfer') return [];
    const interchange = agreement?.interchanges[step.interchange];
    const way = interchange?.directions[step.direction];
    if (interchange === undefined || way === undefined) return [];
    return [
      {
        giver_id: partyIds[way.from],
        receiver_id: partyIds[way.to],
        interchange: interchange.id,
        tender_at: instant(calendar.startMs, step.sec),
        ready_at: instant(calendar.startMs, step.sec + interchange.transferSec),
      },
    ];
  });
}

function instant(startMs: number, sec: number): string {
  return new Date(startMs + sec * 1000).toISOString();
}
