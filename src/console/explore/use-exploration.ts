import type { z } from '@hono/zod-openapi';
import { useEffect, useState } from 'preact/hooks';
import type { Client } from '../../wire/call-route.js';
import type { ExplorationKind, ToldResult } from '../../wire/exploration-results.js';
import type { ExplorationSchema, NewExplorationSchema } from '../../wire/explorations.js';
import { useClient } from '../client/client-context.js';

export type WireExploration = z.infer<typeof ExplorationSchema>;
export type AskedExploration = z.input<typeof NewExplorationSchema>;

/** How far an exploration is on a page. */
export interface Exploring<K extends ExplorationKind> {
  /** `none`: nothing of the kind was asked. */
  readonly state: 'looking' | 'none' | 'running' | 'done' | 'failed';
  readonly exploration: WireExploration | undefined;
  readonly result: Extract<ToldResult, { readonly kind: K }> | undefined;
  readonly error: unknown;
  readonly start: (asked: Extract<AskedExploration, { readonly kind: K }>) => void;
  readonly cancel: () => void;
}

const POLL_MS = 900;
const OVER: ReadonlySet<string> = new Set(['succeeded', 'failed', 'cancelled']);

/**
 * The exploration that `id` names, or without one the latest of a kind that was worked out; null looks for none. It is followed until it has ended. `onStarted` is told the
 * id of one that `start` asked for, so that the address can hold it.
 */
export function useExploration<K extends ExplorationKind>(
  kind: K,
  id: string | undefined | null,
  onStarted: (id: string) => void,
): Exploring<K> {
  const client = useClient();
  const [known, setKnown] = useState<Omit<Exploring<K>, 'start' | 'cancel'>>(LOOKING);
  useEffect(() => {
    const ending = new AbortController();
    const { signal } = ending;
    let timer: ReturnType<typeof setTimeout> | undefined;
    if (id === null) {
      setKnown({ ...LOOKING, state: 'none' });
      return undefined;
    }
    const follow = async (): Promise<void> => {
      try {
        const exploration = await findExploration(client, kind, id, signal);
        if (signal.aborted) return;
        if (exploration === undefined) setKnown({ ...LOOKING, state: 'none' });
        else if (!OVER.has(exploration.state)) {
          setKnown((before) => ({ ...before, state: 'running', exploration, error: undefined }));
          timer = setTimeout(() => void follow(), POLL_MS);
        } else if (exploration.state === 'succeeded') {
          const { body } = await client.getExplorationResult({ params: { id: exploration.id }, signal });
          if (signal.aborted) return;
          const result = body as Extract<ToldResult, { readonly kind: K }>;
          setKnown({ state: 'done', exploration, result, error: undefined });
        } else setKnown({ state: 'failed', exploration, result: undefined, error: undefined });
      } catch (error) {
        if (!signal.aborted) setKnown((before) => ({ ...before, state: 'failed', error }));
      }
    };
    void follow();
    return () => {
      clearTimeout(timer);
      ending.abort();
    };
  }, [client, kind, id]);
  const running = known.exploration;
  return {
    ...known,
    start: (asked) => {
      setKnown((before) => ({ ...before, state: 'running', exploration: undefined, error: undefined }));
      client.createExploration({ body: asked }).then(
        ({ body }) => onStarted(body.id),
        (error: unknown) => setKnown((before) => ({ ...before, state: 'failed', error })),
      );
    },
    cancel: () => {
      if (running === undefined) return;
      client.cancelExploration({ params: { id: running.id } }).catch(() => undefined); // it has ended meanwhile
    },
  };
}

const LOOKING = { state: 'looking', exploration: undefined, result: undefined, error: undefined } as const;

async function findExploration(
  client: Client,
  kind: ExplorationKind,
  id: string | undefined,
  signal: AbortSignal,
): Promise<WireExploration | undefined> {
  if (id !== undefined && id !== '') return (await client.getExploration({ params: { id }, signal })).body;
  const { body } = await client.listExplorations({ query: { kind, state: 'succeeded', limit: 1 }, signal });
  return body.data[0];
}
