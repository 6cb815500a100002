import { randomInt } from 'node:crypto';
import {
  makeTrackingNumber,
  parseTrackingNumber,
  RANDOM_DIGITS,
  type NumberIssuer,
} from '../../standards/tracking/tracking-number.js';
import { takenTrackingNumbers } from '../../store/shipments/shipments.js';
import type { Tx } from '../../store/database/store.js';
import type { Mode } from '../../store/database/column-types.js';
import type { WireFault } from '../../wire/http/problem.js';
import { pointerTo } from '../http/parse-input.js';

/** A parcel that needs a number, or brings one. */
export interface Unnumbered {
  readonly sent: { readonly tracking_number?: string | undefined };
  readonly path: readonly (string | number)[]; // into the body
}

export interface Numbering {
  readonly numbers: readonly string[]; // in the order of the rows
  readonly faults: readonly WireFault[];
}

/** A number for each parcel: its own, where it brings one that is free and right, or a new one. */
export async function numberParcels(
  tx: Tx,
  { issuer, mode }: { readonly issuer: NumberIssuer; readonly mode: Mode },
  rows: readonly Unnumbered[],
): Promise<Numbering> {
  const faults: WireFault[] = [];
  const numbers = rows.map(() => '');
  const owners = new Map<string, number>(); // row by number
  rows.forEach(({ sent, path }, row) => {
    if (sent.tracking_number === undefined) return;
    const fault = (code: string, message: string, allowed?: string): void => {
      const place = { pointer: pointerTo([...path, 'tracking_number']), value: sent.tracking_number ?? '' };
      faults.push({ code, message, ...place, ...(allowed === undefined ? {} : { allowed }) });
    };
    const read = parseTrackingNumber(sent.tracking_number);
    if (read.status === 'refused') fault('bad_format', read.refusal.message, read.refusal.allowed);
    else if (owners.has(read.value)) fault('duplicate_id', 'is sent twice');
    else {
      numbers[row] = read.value;
      owners.set(read.value, row);
    }
  });
  for (const number of await taken(tx, [...owners.keys()], mode)) {
    const row = rows[owners.get(number) ?? 0];
    const pointer = pointerTo([...(row?.path ?? []), 'tracking_number']);
    faults.push({ code: 'already_used', message: 'another shipment has this number', pointer, value: number });
  }
  if (faults.length === 0) await drawNumbers(tx, { issuer, mode }, numbers, new Set(owners.keys()));
  return { numbers, faults };
}

/** Fills the empty places. Numbers that are taken are drawn again: of a post's hundred million, many may be. */
async function drawNumbers(
  tx: Tx,
  { issuer, mode }: { readonly issuer: NumberIssuer; readonly mode: Mode },
  numbers: string[],
  used: Set<string>,
): Promise<void> {
  for (;;) {
    const drawn: number[] = [];
    numbers.forEach((number, row) => {
      if (number !== '') return;
      let next = draw(issuer);
      while (used.has(next)) next = draw(issuer);
      used.add(next);
      numbers[row] = next;
      drawn.push(row);
    });
    if (drawn.length === 0) return;
    const gone = await taken(
      tx,
      drawn.map((row) => numbers[row] ?? ''),
      mode,
    );
    if (gone.size === 0) return;
    for (const row of drawn) if (gone.has(numbers[row] ?? '')) numbers[row] = '';
  }
}

function draw(issuer: NumberIssuer): string {
  return makeTrackingNumber(issuer, String(randomInt(10 ** RANDOM_DIGITS)).padStart(RANDOM_DIGITS, '0'));
}

async function taken(tx: Tx, numbers: readonly string[], mode: Mode): Promise<ReadonlySet<string>> {
  return numbers.length === 0 ? new Set() : takenTrackingNumbers(tx, numbers, mode);
}
