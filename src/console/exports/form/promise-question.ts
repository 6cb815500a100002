import { askedOf, instantOf, type AskedWithin } from '../../promises/promise-question.js';
import type { Declaration } from '../wire-types.js';

/** What is asked of the server about the way of a parcel to an office of exchange. */
export interface ExportQuestion {
  readonly product: string;
  readonly origin: string; // PIN
  readonly country: string;
  readonly weight_g: number;
  readonly longest_side_cm?: number;
  readonly ready_at?: string;
}

/** Grams that can be asked about. */
const GRAMS_MAX = 1_000_000;

/**
 * The question about a declaration: from the post office of booking, or else from where the sender lives. Undefined while the country, the
 * PIN or the weight is not known. Where the timetable does not run now, its first morning is asked about.
 */
export function questionOf(declaration: Declaration, within: AskedWithin, now: Date): ExportQuestion | undefined {
  const { booking_pin: booked, exporter, addressee, gross_weight_g: grams = 0 } = declaration;
  const origin = [booked, exporter?.pin].map((pin) => (pin ?? '').replaceAll(' ', '')).find(isPin);
  const country = addressee?.country ?? '';
  const [product] = within.products;
  const isWeighed = Number.isInteger(grams) && grams >= 1 && grams <= GRAMS_MAX;
  if (origin === undefined || product === undefined || !/^[A-Z]{2}$/.test(country) || !isWeighed) return undefined;
  const { at } = askedOf({}, within, now);
  const readyAt = at === '' ? undefined : instantOf(at, within.timeZone);
  const longestMm = Math.max(declaration.length_mm ?? 0, declaration.width_mm ?? 0, declaration.height_mm ?? 0);
  return {
    product,
    origin,
    country,
    weight_g: grams,
    ...(longestMm < 1 ? {} : { longest_side_cm: Math.ceil(longestMm / 10) }),
    ...(readyAt === undefined ? {} : { ready_at: readyAt }),
  };
}

function isPin(text: string): boolean {
  return /^[1-9]\d{5}$/.test(text);
}
