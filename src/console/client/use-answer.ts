import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Client } from '../../wire/http/call-route.js';
import { useClient } from './client-context.js';
import { isUnreachable } from './connection.js';
import { useBack } from './use-connection.js';

/** What is known of an answer. While it is asked for again, what was answered before stays. */
export interface Answered<T> {
  readonly state: 'asking' | 'answered' | 'failed';
  readonly value: T | undefined;
  readonly error: unknown;
  /** Asks once more. */
  readonly again: () => void;
}

/**
 * Asks the server when a page is shown, and again whenever one of `dependencies` (compared as JSON) changes. The request ends when it
 * is not waited for any more; one that did not arrive is made again when the server is back.
 */
export function useAnswer<T>(
  ask: (client: Client, signal: AbortSignal) => Promise<T>,
  dependencies: readonly unknown[],
): Answered<T> {
  const client = useClient();
  const [turn, setTurn] = useState(0);
  const [known, setKnown] = useState<Omit<Answered<T>, 'again'>>(ASKING);
  const key = JSON.stringify(dependencies);
  useEffect(() => {
    const ending = new AbortController();
    setKnown(({ value }) => ({ state: 'asking', value, error: undefined }));
    const wait = async (): Promise<void> => {
      try {
        const value = await ask(client, ending.signal);
        if (!ending.signal.aborted) setKnown({ state: 'answered', value, error: undefined });
      } catch (error) {
        if (!ending.signal.aborted) setKnown(({ value }) => ({ state: 'failed', value, error }));
      }
    };
    void wait();
    return () => ending.abort();
  }, [client, key, turn]);
  const again = useCallback(() => setTurn((before) => before + 1), []);
  useBack(() => {
    if (isUnreachable(known.error)) again();
  });
  return { ...known, again };
}

const ASKING = { state: 'asking', value: undefined, error: undefined } as const;
