import type { Logger } from 'pino';
import { listNotices, noticeHorizon, type NoticePage, type StoredNotice } from '../../store/notices/notices.js';
import type { Acting, Store } from '../../store/database/store.js';
import { ProblemError } from '../http/problem-error.js';

/** Notices of several processes are seen this late. */
const POLL_MS = 250;
const PAGE = 200;
const NONE: NoticePage = { notices: [], hasMore: false };

/** A party, in one mode. */
export type Party = Acting & { readonly partyId: string };

export interface StreamLimits {
  /** Streams of one party in one process. */
  readonly perParty: number;
}

export const STREAM_LIMITS: StreamLimits = { perParty: 20 };

/**
 * Notices as they are committed, by whichever process. One statement each quarter of a second finds out whether there are any, however
 * many streams are open; each party's are then read once for all of its streams.
 */
export class NoticeStreams {
  private readonly openByParty = new Map<string, number>();
  private readonly pages = new Map<string, Promise<NoticePage>>();
  private readonly ending = new AbortController();
  private readonly waiting = new Set<() => void>();
  private horizon = 0;
  private polling: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly store: Store,
    private readonly log: Logger,
    private readonly limits: StreamLimits = STREAM_LIMITS,
  ) {}

  /** Looks whether there is something new; streams go on when there is. */
  poll(): Promise<void> {
    this.polling ??= this.look().finally(() => {
      this.polling = undefined;
    });
    return this.polling;
  }

  /** How many streams are open, of all parties. */
  get openCount(): number {
    return [...this.openByParty.values()].reduce((sum, count) => sum + count, 0);
  }

  /** Ends all streams. */
  close(): void {
    this.ending.abort();
  }

  /** The position from which a stream starts that wants what is to come. */
  async present(): Promise<number> {
    await this.poll();
    return this.horizon;
  }

  /** Takes one of the party's places for a stream, until what is returned is called. Throws when all are taken. */
  enter(party: Party): () => void {
    const key = keyOf(party);
    const count = this.openByParty.get(key) ?? 0;
    if (this.ending.signal.aborted) throw new ProblemError('not_ready', 'The server is stopping.');
    if (count >= this.limits.perParty) {
      throw new ProblemError('too_many_requests', `Your organisation has ${count} streams open here already.`);
    }
    this.openByParty.set(key, count + 1);
    if (this.timer === undefined) {
      this.timer = setInterval(() => void this.poll(), POLL_MS);
      this.timer.unref();
    }
    let isIn = true;
    return () => {
      if (isIn) this.leave(key);
      isIn = false;
    };
  }

  /** Notices of a party after a position, and then each as it comes, until the signal or the server ends. */
  async *follow(party: Party, after: number, signal: AbortSignal): AsyncGenerator<StoredNotice> {
    const ending = AbortSignal.any([signal, this.ending.signal]);
    let position = after;
    while (!ending.aborted) {
      const upTo = this.horizon;
      const { notices, hasMore } = upTo > position ? await this.page(party, position, upTo) : NONE;
      for (const notice of notices) {
        yield notice;
        position = notice.position;
      }
      if (hasMore) continue;
      position = Math.max(position, upTo);
      await this.beyond(upTo, ending);
    }
  }

  private async look(): Promise<void> {
    try {
      const horizon = await noticeHorizon(this.store);
      if (horizon <= this.horizon) return;
      this.horizon = horizon;
    } catch (error) {
      this.log.error({ err: error }, 'notices could not be looked for');
      return;
    }
    this.pages.clear();
    for (const wake of this.waiting) wake();
  }

  /** A page, read once for all streams that are at the same place. */
  private page(party: Party, after: number, upTo: number): Promise<NoticePage> {
    const key = `${keyOf(party)} ${after} ${upTo}`;
    const known = this.pages.get(key);
    if (known !== undefined) return known;
    const page = this.store.asParty(party, (tx) => listNotices(tx, { acting: party, after, upTo, limit: PAGE }));
    this.pages.set(key, page);
    return page;
  }

  /** Waits until the horizon is beyond a position, or the stream ends. */
  private beyond(position: number, ending: AbortSignal): Promise<void> {
    if (this.horizon > position || ending.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        this.waiting.delete(wake);
        ending.removeEventListener('abort', wake);
        resolve();
      };
      this.waiting.add(wake);
      ending.addEventListener('abort', wake);
    });
  }

  private leave(key: string): void {
    const count = (this.openByParty.get(key) ?? 1) - 1;
    if (count > 0) this.openByParty.set(key, count);
    else this.openByParty.delete(key);
    if (this.openByParty.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
    this.pages.clear();
  }
}

function keyOf({ partyId, mode }: Party): string {
  return `${partyId} ${mode}`;
}
