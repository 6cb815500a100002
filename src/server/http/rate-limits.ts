/** How often somebody may ask: `burst` at once, and as many again in each minute. */
export interface RateLimit {
  readonly burst: number;
  readonly perMinute: number;
}

/** What is left after a request, for its headers. */
export interface Allowance {
  readonly allowed: boolean;
  readonly limit: number;
  readonly remaining: number;
  readonly resetSec: number; // until everything is free again; after a refusal, until the next request is
}

interface Bucket {
  tokens: number;
  atMs: number;
}

const ALONE = { count: 1 };

/** Askers that are remembered; beyond them those are forgotten that have their whole allowance again. */
const ASKERS_MAX = 50_000;

/**
 * Token buckets by asker. They live in one process, so no request costs a statement: of several processes on one database each allows its
 * share, one request at least.
 */
export class RateLimiter {
  private readonly buckets = new Map<string, Bucket>();

  constructor(
    private readonly limit: RateLimit,
    private readonly processes: { readonly count: number } = ALONE,
  ) {}

  /** Counts a request of an asker. */
  take(asker: string, nowMs: number): Allowance {
    const { burst, perMinute } = this.share();
    const bucket = this.bucketOf(asker, nowMs);
    const allowed = bucket.tokens >= 1;
    if (allowed) bucket.tokens--;
    const missing = allowed ? burst - bucket.tokens : 1 - bucket.tokens;
    const resetSec = Math.ceil((missing * 60) / perMinute);
    return { allowed, limit: burst, remaining: Math.floor(bucket.tokens), resetSec };
  }

  private share(): RateLimit {
    const { burst, perMinute } = this.limit;
    const { count } = this.processes;
    return count === 1 ? this.limit : { burst: Math.max(1, Math.floor(burst / count)), perMinute: perMinute / count };
  }

  private bucketOf(asker: string, nowMs: number): Bucket {
    const { burst, perMinute } = this.share();
    const known = this.buckets.get(asker);
    if (known === undefined) {
      if (this.buckets.size >= ASKERS_MAX) this.forget(nowMs);
      const bucket = { tokens: burst, atMs: nowMs };
      this.buckets.set(asker, bucket);
      return bucket;
    }
    const gained = (Math.max(0, nowMs - known.atMs) * perMinute) / 60_000;
    known.tokens = Math.min(burst, known.tokens + gained);
    known.atMs = nowMs;
    return known;
  }

  private forget(nowMs: number): void {
    const { burst, perMinute } = this.share();
    const fullAfterMs = (burst * 60_000) / perMinute;
    for (const [asker, { atMs }] of this.buckets) if (nowMs - atMs >= fullAfterMs) this.buckets.delete(asker);
  }
}
