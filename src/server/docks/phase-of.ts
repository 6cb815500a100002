import type { Handover } from '../../domain/handover.js';
import type { StoredManifest } from '../../store/manifests.js';

/** Where a handover is, by what is kept of it and the time: silence settles it even before the log says so. */
export function phaseOf(manifest: StoredManifest, now: Date): Handover['phase'] {
  const { preAdvisedAt, tenderedAt, firstScanAt, settleAt, waiting } = manifest;
  if (preAdvisedAt === undefined) return 'draft';
  if (tenderedAt === undefined) return 'pre_advised';
  if (!waiting || (settleAt !== undefined && settleAt < now)) return 'settled';
  return firstScanAt === undefined ? 'tendered' : 'receiving';
}
