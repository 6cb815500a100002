import type { z } from '@hono/zod-openapi';
import { EVENT_KINDS, EVENT_SOURCES } from '../../domain/custody-event.js';
import { idPattern } from '../../domain/ids.js';
import type { NewEventSchema } from '../../wire/custody/events.js';

/**
 * True for most events that `NewEventSchema` accepts, and for no other: those with plain values only, at a time of the first 28 days of a
 * month. The schema stays what counts; this saves scanners, which send by the thousand, most of its time. Whatever is not plain
 * is shown to the schema, which also says what is wrong.
 */
export function isPlainEvent(row: unknown): row is SentEvent {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return false;
  const sent = row as Readonly<Record<string, unknown>>;
  for (const key of Object.keys(sent)) {
    const check = CHECKS.get(key);
    if (check === undefined || !check(sent[key])) return false;
  }
  return sent['device_at'] !== undefined;
}

type Check = (value: unknown) => boolean;

const SHIPMENT = idPattern('shipment');
const INSTANT =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;
const VISIBLE = /^[\x21-\x7e]+$/;
const KINDS: ReadonlySet<unknown> = new Set(EVENT_KINDS);
const SOURCES: ReadonlySet<unknown> = new Set(EVENT_SOURCES);

const CHECKS: ReadonlyMap<string, Check> = new Map<string, Check>([
  ['id', visible(128)],
  ['shipment_id', (value) => typeof value === 'string' && SHIPMENT.test(value)],
  ['tracking_number', (value) => typeof value === 'string' && value.length <= 40],
  ['kind', (value) => KINDS.has(value)],
  ['device_at', (value) => typeof value === 'string' && INSTANT.test(value)],
  ['place', visible(200)],
  ['source', (value) => SOURCES.has(value)],
  ['actor', visible(100)],
  ['reason', visible(60)],
  ['counterparty', visible(100)],
  ['handover', visible(100)],
  ['container', visible(100)],
  ['weight_g', (value) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 1_000_000],
]);

function visible(lengthMax: number): Check {
  return (value) => typeof value === 'string' && value.length <= lengthMax && VISIBLE.test(value);
}

export type SentEvent = z.output<typeof NewEventSchema>;
