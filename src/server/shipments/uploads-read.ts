import type { WireFault } from '../../wire/http/problem.js';
import { NewShipmentSchema } from '../../wire/shipments/shipments.js';
import { parsePart } from '../http/parse-input.js';
import type { SentRow } from './book.js';
import { requestOfRow, UPLOAD_COLUMNS, type UploadRow } from './upload-rows.js';

/** Rows of a file as they are booked, those whose form is right; and what is wrong with the others. */
export interface ReadRows {
  readonly sent: readonly SentRow[]; // path: index of the row
  readonly faults: readonly WireFault[];
}

/** Rows as requests would say them, from one index up to another. */
export function readRows(
  rows: readonly UploadRow[],
  { party, minorPerMajor }: { readonly party: string; readonly minorPerMajor: number },
  [first, end]: readonly [number, number] = [0, rows.length],
): ReadRows {
  const sent: SentRow[] = [];
  const faults: WireFault[] = [];
  rows.slice(first, end).forEach((row, at) => {
    const index = first + at;
    const { line, fields } = row;
    if (fields.party !== undefined && fields.party !== party) {
      const message = 'is not your carrier';
      faults.push({ code: 'unknown_reference', message, line, column: 'party', value: fields.party, allowed: party });
      return;
    }
    const parsed = parsePart('body', NewShipmentSchema, requestOfRow(row, minorPerMajor));
    if (parsed.faults.length > 0) {
      faults.push(
        ...parsed.faults.map((fault) =>
          faultOfRow({ ...fault, pointer: `#/${index}${fault.pointer?.slice(1)}` }, rows),
        ),
      );
    } else sent.push({ sent: parsed.value as SentRow['sent'], path: [index] });
  });
  return { sent, faults };
}

/** A fault by line and column instead of a pointer. */
export function faultOfRow({ pointer, ...fault }: WireFault, rows: readonly UploadRow[]): WireFault {
  const [, index = '', ...keys] = (pointer ?? '').split('/');
  const key = keys.join('/');
  const column = Object.entries(UPLOAD_COLUMNS).find(([, to]) => to === key || to === keys[0])?.[0];
  const line = rows[Number(index)]?.line;
  return { ...fault, ...(line === undefined ? {} : { line }), ...(column === undefined ? {} : { column }) };
}

/** Index of the row that a fault is about. */
export function rowOfFault({ pointer }: WireFault): number {
  return Number((pointer ?? '').split('/')[1] ?? Number.NaN);
}
