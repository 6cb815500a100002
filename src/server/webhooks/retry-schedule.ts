import { createHash } from 'node:crypto';

/** Seconds to wait after each failed try, as Standard Webhooks proposes: ten tries over three days and a bit. */
export const RETRY_SEC: readonly number[] = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400];

const DAY_SEC = 86_400;
/** Up to so much longer, so that what failed together is not tried again together. */
const SPREAD = 0.1;

/**
 * Seconds from a failed try to the next one; undefined after the last. `failedCount` is how many failed so far, this one included. A receiver
 * that asks for more time gets it, up to a day.
 */
export function retryAfterSec(
  failedCount: number,
  { key, askedSec = 0 }: { readonly key: string; readonly askedSec?: number },
): number | undefined {
  const planned = RETRY_SEC[failedCount - 1];
  if (planned === undefined) return undefined;
  const share = createHash('sha256').update(`${key} ${failedCount}`).digest().readUInt32BE() / 2 ** 32;
  return Math.max(Math.round(planned * (1 + SPREAD * share)), Math.min(askedSec, DAY_SEC));
}
