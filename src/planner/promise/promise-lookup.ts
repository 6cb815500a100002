import { NOT_SERVED } from '../../engine/promise/promise-table.js';
import type { Workspace } from '../../domain/workspace.js';
import type { TableProblem, TableRequest } from './promise-table.js';

/** Days to delivery between all postal codes of a workspace. */
export interface PromiseTable {
  readonly workspace: string; // its name
  readonly synthetic: boolean;
  readonly posted: string; // RFC 3339
  readonly request: TableRequest;
  readonly codes: readonly string[];
  readonly days: Uint8Array; // [from * codes.length + to] days after posting, 255 when not served
  readonly codeIndex: ReadonlyMap<string, number>;
}

/** Days from posting in one postal code to delivery in another; undefined when either is unknown or it is not served. */
export function lookupDays(table: PromiseTable, from: string, to: string): number | undefined {
  const origin = table.codeIndex.get(from);
  const destination = table.codeIndex.get(to);
  if (origin === undefined || destination === undefined) return undefined;
  const days = table.days[origin * table.codes.length + destination];
  return days === NOT_SERVED ? undefined : days;
}

/** The table a filled problem stands for. */
export function tableOf(workspace: Workspace, problem: TableProblem): PromiseTable {
  const codes = workspace.network.postalCodes;
  return {
    workspace: workspace.name,
    synthetic: workspace.synthetic,
    posted: new Date(workspace.calendar.startMs + problem.request.postedSec * 1000).toISOString(),
    request: problem.request,
    codes,
    days: problem.columns.days,
    codeIndex: indexOfCodes(codes),
  };
}

/** Position of every postal code. */
export function indexOfCodes(codes: readonly string[]): ReadonlyMap<string, number> {
  return new Map(codes.map((code, index) => [code, index]));
}
