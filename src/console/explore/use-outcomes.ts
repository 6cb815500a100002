import type { z } from '@hono/zod-openapi';
import { useEffect, useRef, useState } from 'preact/hooks';
import { RefusedError } from '../../wire/http/call-route.js';
import type { ToldOutcome } from '../../wire/explorations/exploration-results.js';
import type { PreviewSchema } from '../../wire/explorations/explorations.js';
import { useClient } from '../client/client-context.js';
import { isUnreachable } from '../client/connection.js';
import { useBack } from '../client/use-connection.js';
import { AS_IT_IS, queryOf, scenarioOf, type LastWindow, type SliderValues } from './sliders.js';

export type WirePreview = z.infer<typeof PreviewSchema>;

/** First answers to scenarios, by the query of their sliders. */
export interface Outcomes {
  /** What is known of the world and of the agreement as it is; undefined until it has been planned. */
  readonly world: WirePreview | undefined;
  readonly outcomeOf: (values: SliderValues) => ToldOutcome | undefined;
  /** Whether something wanted is being worked out. */
  readonly isAsking: boolean;
  readonly error: unknown;
  readonly again: () => void;
}

/** A slider that moves is asked about when it rests. */
const REST_MS = 250;
const AGAIN_MS = 1000;

/**
 * Asks about scenarios one after another, the first that is wanted first; what was answered of a `version` (the one in force when undefined) is
 * kept while the page shows that.
 */
export function useOutcomes(
  wanted: readonly SliderValues[],
  nameOf: (values: SliderValues) => string,
  version: string | undefined,
): Outcomes {
  const client = useClient();
  const known = useRef(new Map<string, WirePreview>());
  const [turn, setTurn] = useState(0);
  const [error, setError] = useState<unknown>(undefined);
  const world = known.current.get('');
  // The windows of the agreement come with the first answer, and others may name them.
  const next = [...(world === undefined ? [AS_IT_IS] : []), ...wanted].find((one) => !known.current.has(queryOf(one)));
  const key = next === undefined ? undefined : queryOf(next);
  useEffect(() => {
    if (next === undefined || key === undefined) return undefined;
    const ending = new AbortController();
    const ask = async (): Promise<void> => {
      try {
        const base = version === undefined ? {} : { agreement_version_id: version };
        const scenario = scenarioOf(next, nameOf(next), windowsOf(known.current.get('')));
        const { body } = await client.previewScenario({ body: { ...base, scenario }, signal: ending.signal });
        if (ending.signal.aborted) return;
        known.current.set(key, body);
        setError(undefined);
        setTurn((before) => before + 1);
      } catch (fault) {
        if (ending.signal.aborted) return;
        if (isBusy(fault)) timer = setTimeout(() => void ask(), AGAIN_MS);
        else setError(fault);
      }
    };
    let timer = setTimeout(() => void ask(), REST_MS);
    return () => {
      clearTimeout(timer);
      ending.abort();
    };
  }, [client, key, turn]);
  const again = (): void => {
    setError(undefined);
    setTurn((before) => before + 1);
  };
  useBack(() => {
    if (isUnreachable(error)) again();
  });
  return {
    world,
    outcomeOf: (values) => known.current.get(queryOf(values))?.outcome,
    isAsking: key !== undefined && error === undefined,
    error,
    again,
  };
}

export function windowsOf(world: WirePreview | undefined): readonly LastWindow[] {
  return (world?.last_windows ?? []).map(({ path, close_minutes: closeMinutes }) => ({ path, closeMinutes }));
}

/** The world is still being planned. */
function isBusy(error: unknown): boolean {
  return error instanceof RefusedError && error.problem?.code === 'conflict' && error.headers.has('retry-after');
}
