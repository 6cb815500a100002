import type { Json } from '../../base/canonical-json.js';
import type { Notice } from '../../domain/notice.js';
import { addNotices, listAudiences } from '../../store/notices/notices.js';
import type { Tx } from '../../store/database/store.js';

/** What one notice tells of at most, so that none is too large to be sent. */
const CHANGES_MAX = 200;

/**
 * Tells parties that something changed, in the transaction in which it does: they are told if it commits, and only then. Streams and
 * webhooks are fed from what is written here. Call it last, because it holds back others' notices until the transaction ends.
 */
export async function notify(tx: Tx, notices: readonly Notice[]): Promise<void> {
  const told = notices.filter(({ to }) => to.length > 0);
  if (told.length > 0) await addNotices(tx, told);
}

/** What all changes that are told together have in common. */
export type About = Pick<Notice, 'type' | 'mode' | 'at'>;

/** What happened to one shipment: its id, and what all of its parties may know. */
export interface ShipmentChange {
  readonly id: string;
  readonly [key: string]: Json;
}

/** Tells all parties of some shipments what happened to them: carrier, shipper, and partners who carry them. */
export async function notifyOfShipments(tx: Tx, about: About, changes: readonly ShipmentChange[]): Promise<void> {
  const audiences = await listAudiences(tx, [...new Set(changes.map(({ id }) => id))]);
  const told = changes.map((change) => ({ to: audiences.get(change.id) ?? [], change }));
  await notify(tx, noticesOf(about, told));
}

/** As few notices as tell every change to its own audience, in order, each a list under `shipments`. */
export function noticesOf(
  about: About,
  told: readonly { readonly to: readonly string[]; readonly change: ShipmentChange }[],
): Notice[] {
  const groups = new Map<string, { readonly to: readonly string[]; readonly changes: ShipmentChange[] }>();
  for (const { to, change } of told) {
    const key = to.join(' ');
    const group = groups.get(key) ?? { to, changes: [] };
    group.changes.push(change);
    groups.set(key, group);
  }
  const notices: Notice[] = [];
  for (const { to, changes } of groups.values()) {
    for (let start = 0; start < changes.length; start += CHANGES_MAX) {
      const shipments = changes.slice(start, start + CHANGES_MAX);
      notices.push({ ...about, to, subject: shipments[0].id, data: { shipments } });
    }
  }
  return notices;
}
