import type { z } from '@hono/zod-openapi';
import { NOTICE_TYPES, type NoticeType } from '../../domain/notice.js';
import type { NoticeSchema } from '../../wire/stream.js';

export type WireNotice = z.infer<typeof NoticeSchema>;

type Listener = (notice: WireNotice) => void;

/**
 * One stream of what changes, shared by everything on the page: a browser keeps few connections. It connects when the first listener
 * comes, goes on where it was after a break, and ends with the last.
 */
export class NoticeHub {
  private readonly listeners = new Set<{ readonly types: ReadonlySet<NoticeType>; readonly tell: Listener }>();
  private source: EventSource | undefined;

  constructor(private readonly open: (address: string) => EventSource = (address) => new EventSource(address)) {}

  /** Tells of notices of some types, until what it returns is called. */
  listen(types: readonly NoticeType[], tell: Listener): () => void {
    const listener = { types: new Set(types), tell };
    this.listeners.add(listener);
    this.source ??= this.connect();
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size > 0) return;
      this.source?.close();
      this.source = undefined;
    };
  }

  private connect(): EventSource {
    const source = this.open('/v1/stream');
    for (const type of NOTICE_TYPES) {
      source.addEventListener(type, ({ data }: MessageEvent<string>) => this.tell(JSON.parse(data) as WireNotice));
    }
    return source;
  }

  private tell(notice: WireNotice): void {
    for (const { types, tell } of this.listeners) if (types.has(notice.type)) tell(notice);
  }
}
