import { ROUTES } from 'interline:routes';
import type { OperationName } from '../../wire/operations.js';
import type { Route } from '../../wire/http/route.js';
import { callRoute, RefusedError, type AnyRequest, type Client } from '../../wire/http/call-route.js';
import type { Connection } from './connection.js';

/** Whoever is signed in, as far as requests need it. */
export interface Asker {
  readonly csrfToken: string | undefined;
  /** The session was over when something was asked. */
  readonly onSignedOut: () => void;
  /** Told what comes of requests. */
  readonly connection: Pick<Connection, 'watch'>;
}

/** What is asked of nobody who is signed in, or by somebody who leaves. */
const AT_THE_DOOR: ReadonlySet<string> = new Set<OperationName>(['signIn', 'signOut', 'getSession']);

/** A client of all operations, for a page of the server: the browser sends the session's cookie, we its token. */
export function makeConsoleClient({ csrfToken, onSignedOut, connection }: Asker): Client {
  const options = {
    fetch: async (url: string, init: RequestInit): Promise<Response> => fetch(url, init),
    baseUrl: '',
    headers: csrfToken === undefined ? {} : { 'x-csrf-token': csrfToken },
  };
  const entries = Object.entries(ROUTES as Readonly<Record<OperationName, Route>>).map(([name, route]) => {
    const ask = async (request: AnyRequest = {}): Promise<unknown> => {
      try {
        return await connection.watch(callRoute(options, route, request, (body) => body));
      } catch (error) {
        if (error instanceof RefusedError && error.status === 401 && !AT_THE_DOOR.has(name)) onSignedOut();
        throw error;
      }
    };
    return [name, ask];
  });
  return Object.fromEntries(entries) as Client;
}
