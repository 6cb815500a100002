import type { z } from '@hono/zod-openapi';
import type { NoticeType } from '../../domain/notice.js';
import { findNoticePosition, listNotices, noticeHorizon, type StoredNotice } from '../../store/notices/notices.js';
import { idPattern } from '../../domain/ids.js';
import type { StreamEvent } from '../../wire/http/operation.js';
import * as wire from '../../wire/notices/stream.js';
import type { EventMaker } from '../http/event-stream.js';
import { ProblemError } from '../http/problem-error.js';
import type { OperationServer, PartyRequest } from '../http/serve-operation.js';

/** A stream's reader is asked anew who it is after so long, by having it connect again. */
const STREAM_MS = 5 * 60_000;

/** What changes for a party: as a list, and as a stream. */
export function serveNotices(operations: OperationServer): void {
  const { store } = operations.server;
  operations.serve(wire.listNotices, async ({ input, acting, run }) => {
    const { after: id, types, limit } = input.query;
    const upTo = await noticeHorizon(store);
    return run(async (tx) => {
      const after = id === undefined ? 0 : await findNoticePosition(tx, id);
      if (after === undefined) throw new ProblemError('not_found', 'There is no such notice, or none any more.');
      const { notices, hasMore } = await listNotices(tx, { acting, after, upTo, limit, types });
      return { data: notices.map(noticeOnWire), has_more: hasMore };
    });
  });
  operations.serve(wire.streamNotices, (request) => stream(request, operations));
}

async function stream(
  { input, http, principal, acting, now, run }: PartyRequest<typeof wire.streamNotices>,
  { server }: OperationServer,
): Promise<EventMaker<WireNotice>> {
  const { streams } = server;
  const lastId = http.req.header('last-event-id') ?? input.query.after;
  const leave = streams.enter(acting);
  try {
    const present = await streams.present();
    const known = lastId !== undefined && idPattern('notice').test(lastId);
    const found = known ? await run((tx) => findNoticePosition(tx, lastId)) : undefined;
    const isLost = lastId !== undefined && found === undefined;
    const sessionMs = (principal.session?.expiresAt.getTime() ?? Infinity) - now.getTime();
    const wanted = input.query.types === undefined ? undefined : new Set<NoticeType>(input.query.types);
    return (signal) => {
      signal.addEventListener('abort', leave);
      const over = AbortSignal.any([signal, AbortSignal.timeout(Math.max(0, Math.min(STREAM_MS, sessionMs)))]);
      return eventsOf(streams.follow(acting, found ?? present, over), { isLost, wanted });
    };
  } catch (error) {
    leave();
    throw error;
  }
}

async function* eventsOf(
  notices: AsyncIterable<StoredNotice>,
  { isLost, wanted }: { readonly isLost: boolean; readonly wanted: ReadonlySet<NoticeType> | undefined },
): AsyncGenerator<StreamEvent<WireNotice>> {
  if (isLost) yield RESET;
  for await (const notice of notices) {
    if (wanted === undefined || wanted.has(notice.type)) {
      yield { id: notice.id, event: notice.type, data: noticeOnWire(notice) };
    }
  }
}

const RESET: StreamEvent<WireNotice> = { id: undefined, event: 'reset', data: undefined };

type WireNotice = z.infer<typeof wire.NoticeSchema>;

/** A notice as it is told, on every way. */
export function noticeOnWire({ id, type, mode, subject, at, data }: StoredNotice): WireNotice {
  return { id, type, mode, subject, timestamp: at.toISOString(), data: data as WireNotice['data'] };
}
