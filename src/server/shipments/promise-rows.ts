import { quickPromise } from '../../planner/promise/promise.js';
import type { NewShipment } from '../../store/shipments/shipments.js';
import type { WireFault } from '../../wire/http/problem.js';
import { pointerTo } from '../http/parse-input.js';
import { horizonText, isInHorizon, questionOf, type SentParcel } from '../quotes/promise-question.js';
import type { OpenDesk } from '../quotes/quote-desk.js';
import { answerOf } from '../quotes/quotes.js';
import type { ReferenceData } from '../reference-data.js';

/** A parcel to be booked; everything it refers to is there. */
export interface PromisedRow {
  readonly sent: SentParcel & { readonly promised_by?: string | undefined; readonly accept_unpromised: boolean };
  readonly path: readonly (string | number)[]; // into the body
}

/** Who asks the timetable. */
export interface Asking {
  readonly open: OpenDesk;
  readonly reference: ReferenceData;
  readonly party: number;
}

export type RowPromise = Pick<NewShipment, 'promisedBy' | 'promisedUnder'>;

/** Rows whose reasons are told; finding them asks the timetable again in full. */
const REASONED_MAX = 100;

/** What is promised for each parcel, and which parcels no carrier can carry. */
export function promiseRows(
  asking: Asking,
  rows: readonly PromisedRow[],
): { readonly promises: RowPromise[]; readonly faults: WireFault[] } {
  const faults: WireFault[] = [];
  let refused = 0;
  const promises = rows.map((row) => {
    const found = promiseOf(asking, row);
    if (found === undefined && !row.sent.accept_unpromised) faults.push(...whyNot(asking, row, refused++));
    return found ?? { promisedBy: row.sent.promised_by, promisedUnder: undefined };
  });
  return { promises, faults };
}

function promiseOf({ open, reference, party }: Asking, { sent }: PromisedRow): RowPromise | undefined {
  const { workspace, desk, origins, version } = open;
  const question = questionOf(reference, party, sent);
  if (question === undefined || !isInHorizon(workspace, question.atSec)) return undefined;
  const found = quickPromise(desk, origins, question, party);
  if (found === undefined) return undefined;
  if (sent.promised_by !== undefined) return { promisedBy: sent.promised_by, promisedUnder: undefined };
  return {
    promisedBy: new Date(workspace.calendar.startMs + found.deliveredSec * 1000).toISOString(),
    promisedUnder: found.interlined ? version : undefined,
  };
}

/** Every way that is closed to a parcel, as faults. */
function whyNot({ open, reference, party }: Asking, { sent, path }: PromisedRow, refusedBefore: number): WireFault[] {
  const pointer = pointerTo(path);
  const question = questionOf(reference, party, sent);
  if (question === undefined || refusedBefore >= REASONED_MAX) {
    return [{ code: 'not_promised', message: 'no carrier can carry it', pointer }];
  }
  if (!isInHorizon(open.workspace, question.atSec)) {
    const message = 'the timetable does not know the moment when it is ready';
    const place = { pointer: pointerTo([...path, 'ready_at']), value: sent.ready_at };
    return [{ code: 'beyond_horizon', message, ...place, allowed: horizonText(open.workspace) }];
  }
  return answerOf(open, question, party).ineligible.map((way) => ({
    code: way.code,
    message: `${way.party} ${way.interlined ? 'with its partner' : 'alone'}: ${way.words}`,
    pointer,
    suggestion: SUGGESTION,
  }));
}

const SUGGESTION = 'Send accept_unpromised to book it all the same, without a promise.';
