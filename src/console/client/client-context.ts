import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { assert } from '../../base/assert.js';
import type { Client } from '../../wire/http/call-route.js';

export const ClientContext = createContext<Client | undefined>(undefined);

/** The typed client of whoever is signed in. */
export function useClient(): Client {
  const client = useContext(ClientContext);
  assert(client !== undefined, 'a page is drawn within the console');
  return client;
}
