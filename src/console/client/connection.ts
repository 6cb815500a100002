import { RefusedError } from '../../wire/http/call-route.js';

/** What is known of the way to the server. */
export interface Contact {
  /** True from the first request that did not arrive until the server answers again. */
  readonly isLost: boolean;
  /** True while an answer is waited for longer than somebody notices. */
  readonly isSlow: boolean;
}

/** How `Connection` reaches the world. */
export interface Surroundings {
  /** Whether the server answers, and is ready. */
  readonly probe: () => Promise<boolean>;
  /** Runs something after milliseconds, unless what it returns is called. */
  readonly later: (run: () => void, ms: number) => () => void;
}

/** A server that does not answer is asked again after this, each time longer, up to the last. */
const PROBE_MS = [500, 1000, 2000, 4000, 8000];

const SLOW_MS = 700;

/**
 * Whether the server answers: one for the whole page. A request that does not arrive begins a time without connection; then the server is asked
 * now and again until it answers, and whoever waits for that goes on.
 */
export class Connection {
  contact: Contact = { isLost: false, isSlow: false };
  private readonly listeners = new Set<() => void>();
  private readonly waiting = new Set<() => void>();
  private pending = 0;
  private probes = 0;
  private isProbing = false;
  private cancelProbe: (() => void) | undefined;
  private cancelSlow: (() => void) | undefined;

  constructor(private readonly world: Surroundings) {}

  /** Tells of changes of `contact`, until what it returns is called. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Tells each time the server answers again, until what it returns is called. */
  onBack(listener: () => void): () => void {
    this.waiting.add(listener);
    return () => this.waiting.delete(listener);
  }

  /** Awaits a request, and learns from what comes of it. */
  async watch<T>(asking: Promise<T>): Promise<T> {
    this.begin();
    try {
      return await asking;
    } catch (error) {
      if (isUnreachable(error)) this.lose();
      throw error;
    } finally {
      this.end();
    }
  }

  /** A server that was away is asked at once whether it is back. */
  look(): void {
    if (this.contact.isLost) this.lose();
  }

  /** Something did not arrive: asks whether the server is there. */
  lose(): void {
    this.set({ isLost: true });
    this.probes = 0;
    void this.probe();
  }

  /** Asks at once whether the server is there, as when a stream breaks off, which it also does by itself. */
  async doubt(): Promise<void> {
    if (!this.contact.isLost && !(await this.world.probe())) this.lose();
  }

  private async probe(): Promise<void> {
    if (this.isProbing) return;
    this.cancelProbe?.();
    this.isProbing = true;
    const isThere = await this.world.probe();
    this.isProbing = false;
    if (!isThere) {
      const waitMs = PROBE_MS[Math.min(this.probes, PROBE_MS.length - 1)] ?? SLOW_MS;
      this.probes += 1;
      this.cancelProbe = this.world.later(() => void this.probe(), waitMs);
      return;
    }
    if (!this.contact.isLost) return;
    this.set({ isLost: false });
    for (const listener of this.waiting) listener();
  }

  private begin(): void {
    this.pending += 1;
    if (this.pending === 1) this.cancelSlow = this.world.later(() => this.set({ isSlow: true }), SLOW_MS);
  }

  private end(): void {
    this.pending -= 1;
    if (this.pending > 0) return;
    this.cancelSlow?.();
    this.set({ isSlow: false });
  }

  private set(change: Partial<Contact>): void {
    const next = { ...this.contact, ...change };
    if (next.isLost === this.contact.isLost && next.isSlow === this.contact.isSlow) return;
    this.contact = next;
    for (const listener of this.listeners) listener();
  }
}

const GATEWAY: ReadonlySet<number> = new Set([502, 503, 504]);

/** Whether a request did not reach a server that is ready; one that took too long did. */
export function isUnreachable(error: unknown): boolean {
  if (error instanceof RefusedError) return GATEWAY.has(error.status) && error.problem?.code !== 'timed_out';
  return error instanceof TypeError; // of fetch
}
