import { findKeyHolder, type KeyHolder } from '../../store/people/api-keys.js';
import type { Store } from '../../store/database/store.js';

/** A key that another process revoked is refused after so long at the latest. */
const KEPT_MS = 5000;
const KEPT_MAX = 10_000;

/**
 * Whom keys speak for, kept for a few seconds, so that a busy key does not cost a query a request. A key that is revoked through
 * this process is refused from the next request on.
 */
export class KeyHolders {
  private readonly kept = new Map<string, { readonly holder: KeyHolder; readonly untilMs: number }>(); // by hash
  private revocations = 0;

  constructor(private readonly store: Store) {}

  /** The holder of the key whose secret has a hash; undefined when it is unknown or revoked. */
  async find(secretHash: string, now: Date): Promise<KeyHolder | undefined> {
    const known = this.kept.get(secretHash);
    if (known !== undefined && now.getTime() < known.untilMs) return known.holder;
    const { revocations } = this;
    const holder = await findKeyHolder(this.store, secretHash, now);
    this.kept.delete(secretHash);
    // What was read before a revocation may be older than it.
    if (holder === undefined || revocations !== this.revocations) return holder;
    const [eldest] = this.kept.keys();
    if (this.kept.size >= KEPT_MAX && eldest !== undefined) this.kept.delete(eldest);
    this.kept.set(secretHash, { holder, untilMs: now.getTime() + KEPT_MS });
    return holder;
  }

  /** Forgets all keys: one was revoked. */
  forget(): void {
    this.revocations++;
    this.kept.clear();
  }
}
