import { z } from 'zod';
import { refused, valid, type Parsed } from '../parsed.js';
import { isS10 } from '../s10/item-identifier.js';
import { parseS8 } from '../s8/despatch.js';
import { parseS9 } from '../s9/receptacle.js';

/** Text without control characters, from one character to some, without blanks around it. */
export const text = (lengthMax: number): z.ZodString =>
  z
    .string()
    .min(1)
    .max(lengthMax)
    .regex(/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}\uFEFF]*$/u, 'has a control character')
    .regex(/^\S(?:.*\S)?$/u, 'has blanks around it');

/** A moment with its offset from UTC, to the minute: `2026-11-23T18:05+05:30`. */
export const moment = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d[+-]\d\d:\d\d$/, 'is no moment such as 2026-11-23T18:05+05:30')
  .refine(isMoment, 'is no moment of the calendar');

/** A postal item (UPU S10), with the right check digit. */
export const item = z.string().refine(isS10, 'is no item identifier with a right check digit');

/** A receptacle (UPU S9). */
export const receptacle = z
  .string()
  .refine((id) => /^\S{29}$/.test(id) && parseS9(id).status === 'valid' && isUpper(id), {
    message: 'is no receptacle identifier',
  });

/** A despatch (UPU S8). */
export const despatch = z
  .string()
  .refine((id) => /^\S{20}$/.test(id) && parseS8(id).status === 'valid' && isUpper(id), {
    message: 'is no despatch identifier',
  });

/** An office of exchange, or another place by its code. */
export const office = z.string().regex(/^[A-Z]{2}[A-Z0-9]{4}$/, 'is no office of exchange such as INBOMA');
export const place = z.string().regex(/^[A-Z0-9]{2,8}$/, 'is no code of a place');
export const country = z.string().regex(/^[A-Z]{2}$/, 'is no country of two letters');
export const currency = z.string().regex(/^[A-Z]{3}$/, 'is no currency of three letters');
export const consignment = z.string().regex(/^[A-Z0-9]{1,12}$/, 'is no consignment identifier');
export const weightG = z.number().int().min(0).max(99_999_999);
export const amountMinor = z.number().int().min(0).max(999_999_999_999);

/** How mail travels. */
export const MODES = ['air', 'sea', 'rail', 'road'] as const;

/** One stretch of the way, by one vehicle. */
export const leg = z.strictObject({
  mode: z.enum(MODES),
  /** Code of the carrier and of its service: `AI`, `AI131`. */
  carrier: text(17).optional(),
  service: text(17),
  from: place,
  to: place,
  departs_at: moment,
  arrives_at: moment.optional(),
});
export type Leg = z.infer<typeof leg>;

/** Reads a document by its shape; a refusal names every field at fault, up to ten. */
export function readShape<T>(shape: z.ZodType<T>, document: unknown): Parsed<T> {
  const read = shape.safeParse(document);
  if (read.success) return valid(read.data);
  const faults = read.error.issues.slice(0, 10).map(({ path, message }) => `${path.join('.')}: ${message}`);
  return refused(faults.join('; '));
}

function isMoment(told: string): boolean {
  const local = `${told.slice(0, 16)}Z`;
  const ms = Date.parse(local);
  const [hours, minutes] = [Number(told.slice(17, 19)), Number(told.slice(20, 22))];
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(told.slice(0, 16)) && hours <= 14 && minutes <= 59;
}

function isUpper(id: string): boolean {
  return id === id.toUpperCase();
}
