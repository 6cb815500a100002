import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '../../base/canonical-json.js';
import { EVENT_KINDS, type CustodyEvent, type OrderKey } from '../../domain/custody-event.js';

/** A device clock may be this far ahead of the server before it is not believed. */
export const CLOCK_AHEAD_MS = 2 * 60_000;

/**
 * The moment that counts of an event: the device's, because scans may arrive days later; but the server's when the
 * device's clock was ahead, because nothing reaches a server before it has happened.
 */
export function momentOf({ deviceMs, serverMs }: { readonly deviceMs: number; readonly serverMs: number }): number {
  return deviceMs > serverMs + CLOCK_AHEAD_MS ? serverMs : deviceMs;
}

/** Total order of different events: moment, then kind in the order of `EVENT_KINDS`, then party, then id. */
export function compareEvents(a: OrderKey, b: OrderKey): number {
  return (
    momentOf(a) - momentOf(b) ||
    RANK[a.kind] - RANK[b.kind] ||
    compareTexts(a.party, b.party) ||
    compareTexts(a.id, b.id)
  );
}

/** -1, 0 or 1 by UTF-16 code units, the same on every machine. */
export function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** What was done at some place and told to a server, maybe later and maybe several times. */
export interface Told {
  readonly id: string; // the same for every copy
  readonly deviceMs: number;
  readonly serverMs: number;
  readonly personal?: Readonly<Record<string, string>> | undefined;
}

/** Something of which copies arrived, at least one. */
export interface Merged<T extends Told> {
  readonly event: T;
  readonly conflicting: boolean; // copies of one id said different things
}

/**
 * One event or act for each id, whatever the order and number of copies: the copy that reached a server first, of several
 * at the same moment the one whose text sorts first.
 */
export function mergeCopies<T extends Told>(events: Iterable<T>): Merged<T>[] {
  const byId = new Map<string, Merged<T>>();
  for (const event of events) {
    const known = byId.get(event.id);
    if (known === undefined) {
      byId.set(event.id, { event, conflicting: false });
      continue;
    }
    const [text, knownText] = [contentOf(event), contentOf(known.event)];
    const order =
      event.serverMs - known.event.serverMs ||
      compareTexts(text, knownText) ||
      compareTexts(personalOf(event), personalOf(known.event));
    byId.set(event.id, {
      event: order < 0 ? event : known.event,
      conflicting: known.conflicting || text !== knownText,
    });
  }
  return [...byId.values()];
}

/**
 * An id made of what happened, for carriers that give none: the same report sent twice has the same id. Server time,
 * evidence and personal data do not count.
 */
export function eventIdOf(event: Omit<CustodyEvent, 'id' | 'serverMs'>): string {
  const { shipment, kind, party, deviceMs, place, raw, reason, counterparty, handover, container, weightG, voids } =
    event;
  const content: Json = {
    shipment, kind, party, deviceMs, place, reason, counterparty, handover, container, weightG, voids,
    raw: raw === undefined ? undefined : { ...raw },
  }; // prettier-ignore
  return `ev_${createHash('sha256').update(canonicalJson(content)).digest('hex').slice(0, 32)}`;
}

const RANK = Object.fromEntries(EVENT_KINDS.map((kind, rank) => [kind, rank])) as Record<CustodyEvent['kind'], number>;

/** What copies of an event must agree on. */
export function contentOf(event: Told): string {
  const { serverMs: _, personal: __, ...content } = event;
  return canonicalJson(content);
}

function personalOf({ personal }: Told): string {
  return canonicalJson(personal ?? {});
}
