import type { z } from '@hono/zod-openapi';
import { useEffect, useState } from 'preact/hooks';
import type { Client } from '../../wire/http/call-route.js';
import type { ExplorationKind, ToldResult } from '../../wire/explorations/exploration-results.js';
import type { ExplorationSchema, NewExplorationSchema } from '../../wire/explorations/explorations.js';
import { useClient } from '../client/client-context.js';
import { isUnreachable } from '../client/connection.js';
import { useBack } from '../client/use-connection.js';
import { useNotices } from '../client/use-notices.js';

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

/** How far it is; that it has begun or ended is told at once. */
const POLL_MS = 2000;
const OVER: ReadonlySet<string> = new Set(['succeeded', 'failed', 'cancelled']);

/** Which exploration is looked at. */
export interface Looking<K extends ExplorationKind> {
  readonly kind: K;
  /** Without one, the latest of the kind that was worked out; null looks for none. */
  readonly id: string | undefined | null;
  /** Version of the agreement that the latest must be of; the one in force when undefined. */
  readonly version?: string | undefined;
  /** Told the id of one that `start` asked for, so that the address can hold it. */
  readonly onStarted: (id: string) => void;
}

/** An exploration of a kind, followed until it has ended. */
export function useExploration<K extends ExplorationKind>({ kind, id, version, onStarted }: Looking<K>): Exploring<K> {
  const client = useClient();
  const [known, setKnown] = useState<Omit<Exploring<K>, 'start' | 'cancel'>>(LOOKING);
  const [turn, setTurn] = useState(0);
  useBack(() => {
    if (isUnreachable(known.error)) setTurn((before) => before + 1);
  });
  useNotices(['exploration.changed'], (notices) => {
    if (known.state !== 'running') return;
    if (notices.some(({ subject }) => subject === known.exploration?.id)) setTurn((before) => before + 1);
  });
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
        const exploration = await findExploration(client, { kind, id, version }, signal);
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
  }, [client, kind, id, version, turn]);
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

/** So many of a kind are looked through for one of the version. */
const LATEST = 20;

async function findExploration(
  client: Client,
  { kind, id, version }: Pick<Looking<ExplorationKind>, 'kind' | 'id' | 'version'>,
  signal: AbortSignal,
): Promise<WireExploration | undefined> {
  if (typeof id === 'string' && id !== '') return (await client.getExploration({ params: { id }, signal })).body;
  const { body } = await client.listExplorations({ query: { kind, state: 'succeeded', limit: LATEST }, signal });
  return body.data.find(({ world }) =>
    version === undefined ? world?.in_force !== false : world?.agreement_version_id === version,
  );
}
