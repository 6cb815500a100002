import { Prng } from '#interline/base/prng.js';
import { lookupDays } from '#interline/planner/promise/promise-lookup.js';
import { promiseDesk } from '#interline/planner/promise/promise-desk.js';
import { promise } from '#interline/planner/promise/promise.js';
import type { PromiseRequest } from '#interline/planner/promise/promise-request.js';
import { standardTable, tableProblem } from '#interline/planner/promise/promise-table.js';
import { timetableOf } from '#interline/planner/network/timetable.js';
import type { Workspace } from '#interline/domain/workspace.js';
import { promiseTable } from '#interline/workers/promise-table.js';
import type { BenchContext } from './bench.js';

const THREADS = 2;

/** Measures single promises and the table of all pairs on a workspace, and compares the two. */
export async function measurePromises(context: BenchContext, workspace: Workspace): Promise<void> {
  const codes = workspace.network.postalCodes;
  const timetable = timetableOf(workspace);
  context.figure('legs of the timetable', timetable.legCount);
  const prepared = await context.measure('workspace to promise desk', () => promiseDesk(workspace, timetable), {
    warmups: 0,
    runs: 3,
  });
  const desk = prepared.result;
  context.figure('facilities of the core', desk.access.pockets.coreCount);
  context.figure('legs of the core', desk.access.firstLeg[1]);
  const request = standardTable(workspace);
  const single = await singlePromises(context, desk, request.postedSec);
  const contracted = await context.measure('contract to classes', () => tableProblem(desk, request), { runs: 3 });
  for (const of of contracted.result.columns.cases) context.figure('  classes of a case', of.classNode.length);
  const first = await context.measure('table of all pairs, new memory', () => promiseTable(desk, request), {
    runs: 3,
  });
  const into = first.result.table;
  const again = (): ReturnType<typeof promiseTable> => promiseTable(desk, request, { threads: THREADS, into });
  const all = await context.measure('table of all pairs, memory used before', again, { runs: 5, goalMs: 1500 });
  const { table, summary } = all.result;
  context.figure('pairs', summary.pairs);
  context.figure('pairs served', summary.pairs - summary.joint.notServed);
  context.figure('pairs faster or only served together', summary.partnership.faster + summary.partnership.newlyServed);
  for (const { from, to, days } of single) {
    context.check((lookupDays(table, codes[from], codes[to]) ?? 255) === days, `${codes[from]} to ${codes[to]}`);
  }
  const prng = new Prng(3);
  const names = Array.from({ length: 4096 }, () => prng.pick(codes));
  const looked = await context.measure('1,000,000 look-ups by postal code', () => {
    let sum = 0;
    for (let n = 0; n < 1_000_000; n++) sum += lookupDays(table, names[n & 4095], names[(n * 7 + 1) & 4095]) ?? 0;
    return sum;
  });
  context.figure('one look-up', (looked.medianMs * 1000) / 1_000_000, { unit: 'us', atMost: 1 });
}

/** Promises for random pairs; their days, to be compared with the table. */
async function singlePromises(
  context: BenchContext,
  desk: ReturnType<typeof promiseDesk>,
  atSec: number,
): Promise<{ from: number; to: number; days: number }[]> {
  const prng = new Prng(2);
  const { workspace } = desk.access;
  const count = workspace.network.postalCodes.length;
  const pairs = Array.from({ length: 500 }, () => ({ from: prng.below(count), to: prng.below(count) }));
  const ask = ({ from, to }: { from: number; to: number }): PromiseRequest => ({
    from: { kind: 'code', index: from },
    to,
    atSec,
    g: 500,
    ml: 1000,
    longestSideCm: 0,
    product: 0,
    codAmount: 0,
    goods: 0,
  });
  const answered = await context.measure(
    '500 promises with routes and cut-offs',
    () => pairs.map((pair) => promise(desk, ask(pair))),
    { goalMs: 500 },
  );
  context.figure('one promise from the timetable', answered.medianMs / pairs.length, { unit: 'ms', atMost: 1 });
  const posted = Math.floor(atSec / 86_400);
  return pairs.map((pair, index) => {
    const sec = answered.result[index]?.best?.deliveredSec;
    return { ...pair, days: sec === undefined ? 255 : Math.floor(sec / 86_400) - posted };
  });
}
