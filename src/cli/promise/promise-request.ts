import { DAY_SEC, formatLocal, parseClock, parseDate, type Calendar } from '../../base/civil-time.js';
import { InputError, type Fault } from '../../base/input-error.js';
import type { Workspace } from '../../domain/workspace.js';
import { didYouMean } from '../../base/did-you-mean.js';
import { parseGoods, parseInstant } from '../../feed/tables/values.js';
import { GOODS } from '../../domain/network.js';
import type { PromiseRequest } from '../../planner/promise/promise-request.js';

/** Options of `interline promise` as typed. */
export interface PromiseOptions {
  readonly at?: string;
  readonly weight: number; // grams
  readonly volume: number; // millilitres
  readonly longestSide: number; // centimetres, 0 when not known
  readonly product?: string;
  readonly cod: number; // major money
  readonly goods: string;
}

/** The request that a command line means. Throws an InputError with everything that is wrong with it. */
export function promiseRequest(
  workspace: Workspace,
  dir: string,
  of: { from: string; to: string; options: PromiseOptions },
): PromiseRequest {
  const faults: Fault[] = [];
  const fault = (column: string, value: string, about: Partial<Fault> & { message: string }): number => {
    faults.push({ code: 'unknown_value', severity: 'error', file: dir, column, value, ...about });
    return 0;
  };
  const { network } = workspace;
  const code = (column: string, text: string): number => {
    const index = network.postalCodes.indexOf(text);
    if (index >= 0) return index;
    const suggestion = didYouMean(text, network.postalCodes);
    return fault(column, text, {
      code: 'unknown_reference',
      message: 'is no postal code of the workspace',
      ...(suggestion === undefined ? {} : { suggestion }),
    });
  };
  const facility = facilityIndex(workspace, of.from);
  const parcel = parcelOf(workspace, of.options, fault);
  const request: PromiseRequest = {
    from:
      facility === undefined ? { kind: 'code', index: code('FROM', of.from) } : { kind: 'facility', index: facility },
    to: code('TO', of.to),
    ...parcel,
  };
  if (faults.length > 0) throw new InputError(faults);
  return request;
}

/** What the options say about the parcel, whichever way it goes; faults go to `fault`. */
export function parcelOf(
  workspace: Workspace,
  options: PromiseOptions,
  fault: (column: string, value: string, about: Partial<Fault> & { message: string }) => number,
): Omit<PromiseRequest, 'from' | 'to'> {
  const { products } = workspace;
  const ids = products.map(({ id }) => id);
  let product = options.product === undefined ? 0 : ids.indexOf(options.product);
  if (product < 0) {
    product = fault('--product', options.product ?? '', {
      code: 'unknown_reference',
      message: 'is no product of the workspace',
      allowed: ids.join(', '),
    });
  }
  const goods = parseGoods(options.goods);
  if (goods.unknown.length > 0) {
    fault('--goods', goods.unknown.join(' '), { message: 'is not a kind of goods', allowed: GOODS.join(', ') });
  }
  return {
    atSec: options.at === undefined ? workspace.plannedAtSec : momentOf(workspace, options.at, fault),
    g: options.weight,
    ml: options.volume,
    longestSideCm: options.longestSide,
    product,
    codAmount: Math.round(options.cod * workspace.minorPerMajor),
    goods: goods.mask,
  };
}

/** Seconds of `2026-11-23T18:00:00+05:30`, or of `2026-11-23 18:00` in the workspace's zone. */
function momentOf(
  workspace: Workspace,
  text: string,
  fault: (column: string, value: string, about: { code: string; message: string; allowed?: string }) => number,
): number {
  const { calendar } = workspace;
  const instant = parseInstant(text);
  const sec = instant === undefined ? localSec(calendar, text) : Math.round((instant - calendar.startMs) / 1000);
  if (sec === undefined) {
    const allowed = 'YYYY-MM-DD HH:MM in the workspace’s time zone, or RFC 3339 with an offset';
    return fault('--at', text, { code: 'bad_instant', message: 'is not a moment', allowed });
  }
  const end = calendar.dayStartSec[calendar.dayCount];
  if (sec >= 0 && sec < end) return sec;
  const allowed = `${formatLocal(calendar, 0)} to ${formatLocal(calendar, end - 60)}`;
  return fault('--at', text, { code: 'out_of_range', message: 'is outside the horizon', allowed });
}

function localSec(calendar: Calendar, text: string): number | undefined {
  const [date = '', clock = ''] = text.trim().split(/[ T]/);
  const epochDay = parseDate(date);
  const clockSec = parseClock(clock);
  if (epochDay === undefined || clockSec === undefined) return undefined;
  const day = epochDay - calendar.firstDay;
  return (calendar.dayStartSec[day] ?? day * DAY_SEC) + clockSec;
}

/** Facility of `party:stop_id`, or of a stop_id that only one party has; undefined when it is neither. */
function facilityIndex(workspace: Workspace, text: string): number | undefined {
  const { facilities, postalCodes } = workspace.network;
  if (postalCodes.includes(text)) return undefined;
  const colon = text.indexOf(':');
  const party = workspace.parties.findIndex(({ id }) => id === text.slice(0, Math.max(0, colon)));
  const id = party < 0 ? text : text.slice(colon + 1);
  const found: number[] = [];
  facilities.id.forEach((known, facility) => {
    if (known === id && (party < 0 || facilities.party[facility] === party)) found.push(facility);
  });
  return found.length === 1 ? found[0] : undefined;
}
