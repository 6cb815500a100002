import { useEffect, useState } from 'preact/hooks';
import type { Client } from '../../wire/http/call-route.js';
import { NAMES_BLOCK } from '../../wire/network/network-flows.js';
import { useClient } from '../client/client-context.js';

/** What a facility or trip is called. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

type Of = 'facility' | 'trip';

/** Names by block, asked for once: there are too many to send them all. */
const blocks = new WeakMap<Client, Map<string, Promise<readonly Named[]>>>();

/** Name of one row; undefined where the server has none. */
export async function nameOf(client: Client, of: Of, row: number): Promise<Named | undefined> {
  let known = blocks.get(client);
  if (known === undefined) blocks.set(client, (known = new Map<string, Promise<readonly Named[]>>()));
  const block = Math.floor(row / NAMES_BLOCK);
  let asked = known.get(`${of} ${block}`);
  if (asked === undefined) {
    asked = client.getNetworkNames({ query: { of, block } }).then(({ body }) => body.data);
    known.set(`${of} ${block}`, asked);
    asked.catch(() => known.delete(`${of} ${block}`));
  }
  return (await asked)[row - block * NAMES_BLOCK];
}

/** Names of some rows, by row, as they arrive. */
export function useNames(of: Of, rows: readonly number[]): ReadonlyMap<number, Named> {
  const client = useClient();
  const [names, setNames] = useState<ReadonlyMap<number, Named>>(new Map());
  const key = rows.join();
  useEffect(() => {
    let isGone = false;
    const ask = async (): Promise<void> => {
      const told = await Promise.all(rows.map(async (row) => [row, await nameOf(client, of, row)] as const));
      if (!isGone) setNames(new Map(told.flatMap(([row, named]) => (named === undefined ? [] : [[row, named]]))));
    };
    ask().catch(() => undefined); // rows stay without names, which is all that can be said
    return () => {
      isGone = true;
    };
  }, [client, of, key]);
  return names;
}
