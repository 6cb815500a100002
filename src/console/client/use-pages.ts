import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Client } from '../../wire/http/call-route.js';
import { useClient } from './client-context.js';
import { useAnswer, type Answered } from './use-answer.js';

interface PageOf<T> {
  readonly data: readonly T[];
  readonly next_cursor: string | null;
}

/** A list that comes in pages, as far as it was asked for. */
export interface Pages<T> {
  /** Of the first page. */
  readonly answered: Answered<PageOf<T>>;
  readonly rows: readonly T[];
  /** Asks for the next page; undefined on the last one. */
  readonly more: (() => void) | undefined;
  readonly isAsking: boolean;
}

/** Asks for a list's first page, and for the others one after the other as they are wanted. Begins anew when `dependencies` change. */
export function usePages<T>(
  ask: (client: Client, cursor: string | undefined, signal: AbortSignal | undefined) => Promise<PageOf<T>>,
  dependencies: readonly unknown[],
): Pages<T> {
  const client = useClient();
  const answered = useAnswer((asking, signal) => ask(asking, undefined, signal), dependencies);
  const [later, setLater] = useState<readonly PageOf<T>[]>([]);
  const [isAsking, setAsking] = useState(false);
  const first = answered.value;
  useEffect(() => setLater([]), [first]);
  const last = later.at(-1) ?? first;
  const cursor = last?.next_cursor ?? undefined;
  const more = useCallback(async (): Promise<void> => {
    setAsking(true);
    try {
      const page = await ask(client, cursor, undefined);
      setLater((before) => [...before, page]);
    } finally {
      setAsking(false);
    }
  }, [client, cursor, JSON.stringify(dependencies)]);
  return {
    answered,
    rows: [...(first?.data ?? []), ...later.flatMap(({ data }) => data)],
    more: cursor === undefined ? undefined : () => void more(),
    isAsking,
  };
}
