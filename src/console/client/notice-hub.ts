import type { z } from '@hono/zod-openapi';
import { NOTICE_TYPES, type NoticeType } from '../../domain/notice.js';
import type { NoticeSchema } from '../../wire/notices/stream.js';

export type WireNotice = z.infer<typeof NoticeSchema>;

type Listener = (notice: WireNotice) => void;

/** What tabs tell each other: a notice, or that the stream broke off. */
export type TabMessage = { readonly kind: 'notice'; readonly notice: WireNotice } | { readonly kind: 'break' };

/** How a hub reaches the server and the other tabs of whoever is signed in. */
export interface StreamWorld {
  readonly open: (address: string) => EventSource;
  /** Calls `begin` once no other tab has the stream; what it returns leaves it to another. */
  readonly lead: (begin: () => void) => () => void;
  readonly tellTabs: (message: TabMessage) => void;
  readonly hearTabs: (hear: (message: TabMessage) => void) => void;
  /** Told when the stream breaks off. */
  readonly onBreak: () => void;
  readonly later: (run: () => void, ms: number) => void;
}

/** A browser does not come back to a stream that was refused, as by a server that is stopping: it is opened anew after this, then less often. */
const REOPEN_MS = 5000;
const REOPEN_MAX_MS = 60_000;
const CLOSED = 2; // of EventSource.readyState

/**
 * One stream of what changes for all tabs of whoever is signed in: a browser has six connections to a server, so a stream for each tab would
 * stop the seventh tab. One tab listens and tells the others; when it goes, the next goes on where it was. A tab takes part from its first
 * listener to its last.
 */
export class NoticeHub {
  private readonly listeners = new Set<{ readonly types: ReadonlySet<NoticeType>; readonly tell: Listener }>();
  private source: EventSource | undefined;
  private leave: (() => void) | undefined;
  private lastId: string | undefined;
  private refusals = 0;

  constructor(private readonly world: StreamWorld) {
    world.hearTabs((message) => {
      if (message.kind === 'notice') this.tell(message.notice);
      else world.onBreak();
    });
  }

  /** Tells of notices of some types, until what it returns is called. */
  listen(types: readonly NoticeType[], tell: Listener): () => void {
    const listener = { types: new Set(types), tell };
    this.listeners.add(listener);
    this.leave ??= this.world.lead(() => (this.source = this.connect()));
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size > 0) return;
      this.source?.close();
      this.source = undefined;
      this.leave?.();
      this.leave = undefined;
    };
  }

  private connect(): EventSource {
    const after = this.lastId === undefined ? '' : `?after=${encodeURIComponent(this.lastId)}`;
    const source = this.world.open(`/v1/stream${after}`);
    for (const type of NOTICE_TYPES) {
      source.addEventListener(type, ({ data }: MessageEvent<string>) => {
        const notice = JSON.parse(data) as WireNotice;
        this.tell(notice);
        this.world.tellTabs({ kind: 'notice', notice });
      });
    }
    source.addEventListener('open', () => (this.refusals = 0));
    source.addEventListener('error', () => {
      if (this.source !== source) return;
      this.world.onBreak();
      this.world.tellTabs({ kind: 'break' });
      if (source.readyState !== CLOSED) return;
      const waitMs = Math.min(REOPEN_MS * 2 ** this.refusals, REOPEN_MAX_MS);
      this.refusals += 1;
      this.world.later(() => this.reopen(source), waitMs);
    });
    return source;
  }

  private reopen(broken: EventSource): void {
    if (this.source === broken) this.source = this.connect();
  }

  private tell(notice: WireNotice): void {
    this.lastId = notice.id;
    for (const { types, tell } of this.listeners) if (types.has(notice.type)) tell(notice);
  }
}
