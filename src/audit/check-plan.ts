import { NONE } from '../base/none.js';
import { CARRIAGES, routeOf } from '../domain/plan.js';
import type { Plan } from '../domain/plan.js';
import type { Shipments } from '../domain/shipments.js';
import type { Workspace } from '../domain/workspace.js';
import { capacitiesOf } from './capacities.js';
import { Findings } from './finding.js';
import type { PlanFinding } from './finding.js';
import { addLoads, checkLoads, emptyLoads } from './loads.js';
import { ParcelCheck } from './parcel-check.js';
import { parcelRulesOf } from './parcel-rules.js';
import { stepFacts, type RouteFacts } from './route-facts.js';
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
  const checkRoute = (parcels: Uint32Array, facts: RouteFacts): void => {
    for (const { code, message, ...values } of facts.faults) {
      const taking = parcels.length === 1 ? '1 parcel takes' : `${parcels.length} parcels take`;
      findings.add(code, () => ({
        place: `route of row ${parcels[0]}`,
        ...values,
        message: `${message} ${taking} it.`,
      }));
    }
    if (facts.faults.length > 0) return;
    check.startRoute(facts);
    for (const parcel of parcels) check.routed(parcel);
    for (const tally of check.tallies()) addLoads(rules, loads, facts, tally);
  };
  const order = parcelsByRoute(plan);
  for (let begin = 0; begin < order.length;) {
    const end = endOfRoute(plan, order, begin);
    const parcel = order[begin];
    if (plan.lastMile[parcel] === NONE) for (let at = begin; at < end; at++) check.unrouted(order[at]);
    else checkRoute(order.subarray(begin, end), stepFacts(rules, routeOf(plan, parcel)));
    begin = end;
  }
  checkLoads(rules, loads, capacitiesOf(rules, runs), findings);
  return findings.list();
}

/** All parcels, those with the same two parts of a route one after another. */
function parcelsByRoute({ parts, linehaul, lastMile }: Plan): Uint32Array {
  const rows = Uint32Array.from(lastMile.keys());
  return sortedBy(lastMile, parts.count, sortedBy(linehaul, parts.count, rows));
}

/** Rows in order of the part that a column gives them, rows of one part in the order they had. */
function sortedBy(column: Int32Array, partCount: number, rows: Uint32Array): Uint32Array {
  const next = new Uint32Array(partCount + 2);
  for (const part of column) count(next, part - NONE + 1, 1);
  for (let bucket = 0; bucket <= partCount; bucket++) count(next, bucket + 1, next[bucket]);
  const sorted = new Uint32Array(rows.length);
  for (const row of rows) sorted[count(next, column[row] - NONE, 1) - 1] = row;
  return sorted;
}

function endOfRoute({ linehaul, lastMile }: Plan, order: Uint32Array, begin: number): number {
  const [first, last] = [linehaul[order[begin]], lastMile[order[begin]]];
  let end = begin + 1;
  while (end < order.length && linehaul[order[end]] === first && lastMile[order[end]] === last) end++;
  return end;
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
  const { parts, linehaul, lastMile, carriage, status, reason, dueSec, arriveSec, cost } = plan;
  const columns = { linehaul, lastMile, carriage, status, reason, dueSec, arriveSec, cost };
  for (const [name, column] of Object.entries(columns)) if (column.length !== count) tell(name, column.length, count);
  if (parts.firstStep.length !== parts.count + 1) tell('firstStep', parts.firstStep.length, parts.count + 1);
  const steps = parts.firstStep[parts.count];
  for (const [name, column] of Object.entries({ kind: parts.stepKind, what: parts.stepWhat, at: parts.stepAt })) {
    if (column.length < steps) tell(name, column.length, steps);
  }
  for (let parcel = 0; parcel < count; parcel++) {
    for (const [name, part] of [
      ['linehaul', linehaul[parcel]],
      ['lastMile', lastMile[parcel]],
    ] as const) {
      if (part < NONE || part >= parts.count) tell(`${name} of row ${parcel}`, part, parts.count - 1);
    }
    if (lastMile[parcel] === NONE && linehaul[parcel] !== NONE) tell(`lastMile of row ${parcel}`, NONE, 0);
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
