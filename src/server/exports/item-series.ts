import type { Json } from '../../base/canonical-json.js';
import { makeS10 } from '../../standards/s10/item-identifier.js';
import { giveSerials, type GivenRun } from '../../standards/s10/serial-range.js';
import { lockSeries, saveGiven, type SeriesRow } from '../../store/exports/export-series.js';
import { listExportsByItem } from '../../store/exports/exports.js';
import { takenTrackingNumbers } from '../../store/shipments/shipments.js';
import type { Tx } from '../../store/database/store.js';
import type { Mode } from '../../store/database/column-types.js';
import { ProblemError } from '../http/problem-error.js';

/** A service's series of a carrier. */
export interface OfSeries {
  readonly ownerId: string;
  readonly mode: Mode;
  readonly service: string; // indicator of UPU S10
  readonly now: Date;
}

/**
 * The next identifiers of a service. Those that a shipment has as its number, of whatever carrier, or an export of this one, are left out;
 * what was given is never given again.
 */
export async function drawItems(tx: Tx, series: OfSeries, count: number): Promise<string[]> {
  const items: string[] = [];
  // Twice as many each time, since what is taken lies together where carriers of one server begin at the same number.
  for (let wanted = count; items.length < count; wanted *= 2) {
    const serials = await takeSerials(tx, series, { wanted, needed: count - items.length });
    const made = serials.map((serial) => makeS10({ service: series.service, serial, country: 'IN' }));
    const taken = await takenTrackingNumbers(tx, made, series.mode);
    for (const { item } of await listExportsByItem(tx, series.ownerId, made)) taken.add(item ?? '');
    items.push(...made.filter((item) => !taken.has(item)));
  }
  return items.slice(0, count);
}

/** An identifier that a parcel brought is not given again. It goes before the others, so that the next one follows the last that was given. */
export async function noteSerial(tx: Tx, { now, ...of }: Omit<OfSeries, 'service'>, item: string): Promise<void> {
  const [service, serial] = [item.slice(0, 2), Number(item.slice(2, 10))];
  const rows = await lockSeries(tx, { ...of, service });
  const row = rows.find(({ first, last }) => first <= serial && serial <= last);
  if (row === undefined || givenOf(row).some((run) => run.first <= serial && serial <= run.last)) return;
  await saveGiven(tx, row, asJson([{ first: serial, last: serial, givenMs: now.getTime() }, ...givenOf(row)]));
}

/** Runs of serials that were given. */
export function givenOf({ given }: Pick<SeriesRow, 'given'>): readonly GivenRun[] {
  return given as unknown as readonly GivenRun[];
}

/** How many serials were given. */
export function countGiven(row: Pick<SeriesRow, 'given'>): number {
  return givenOf(row).reduce((sum, { first, last }) => sum + last - first + 1, 0);
}

const DAY_MS = 86_400_000;
/** Longer than anybody keeps a record: never. */
const NEVER_MONTHS = 12_000;

async function takeSerials(
  tx: Tx,
  { now, ...of }: OfSeries,
  { wanted, needed }: { readonly wanted: number; readonly needed: number },
): Promise<number[]> {
  const rows = (await lockSeries(tx, of)).filter(({ closed_at: closedAt }) => closedAt === null);
  const free = rows.reduce((sum, row) => sum + row.last - row.first + 1 - countGiven(row), 0);
  if (free < needed) {
    const message = `The ranges of ${of.service} have ${free} identifiers left; ${needed} are needed. Add a range.`;
    throw new ProblemError('conflict', message);
  }
  // By days, so that a series keeps a run a day and not one a parcel.
  const dayMs = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  const serials: number[] = [];
  for (const row of rows) {
    const count = Math.min(wanted - serials.length, row.last - row.first + 1 - countGiven(row));
    if (count <= 0) continue;
    const range = { service: of.service, country: 'IN', first: row.first, last: row.last, given: givenOf(row) };
    const answer = giveSerials(range, count, dayMs, NEVER_MONTHS);
    if (answer.status === 'exhausted') continue;
    await saveGiven(tx, row, asJson(joined(answer.range.given)));
    for (const run of answer.runs) for (let serial = run.first; serial <= run.last; serial++) serials.push(serial);
  }
  return serials;
}

function asJson(runs: readonly GivenRun[]): Json {
  return runs as unknown as Json;
}

/** Neighbouring runs of one day as one. */
function joined(runs: readonly GivenRun[]): GivenRun[] {
  const result: GivenRun[] = [];
  for (const run of runs) {
    const before = result.at(-1);
    if (before !== undefined && before.givenMs === run.givenMs && before.last + 1 === run.first) {
      result[result.length - 1] = { ...before, last: run.last };
    } else result.push(run);
  }
  return result;
}
