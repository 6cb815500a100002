import { useCallback, useEffect, useState } from 'preact/hooks';
import { RefusedError, type Client } from '../../wire/http/call-route.js';
import { useClient } from './client-context.js';
import { isUnreachable } from './connection.js';
import { useBack } from './use-connection.js';

/** Something that is done once, at a press of a button. */
export interface Acting {
  readonly isBusy: boolean;
  /** Why the last one failed. */
  readonly error: unknown;
  /** Does it; true when it went well. A second press while it runs does nothing. */
  readonly act: (body: (client: Client) => Promise<void>) => Promise<boolean>;
  readonly clear: () => void;
}

/** Lets a page do something with the server, with what came of it. */
export function useAct(): Acting {
  const client = useClient();
  const [state, setState] = useState<{ readonly isBusy: boolean; readonly error: unknown }>(IDLE);
  const act = useCallback(
    async (body: (client: Client) => Promise<void>): Promise<boolean> => {
      setState({ isBusy: true, error: undefined });
      try {
        await body(client);
        setState(IDLE);
        return true;
      } catch (error) {
        setState({ isBusy: false, error });
        return false;
      }
    },
    [client],
  );
  const clear = useCallback(() => setState(IDLE), []);
  // Why it failed is over once the server is back or somebody has signed in again: it can be pressed once more.
  const forget = (isOver: (error: unknown) => boolean): void =>
    setState((before) => (isOver(before.error) ? IDLE : before));
  useBack(() => forget(isUnreachable));
  useEffect(() => forget(isSignedOut), [client]);
  return { ...state, act, clear };
}

const IDLE = { isBusy: false, error: undefined } as const;

function isSignedOut(error: unknown): boolean {
  return error instanceof RefusedError && error.status === 401;
}
