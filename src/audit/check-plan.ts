import { NONE } from '../base/none.js';
import { CARRIAGES } from '../domain/plan.js';
import type { Plan } from '../domain/plan.js';
import type { Shipments } from '../domain/shipments.js';
import type { Workspace } from '../domain/workspace.js';
import { capacitiesOf } from './capacities.js';
import { Findings } from './finding.js';
import type { PlanFinding } from './finding.js';
import { addLoads, checkLoads, emptyLoads } from './loads.js';
import { ParcelCheck } from './parcel-check.js';
import { parcelRulesOf } from './parcel-rules.js';
import { routeFacts } from './route-facts.js';
import { rulesOf } from './rules.js';
import type { Rules } from './rules.js';

/**
 * Everything that is wrong with a plan; an empty list means that it is valid and every figure in it is right. Replays
 * each distinct route once and each parcel against it, from the raw tables and docs/model.md alone.
 * O(parcels + steps of distinct routes x parties x bands).
 */
export function checkPlan(workspace: Workspace, shipments: Shipments, plan: Plan): PlanFinding[] {
  const findings = new Findings();
  if (!hasShape(workspace, shipments, plan, findings)) return findings.list();
  const rules = rulesOf(workspace);
  const runs = checkRuns(rules, plan, findings);
  const loads = emptyLoads(rules);
  const check = new ParcelCheck(rules, shipments, parcelRulesOf(rules, shipments), plan, findings);
  const { first, order } = parcelsByRoute(plan);
  for (let route = 0; route < plan.routes.count; route++) {
    const [begin, end] = [first[route], first[route + 1]];
    if (begin === end) continue;
    const facts = routeFacts(rules, plan.routes, route);
    for (const { code, message, ...values } of facts.faults) {
      const parcels = `${end - begin} parcel${end - begin === 1 ? ' takes' : 's take'} it.`;
      findings.add(code, () => ({ place: `route ${route}`, ...values, message: `${message} ${parcels}` }));
    }
    if (facts.faults.length > 0) continue;
    check.startRoute(facts);
    for (let at = begin; at < end; at++) check.routed(order[at]);
    for (const tally of check.tallies()) addLoads(rules, loads, facts, tally);
  }
  for (let at = first[plan.routes.count]; at < shipments.count; at++) check.unrouted(order[at]);
  checkLoads(rules, loads, capacitiesOf(rules, runs), findings);
  return findings.list();
}

/** Parcels in order of their route, those without one last; parcels of route `r` are `first[r] .. first[r + 1]`. */
function parcelsByRoute(plan: Plan): { first: Uint32Array; order: Uint32Array } {
  const { routes, route } = plan;
  const bucketOf = (parcel: number): number => (route[parcel] === NONE ? routes.count : route[parcel]);
  const first = new Uint32Array(routes.count + 2);
  for (let parcel = 0; parcel < route.length; parcel++) count(first, bucketOf(parcel) + 1, 1);
  for (let bucket = 0; bucket <= routes.count; bucket++) count(first, bucket + 1, first[bucket]);
  const next = first.slice();
  const order = new Uint32Array(route.length);
  for (let parcel = 0; parcel < route.length; parcel++) order[count(next, bucketOf(parcel), 1) - 1] = parcel;
  return { first, order };
}

/** Adds to one cell and gives what it then holds. */
function count(column: Uint32Array, cell: number, more: number): number {
  return (column[cell] = column[cell] + more);
}

function hasShape(workspace: Workspace, shipments: Shipments, plan: Plan, findings: Findings): boolean {
  const { count } = shipments;
  const tell = (place: string, planned: number, recomputed: number): void => {
    findings.add('bad_shape', () => ({
      place,
      planned: String(planned),
      recomputed: String(recomputed),
      message: `The plan's column ${place} does not fit.`,
    }));
  };
  const { routes, route, carriage, status, reason, dueSec, arriveSec, cost } = plan;
  const columns = { route, carriage, status, reason, dueSec, arriveSec, cost };
  for (const [name, column] of Object.entries(columns)) if (column.length !== count) tell(name, column.length, count);
  if (routes.firstStep.length !== routes.count + 1) tell('firstStep', routes.firstStep.length, routes.count + 1);
  const steps = routes.firstStep[routes.count];
  for (const [name, column] of Object.entries({ kind: routes.stepKind, what: routes.stepWhat, at: routes.stepAt })) {
    if (column.length < steps) tell(name, column.length, steps);
  }
  for (let parcel = 0; parcel < route.length; parcel++) {
    const index = route[parcel];
    if (index < NONE || index >= routes.count) tell(`route of row ${parcel}`, index, routes.count - 1);
    if (carriage[parcel] >= CARRIAGES.length) tell(`carriage of row ${parcel}`, carriage[parcel], 2);
  }
  if (workspace.products.length === 0 && count > 0) tell('products', 0, 1);
  return findings.list().length === 0;
}

/** The optional runs that may be counted on. */
function checkRuns(rules: Rules, plan: Plan, findings: Findings): Plan['openedRuns'] {
  const { options, trips } = rules.workspace.network;
  const opened = new Map<string, number>();
  return plan.openedRuns.filter(({ option, day, runs }) => {
    const trip = options.trip[option];
    const key = `${option} ${day}`;
    const total = (opened.get(key) ?? 0) + runs;
    opened.set(key, total);
    const departs =
      trip !== undefined && day >= 0 && day < rules.dayCount && trips.runs[trip * rules.dayCount + day] === 1;
    const most = departs ? options.runsMax[option] : 0;
    if (Number.isInteger(runs) && runs >= 0 && total <= most) return true;
    findings.add('bad_run', () => ({
      place: `option ${option} day ${day}`,
      planned: String(total),
      recomputed: String(most),
      message: `The plan opens ${total} runs of option ${option} on day ${day}; ${most} can be had.`,
    }));
    return false;
  });
}
