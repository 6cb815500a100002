import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { useClient } from '../client/client-context.js';
import { isUnreachable } from '../client/connection.js';
import { useBack } from '../client/use-connection.js';
import { emptyList, withRows, type ListState } from './list-state.js';
import type { ListedShipment } from './wire-types.js';

/** Parcels of one request. */
const PAGE_ROWS = 100;
/** Pages that come short of rows are followed by so many more before somebody is asked whether to go on. */
const PAGES_AT_ONCE = 12;

/** Parcels of a list as far as they are loaded. */
export interface Parcels {
  readonly list: ListState<ListedShipment>;
  readonly change: (change: (list: ListState<ListedShipment>) => ListState<ListedShipment>) => void;
  readonly state: 'asking' | 'answered' | 'failed';
  readonly error: unknown;
  readonly hasMore: boolean;
  readonly more: () => void;
  readonly again: () => void;
}

/** Loads the first parcels that fit, and more when asked; other filters begin anew. */
export function useParcels(request: Readonly<Record<string, string>>): Parcels {
  const client = useClient();
  const [list, setList] = useState<ListState<ListedShipment>>(emptyList());
  const [asked, setAsked] = useState<{ readonly state: Parcels['state']; readonly error: unknown }>(ASKING);
  const [turn, setTurn] = useState(0);
  const cursor = useRef<string | null>(null);
  const running = useRef<AbortController | undefined>(undefined);
  const key = JSON.stringify(request);
  const load = useCallback(
    async (from: string | undefined, before: readonly ListedShipment[]): Promise<void> => {
      running.current?.abort();
      const ending = new AbortController();
      running.current = ending;
      setAsked(ASKING);
      const rows = [...before];
      let next: string | null | undefined = from;
      try {
        for (let page = 0; page < PAGES_AT_ONCE && next !== null && rows.length < before.length + PAGE_ROWS; page++) {
          const query = { ...request, limit: PAGE_ROWS, ...(next === undefined ? {} : { cursor: next }) };
          const { body } = await client.listShipments({ query, signal: ending.signal });
          if (ending.signal.aborted) return;
          rows.push(...body.data);
          next = body.next_cursor;
          setList((known) => withRows(known, [...rows]));
        }
        cursor.current = next ?? null;
        setAsked({ state: 'answered', error: undefined });
      } catch (error) {
        if (!ending.signal.aborted) setAsked({ state: 'failed', error });
      }
    },
    [client, key],
  );
  useEffect(() => {
    cursor.current = null;
    void load(undefined, []);
    return () => running.current?.abort();
  }, [load, turn]);
  const again = (): void => setTurn((before) => before + 1);
  useBack(() => {
    if (isUnreachable(asked.error)) again();
  });
  return {
    list,
    change: setList,
    ...asked,
    hasMore: cursor.current !== null,
    more: () => {
      if (asked.state !== 'asking' && cursor.current !== null) void load(cursor.current, list.rows);
    },
    again,
  };
}

const ASKING = { state: 'asking', error: undefined } as const;
