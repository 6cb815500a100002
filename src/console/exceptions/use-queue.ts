import type { z } from '@hono/zod-openapi';
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { ExceptionSchema } from '../../wire/custody/exceptions.js';
import { useSession } from '../app/session.js';
import { useClient } from '../client/client-context.js';
import { isUnreachable } from '../client/connection.js';
import { useBack } from '../client/use-connection.js';
import { useNotices } from '../client/use-notices.js';
import { emptyList, withRows, type ListState } from '../parcels/list-state.js';
import { grouped, type QueueView } from './queue-state.js';

export type Exception = z.infer<typeof ExceptionSchema>;

/** The page of what an exception is about. */
export function pageOf({ shipment_id: shipment, export_id: ofExport }: Exception): string {
  return shipment === null ? `/exports/${ofExport ?? ''}` : `/parcels/${shipment}`;
}

/** Exceptions of one request. */
const PAGE_ROWS = 100;

/** The queue as far as it is loaded; it follows what changes. */
export interface Queue {
  readonly list: ListState<Exception>;
  readonly change: (change: (list: ListState<Exception>) => ListState<Exception>) => void;
  readonly state: 'asking' | 'answered' | 'failed';
  readonly error: unknown;
  readonly hasMore: boolean;
  readonly more: () => void;
  readonly again: () => void;
}

/** Loads the most urgent exceptions of a view, in the order in which its groups show them, and anew whenever some change. */
export function useQueue(view: QueueView): Queue {
  const client = useClient();
  const { actor } = useSession();
  const [list, setList] = useState<ListState<Exception>>(emptyList());
  const [asked, setAsked] = useState<{ readonly state: Queue['state']; readonly error: unknown }>(ASKING);
  const [pages, setPages] = useState(1);
  const [hasMore, setHasMore] = useState(false);
  const [turn, setTurn] = useState(0);
  const shown = useRef(view);
  const request = useMemo(() => requestOf(view, actor), [view, actor]);
  const key = JSON.stringify(request);
  const load = useCallback(
    async (signal: AbortSignal): Promise<void> => {
      setAsked(ASKING);
      try {
        const rows: Exception[] = [];
        let cursor: string | null | undefined;
        for (let page = 0; page < pages && cursor !== null; page++) {
          const query = { ...request, limit: PAGE_ROWS, ...(cursor === undefined ? {} : { cursor }) };
          const { body } = await client.listExceptions({ query, signal });
          rows.push(...body.data);
          cursor = body.next_cursor;
        }
        if (signal.aborted) return;
        const ordered = grouped(rows, view.group).flatMap(({ rows: ofGroup }) => ofGroup);
        const isOther = shown.current !== view;
        shown.current = view;
        setList((known) => startedAt(withRows(isOther ? emptyList() : known, ordered)));
        setHasMore(cursor !== null);
        setAsked({ state: 'answered', error: undefined });
      } catch (error) {
        if (!signal.aborted) setAsked({ state: 'failed', error });
      }
    },
    [client, key, pages, view],
  );
  useEffect(() => {
    const ending = new AbortController();
    void load(ending.signal);
    return () => ending.abort();
  }, [load, turn]);
  const again = useCallback(() => setTurn((before) => before + 1), []);
  useNotices(['exception.changed'], again);
  useBack(() => {
    if (isUnreachable(asked.error)) again();
  });
  return { list, change: setList, ...asked, hasMore, more: () => setPages((before) => before + 1), again };
}

const ASKING = { state: 'asking', error: undefined } as const;

/** Somebody who opens the queue is at its beginning. */
function startedAt(list: ListState<Exception>): ListState<Exception> {
  return list.current < 0 && list.rows.length > 0 ? { ...list, current: 0 } : list;
}

function requestOf({ severity, code, assigned, state }: QueueView, actor: string) {
  return {
    sort: 'urgency' as const,
    state,
    ...(severity === '' ? {} : { severity: severity as Exception['severity'] }),
    ...(code === '' ? {} : { code: code as Exception['code'] }),
    ...(assigned === 'anybody' ? {} : { assigned_to: assigned === 'me' ? actor : assigned }),
  };
}
