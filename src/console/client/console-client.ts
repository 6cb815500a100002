import { ROUTES } from 'interline:routes';
import type { OperationName } from '../../wire/operations.js';
import type { Route } from '../../wire/route.js';
import { callRoute, RefusedError, type AnyRequest, type Client } from '../../wire/call-route.js';

/** Whoever is signed in, as far as requests need it. */
export interface Asker {
  readonly csrfToken: string | undefined;
  /** The session was over when something was asked. */
  readonly onSignedOut: () => void;
}

/** A client of all operations, for a page of the server: the browser sends the session's cookie, we its token. */
export function makeConsoleClient({ csrfToken, onSignedOut }: Asker): Client {
  const options = {
    fetch: async (url: string, init: RequestInit): Promise<Response> => fetch(url, init),
    baseUrl: '',
    headers: csrfToken === undefined ? {} : { 'x-csrf-token': csrfToken },
  };
  const entries = Object.entries(ROUTES as Readonly<Record<OperationName, Route>>).map(([name, route]) => {
    const ask = async (request: AnyRequest = {}): Promise<unknown> => {
      try {
        return await callRoute(options, route, request, (body) => body);
      } catch (error) {
        if (error instanceof RefusedError && error.status === 401 && name !== 'signIn') onSignedOut();
        throw error;
      }
    };
    return [name, ask];
  });
  return Object.fromEntries(entries) as Client;
}
