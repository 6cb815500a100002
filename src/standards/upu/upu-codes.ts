import { z } from 'zod';
import { refused, valid, type Parsed } from '../parsed.js';
import { readTable, type Sourced } from '../tables/table.js';

/**
 * How far an item that goes abroad is, as its postal events tell. The first are before it is exported; `held` and `held_abroad` are pauses,
 * `refused_export` and `import_ended` ends.
 */
export const MILESTONES = [
  'booked',
  'at_export_office',
  'presented',
  'held',
  'let_export',
  'refused_export',
  'despatched',
  'in_transit',
  'arrived_abroad',
  'import_customs',
  'held_abroad',
  'in_delivery',
  'attempted',
  'awaiting_collection',
  'delivered',
  'import_ended',
] as const;
export type Milestone = (typeof MILESTONES)[number];

/** An item event of the message EMSEVT version 3 (UPU standard M40). */
export interface UpuEvent extends Sourced {
  readonly code: string; // such as EMA
  readonly meaning: string;
  readonly milestone: Milestone;
  /** An event of this kind tells why, and what is done about it. */
  readonly asksReason: boolean;
  /** Of several events of a milestone, the one we write. */
  readonly isWritten: boolean;
}

/** A code of one of the other lists. */
export interface UpuCode extends Sourced {
  readonly code: string;
  readonly meaning: string;
}

/** An office of exchange: six characters of the international mail processing centre list (UPU code list 108). */
export interface ExchangeOffice extends Sourced {
  readonly code: string;
  readonly name: string;
}

/** All code lists of the Universal Postal Union that exports need. */
export interface UpuCodes {
  readonly events: readonly UpuEvent[];
  /** Why an item could not be delivered (EMH) or is held by import customs (EME). */
  readonly reasons: readonly UpuCode[];
  /** What is done about it. */
  readonly measures: readonly UpuCode[];
  /** Code list 115: one letter. */
  readonly mailCategories: readonly UpuCode[];
  /** Code list 117: two letters. */
  readonly mailSubclasses: readonly UpuCode[];
  /** Status codes of a carrier's answer RESDIT. */
  readonly transportStatuses: readonly UpuCode[];
  readonly exchangeOffices: readonly ExchangeOffice[];
}

const coded = (code: RegExp): z.ZodObject<{ code: z.ZodString; meaning: z.ZodString }> =>
  z.strictObject({ code: z.string().regex(code), meaning: z.string().min(1) });

const EVENT = z.strictObject({
  code: z.string().regex(/^[EX][A-Z]{2}$/),
  meaning: z.string().min(1),
  milestone: z.enum(MILESTONES),
  asksReason: z.boolean().default(false),
  isWritten: z.boolean().default(false),
});

const OFFICE = z.strictObject({ code: z.string().regex(/^[A-Z]{2}[A-Z0-9]{4}$/), name: z.string().min(1) });

/** Reads the code lists: a JSON object whose members are tables. */
export function readUpuCodes(text: string): Parsed<UpuCodes> {
  const parts = partsOf(text);
  if (parts === undefined) return refused('the code lists are no JSON object');
  const faults: string[] = [];
  const rows = <Row extends { readonly code: string }>(
    name: keyof UpuCodes,
    shape: z.ZodObject<z.ZodRawShape> & z.ZodType<Row>,
  ): readonly (Row & Sourced)[] => {
    const table = readTable<Row>(JSON.stringify(parts[name] ?? null), shape, (row) => row.code);
    if (table.status === 'valid') return table.value.rows;
    faults.push(`${name}: ${table.refusal.message}`);
    return [];
  };
  const codes: UpuCodes = {
    events: rows('events', EVENT),
    reasons: rows('reasons', coded(/^\d\d$/)),
    measures: rows('measures', coded(/^[A-Z]$/)),
    mailCategories: rows('mailCategories', coded(/^[A-Z]$/)),
    mailSubclasses: rows('mailSubclasses', coded(/^[A-Z]{2}$/)),
    transportStatuses: rows('transportStatuses', coded(/^\d{1,3}$/)),
    exchangeOffices: rows('exchangeOffices', OFFICE),
  };
  const written = codes.events.filter((event) => event.isWritten).map((event) => event.milestone);
  const twice = written.find((milestone, index) => written.indexOf(milestone) !== index);
  if (twice !== undefined) faults.push(`events: two are written for ${twice}`);
  return faults.length > 0 ? refused(faults.join('; ')) : valid(codes);
}

function partsOf(text: string): Record<string, unknown> | undefined {
  try {
    const json = JSON.parse(text) as unknown;
    return typeof json === 'object' && json !== null && !Array.isArray(json) ? { ...json } : undefined;
  } catch {
    return undefined;
  }
}
