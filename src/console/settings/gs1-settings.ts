import type { z } from '@hono/zod-openapi';
import type { GS1SettingsSchema } from '../../wire/docks/containers.js';

export type Gs1Settings = z.infer<typeof GS1SettingsSchema>;

/** Digits as they are typed. */
export interface Gs1Draft {
  readonly prefix: string;
  readonly extension: string;
  /** Empty: after the last number that was given. */
  readonly serial: string;
}

type Field = 'company_prefix' | 'extension' | 'next_serial';

/** What is to be set, undefined while something is wrong; and which fields are. */
export function readGs1({ prefix, extension, serial }: Gs1Draft): {
  readonly body: (Omit<Gs1Settings, 'next_serial'> & { readonly next_serial?: number }) | undefined;
  readonly wrong: ReadonlySet<Field>;
} {
  const typed = prefix.replaceAll(/[\s-]/g, '');
  const wrong = new Set<Field>();
  if (!/^\d{6,12}$/.test(typed)) wrong.add('company_prefix');
  if (!/^\d$/.test(extension.trim())) wrong.add('extension');
  const isSerial = /^\d{0,9}$/.test(serial.trim());
  if (!isSerial || (!wrong.has('company_prefix') && Number(serial) >= serialsOf(typed))) wrong.add('next_serial');
  if (wrong.size > 0) return { body: undefined, wrong };
  const next = serial.trim() === '' ? {} : { next_serial: Number(serial) };
  return { body: { company_prefix: typed, extension: Number(extension), ...next }, wrong };
}

/** How many serials a prefix leaves room for in an SSCC (GS1 General Specifications, section 2.2.1), as far as this server counts. */
export function serialsOf(prefix: string): number {
  return Math.min(10 ** (16 - prefix.length), 1_000_000_000);
}
