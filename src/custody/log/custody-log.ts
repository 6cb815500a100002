import { assert } from '../../base/assert.js';
import { canonicalJson, type Json } from '../../base/canonical-json.js';
import { sha256, signText, keyIdOf } from '../../base/signing.js';
import type { CustodyEvent } from '../../domain/custody-event.js';
import type { ChainHead, CustodyRecord, PersonalOpening, SignedHead } from '../../domain/custody-record.js';

/** The next record of a shipment's log. `head` is the last one that there is, `undefined` for the first. */
export function nextRecord(
  shipment: string,
  head: ChainHead | undefined,
  what: { readonly body: Json; readonly recordedMs: number },
): CustodyRecord {
  assert(head === undefined || head.shipment === shipment, `the head of ${head?.shipment} cannot continue ${shipment}`);
  const record = {
    shipment,
    sequence: head === undefined ? 0 : head.sequence + 1,
    previous: head === undefined ? genesisOf(shipment) : head.hash,
    recordedMs: what.recordedMs,
    body: what.body,
  };
  return { ...record, hash: recordHash(record) };
}

/** What the first record of a shipment names as its predecessor. */
export function genesisOf(shipment: string): string {
  return sha256(`interline-custody-genesis-1\n${shipment}`);
}

/** Hash of everything in a record but the hash. */
export function recordHash(record: Omit<CustodyRecord, 'hash'>): string {
  return hashOfRecordText(record, canonicalJson(record.body));
}

/** The same of a record whose body is canonical JSON already. */
export function hashOfRecordText(
  { shipment, sequence, previous, recordedMs }: Omit<CustodyRecord, 'hash' | 'body'>,
  bodyText: string,
): string {
  const rest = canonicalJson({ previous, recordedMs, sequence, shipment }).slice(1);
  return sha256(`interline-custody-record-1\n{"body":${bodyText},${rest}`); // `body` comes first in order
}

export function headOf({ shipment, sequence, hash }: CustodyRecord): ChainHead {
  return { shipment, sequence, hash };
}

/** A head signed with a party's private key. */
export function signHead(
  head: ChainHead,
  by: { readonly party: string; readonly privatePem: string; readonly signedMs: number },
): SignedHead {
  const unsigned = { ...head, party: by.party, key: keyIdOf(by.privatePem), signedMs: by.signedMs };
  return { ...unsigned, signature: signText(headText(unsigned), by.privatePem) };
}

/** What a signed head signs. */
export function headText({ shipment, sequence, hash, party, key, signedMs }: Omit<SignedHead, 'signature'>): string {
  return `interline-custody-head-1\n${canonicalJson({ shipment, sequence, hash, party, key, signedMs })}`;
}

/** An event as it goes into a log, and what of it is kept apart. */
export interface SealedEvent {
  readonly body: Json;
  readonly openings: readonly PersonalOpening[];
}

/**
 * An event without its personal data: of each personal field the body holds only a salted hash. The log proves the
 * plain text while it is kept, and reveals nothing once text and salt are erased. `newSalt` gives at least 16 random
 * bytes in hex, new ones at each call.
 */
export function sealEvent(event: CustodyEvent, newSalt: () => string): SealedEvent {
  const { personal, ...plain } = event;
  const openings = Object.entries(personal ?? {}).map(([field, value]) => ({ field, salt: newSalt(), value }));
  const commitments = Object.fromEntries(openings.map((opening) => [opening.field, commitmentOf(opening)]));
  const body = { ...plain, ...(openings.length === 0 ? {} : { personal: commitments }) };
  return { body: body as unknown as Json, openings };
}

/** The event that a sealed body holds, with as much of its personal data as openings are left. */
export function openEvent(body: Json, openings: readonly PersonalOpening[]): CustodyEvent {
  const { personal: _, ...plain } = body as unknown as CustodyEvent;
  if (openings.length === 0) return plain;
  return { ...plain, personal: Object.fromEntries(openings.map(({ field, value }) => [field, value])) };
}

/** Salted hash of a personal field. */
export function commitmentOf({ field, salt, value }: PersonalOpening): string {
  assert(/^[0-9a-f]{32,}$/.test(salt), 'a salt is at least 16 bytes in hex');
  return sha256(`interline-personal-1\n${canonicalJson({ field, salt, value })}`);
}
