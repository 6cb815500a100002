import type { Json } from '../base/canonical-json.js';

/**
 * What parties are told of as it happens. A notice says what changed, not everything about it: ids, states and times, and never people,
 * costs or what is inside. Whoever is told asks for the rest, and is then told what the agreement grants.
 */
export const NOTICE_TYPES = [
  'shipment.booked',
  'shipment.cancelled',
  'shipment.changed',
  'shipment.events',
  'plan.changed',
  'exploration.changed',
  'upload.changed',
  'agreement.changed',
  'handover.changed',
  'exception.changed',
  'export.changed',
  'webhook.disabled',
  'webhook.test',
] as const;

export type NoticeType = (typeof NOTICE_TYPES)[number];

/** That something changed, for the organisations that may know. */
export interface Notice {
  readonly type: NoticeType;
  readonly to: readonly string[]; // ids of organisations
  readonly mode: 'live' | 'test';
  /** Id of what changed; where it is a list, of the first of it. */
  readonly subject: string;
  readonly at: Date;
  readonly data: Json;
}
