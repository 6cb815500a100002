import type { Handover } from '../../domain/handover.js';
import type { StoredItem, StoredManifest } from '../../store/docks/manifests.js';

/** Where a handover is, by what is kept of it and the time: silence settles it even before the log says so. */
export function phaseOf(manifest: StoredManifest, now: Date): Handover['phase'] {
  const { preAdvisedAt, tenderedAt, firstScanAt, settleAt, waiting } = manifest;
  if (preAdvisedAt === undefined) return 'draft';
  if (tenderedAt === undefined) return 'pre_advised';
  if (!waiting || (settleAt !== undefined && settleAt < now)) return 'settled';
  return firstScanAt === undefined ? 'tendered' : 'receiving';
}

/** What has become of an item by what is kept of it and the time: silence accepts what is still expected. */
export function statusNow(
  status: StoredItem['status'],
  { settleAt }: Pick<StoredManifest, 'settleAt'>,
  now: Date,
): StoredItem['status'] {
  return status === 'expected' && settleAt !== undefined && settleAt < now ? 'accepted' : status;
}

/** Until when the receiver tells what is not as manifested; null before anything was tendered. */
export function reportByOf({ settleAt, terms }: Pick<StoredManifest, 'settleAt' | 'terms'>): string | null {
  return settleAt === undefined ? null : new Date(settleAt.getTime() - terms.offlineMs).toISOString();
}
