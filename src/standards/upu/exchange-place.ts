import { z } from 'zod';
import { DAILY, WEEKDAYS } from '../../base/civil-time.js';
import type { Parsed } from '../parsed.js';
import { readTable, type Table } from '../tables/table.js';

/** An office of exchange where it stands: when it closes despatches, and how long customs take there. */
export interface ExchangePlace {
  readonly code: string; // IMPC code of six characters
  readonly name: string;
  readonly lat: number; // degrees
  readonly lon: number; // degrees
  /** Ready by then on one of these days, it is presented that day. */
  readonly cutOffSec: number; // of the local day
  readonly days: number; // weekday mask
  /** From the cut-off to despatch. */
  readonly clearanceHours: { readonly least: number; readonly most: number };
}

const ROW = z.strictObject({
  code: z.string().regex(/^[A-Z]{2}[A-Z0-9]{4}$/),
  name: z.string().min(1),
  lat: z.number().min(-90).max(90),
  lon: z.number().min(-180).max(180),
  cutOff: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is no time such as 16:00'),
  days: z.array(z.enum(WEEKDAYS)).min(1),
  clearanceHours: z
    .tuple([z.number().min(0), z.number().max(2000)])
    .refine(([least, most]) => least <= most, 'is not from the least to the most'),
});

type Row = z.infer<typeof ROW>;

/** Reads a table of offices such as `data/exchange-offices.json`: `cutOff` as `16:00`, `days` by name, `clearanceHours` as two numbers. */
export function readExchangePlaces(text: string): Parsed<Table<ExchangePlace>> {
  const table = readTable<Row>(text, ROW, (row) => row.code);
  if (table.status === 'refused') return table;
  const rows = table.value.rows.map(({ cutOff, days, clearanceHours: [least, most], ...row }) => ({
    ...row,
    cutOffSec: Number(cutOff.slice(0, 2)) * 3600 + Number(cutOff.slice(3)) * 60,
    days: WEEKDAYS.reduce((mask, day, bit) => (days.includes(day) ? mask | (1 << bit) : mask), 0) & DAILY,
    clearanceHours: { least, most },
  }));
  return { status: 'valid', value: { ...table.value, rows } };
}
