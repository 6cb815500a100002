import type { CustodyEvent, RawCode } from '../../domain/custody-event.js';
import { meaningOf } from './carrier-codes.js';
import { eventIdOf } from './event-order.js';
import { reasonOfUpu } from './reasons.js';

/** What a carrier reports in its own code. */
export type CarrierReport = Omit<CustodyEvent, 'id' | 'kind' | 'source' | 'raw' | 'reason'> & {
  readonly id?: string | undefined; // the carrier's own, where it gives one
  readonly raw: RawCode;
  readonly reason?: string | undefined; // our word, or a UPU number of non-delivery
};

/**
 * The event that a carrier's report stands for, with its code kept. A code that no table knows is `noted`, so that nothing
 * a carrier says is lost; the report sent twice is one event, also where the carrier gives no ids.
 */
export function carrierEvent(report: CarrierReport): CustodyEvent {
  const { id, raw, reason, ...told } = report;
  const meaning = meaningOf(raw) ?? meaningOf({ list: 'words', code: raw.code });
  const named = reason === undefined ? undefined : (reasonOfUpu(reason) ?? reason);
  const event = { ...told, raw, kind: meaning?.kind ?? ('noted' as const), reason: named ?? meaning?.reason };
  return { ...event, source: 'carrier', id: id ?? eventIdOf({ ...event, source: 'carrier' }) };
}
