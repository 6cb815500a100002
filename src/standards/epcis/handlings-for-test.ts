import fc from 'fast-check';
import { EVENT_KINDS } from '../../domain/custody-event.js';
import { gs1Link } from '../gs1/digital-link.js';
import { makeGln, makeSscc } from '../gs1/keys.js';
import { ownUri, type Handling } from './handling-event.js';

const PREFIX = '8901234';
export const PLACE = gs1Link('414', makeGln(PREFIX, 12));
export const CARRIER = gs1Link('417', makeGln(PREFIX, 0));
export const POST = ownUri('party', 'post');
export const BAG = gs1Link('00', makeSscc({ extension: 0, companyPrefix: PREFIX, serial: 7 }));
export const ITEMS = [ownUri('parcel', 'EE123456785IN'), ownUri('parcel', 'CP 1/2')];
export const AT = Date.UTC(2026, 10, 23, 12, 35);

/** Any handling that could be asked for. */
export const handlings = fc
  .record({
    kind: fc.constantFrom(...EVENT_KINDS),
    atMs: fc.integer({ min: 0, max: 4e12 }),
    offsetMin: fc.integer({ min: -840, max: 840 }),
    items: fc.uniqueArray(fc.constantFrom(...ITEMS, BAG), { minLength: 1 }),
    container: fc.boolean(),
    flags: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean(), fc.boolean()),
    weightG: fc.integer({ min: 1, max: 35_000 }),
    reason: fc.string(),
  })
  .filter(({ kind }) => kind !== 'voided')
  .map(({ kind, atMs, offsetMin, items, container, flags, weightG, reason }): Handling => {
    const [closed, mismatch, parties, more] = flags;
    return {
      kind: kind as Handling['kind'],
      atMs,
      offsetMin,
      items,
      who: CARRIER,
      closed,
      mismatch,
      ...(container ? { container: BAG } : {}),
      ...(parties ? { counterparty: POST, manifest: ownUri('manifest', 'M-1') } : {}),
      ...(more ? { where: PLACE, reason } : {}),
      ...(items.length === 1 ? { weightG } : {}),
    };
  });
