import { phaseOf } from '../events/event-rules.js';
import type { ExceptionRules, ExceptionsOf } from './find-exceptions.js';
import { progressOf } from '../plans/plan-progress.js';

/** A new promise gets worse with every departure that is missed, so it is asked for again after this. */
const PROMISE_AGAIN_MS = 3_600_000;

/**
 * The first moment after `nowMs` at which `findExceptions` can find something else though no event came; undefined
 * when time alone changes nothing any more.
 */
export function nextCheckMs(
  { tracked, steps, dueMs }: ExceptionsOf,
  rules: ExceptionRules,
  nowMs: number,
): number | undefined {
  const phase = phaseOf(tracked.state);
  const limits: number[] = [];
  if (phase === 'carried' || phase === 'booked') {
    const { next } = progressOf(tracked, steps);
    if (next !== undefined) limits.push(next.atMs, next.atMs + rules.slackMs);
    if (dueMs !== undefined) {
      limits.push(dueMs);
      const behind = next !== undefined && nowMs > next.atMs;
      if (behind && nowMs <= dueMs) limits.push(nowMs + PROMISE_AGAIN_MS);
    }
  }
  if (phase === 'carried') {
    const { lastSeenMs, sinceMs, state } = tracked;
    if (lastSeenMs !== undefined) limits.push(lastSeenMs + rules.noScanMs, lastSeenMs + rules.lostAfterMs);
    const waits = state === 'tendered' || state === 'received';
    if (waits && sinceMs !== undefined) limits.push(sinceMs + rules.stuckMs);
  }
  // Every rule holds only after its limit has passed.
  const moments = limits.map((limit) => limit + 1).filter((moment) => moment > nowMs);
  return moments.length === 0 ? undefined : Math.min(...moments);
}
