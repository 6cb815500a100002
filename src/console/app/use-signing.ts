import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import { RefusedError, type Client } from '../../wire/http/call-route.js';
import { makeConsoleClient } from '../client/console-client.js';
import { CONNECTION } from '../client/use-connection.js';
import type { WireSession } from './session.js';

/** Who is signed in, and how they come and go. */
export interface Signing {
  readonly session: WireSession | undefined;
  readonly client: Client;
  /** How often the server said that the session is over; 0 while it is not. The page stays as it is until somebody signs in again. */
  readonly refusals: number;
  readonly enter: (session: WireSession) => void;
  readonly signOut: () => void;
}

export function useSigning(begun: WireSession | undefined): Signing {
  const [session, setSession] = useState(begun);
  const [over, setOver] = useState<{ readonly session: WireSession | undefined; readonly refusals: number }>(NOT_OVER);
  const client = useMemo(() => {
    const onSignedOut = (): void =>
      setOver((before) => ({ session, refusals: before.session === session ? before.refusals + 1 : 1 }));
    return makeConsoleClient({ csrfToken: session?.csrf_token ?? undefined, onSignedOut, connection: CONNECTION });
  }, [session]);
  const refusals = session !== undefined && over.session === session ? over.refusals : 0;
  useOtherTabs({ session, client, refusals }, setSession);
  const signOut = useCallback(() => {
    // What the dock keeps of who was signed in; there are no caches where a page is not served securely.
    void (globalThis.caches as CacheStorage | undefined)?.delete('dock-told');
    const leave = async (): Promise<void> => {
      const url = await client.signOut().then(
        ({ body }) => body.provider_url,
        () => null,
      );
      setSession(undefined);
      if (url !== null) location.assign(url);
    };
    void leave();
  }, [client]);
  return { session, client, refusals, enter: setSession, signOut };
}

const NOT_OVER = { session: undefined, refusals: 0 } as const;

/** Somebody who comes back to this tab may have signed in, or out, in another one. */
function useOtherTabs(
  { session, client, refusals }: Pick<Signing, 'session' | 'client' | 'refusals'>,
  enter: (session: WireSession) => void,
): void {
  useEffect(() => {
    if (session === undefined) return undefined;
    const look = async (): Promise<void> => {
      if (document.visibilityState !== 'visible') return;
      try {
        const { body } = await client.getSession();
        if (refusals > 0 || body.csrf_token !== session.csrf_token) enter(body);
      } catch (error) {
        // Whether it is over is told by what is asked next; an unreachable server by the bar.
        if (!(error instanceof RefusedError) && !(error instanceof TypeError)) throw error;
      }
    };
    const hear = (): void => void look();
    document.addEventListener('visibilitychange', hear);
    return () => document.removeEventListener('visibilitychange', hear);
  }, [session, client, refusals, enter]);
}
