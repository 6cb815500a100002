import assert from 'node:assert/strict';
import { Prng } from '../base/prng.js';
import type { Mode } from '../store/database/column-types.js';
import type { Client } from '../wire/http/client.js';
import type { OperationName } from '../wire/operations.js';
import { refusal, type PartiesForTest, type ServerForTest } from './server-for-test.js';

/**
 * Two carriers and a customer of each on a server, in both modes. Topics play at random on it, each knowing what it did, and
 * check everything that is told against that knowledge alone.
 */
export interface Stage {
  readonly made: ServerForTest;
  readonly random: Prng;
  readonly ids: PartiesForTest;
  readonly organisations: readonly KnownOrganisation[];
  readonly askers: readonly Asker[];
  /** The client of a party's key with all scopes. */
  readonly as: (partyId: string, mode?: Mode) => Client;
  /** What a topic did and knows; it plays when it is asked for the first time, so topics can build on each other. */
  readonly know: <T>(play: Play<T>) => Promise<T>;
}

/** Does random things through the interface, and tells what it did. */
export type Play<T> = (stage: Stage) => Promise<T>;

/** A party that asks, in one mode. */
export interface Asker {
  readonly partyId: string;
  readonly mode: Mode;
  readonly client: Client;
}

export interface KnownOrganisation {
  readonly id: string;
  readonly kind: 'carrier' | 'shipper';
  readonly carrierId: string | undefined;
}

/** What an operation must tell one asker, and must not tell or do for it. */
export type Check = (stage: Stage, asker: Asker) => Promise<void>;

/** Checks of a topic, by operation. */
export type Checks<N extends OperationName> = Readonly<Record<N, Check>>;

export const MODES: readonly Mode[] = ['live', 'test'];

/** A stage on a server, with nothing played yet. */
export async function setStage(made: ServerForTest, seed: number): Promise<Stage> {
  const ids = await made.addParties();
  const organisations: KnownOrganisation[] = [
    { id: ids.ats, kind: 'carrier', carrierId: undefined },
    { id: ids.post, kind: 'carrier', carrierId: undefined },
    { id: ids.atsShop, kind: 'shipper', carrierId: ids.ats },
    { id: ids.postShop, kind: 'shipper', carrierId: ids.post },
  ];
  const askers: Asker[] = [];
  for (const { id } of organisations) {
    for (const mode of MODES) askers.push({ partyId: id, mode, client: await made.keyOf(id, { mode }) });
  }
  const known = new Map<Play<unknown>, Promise<unknown>>();
  const stage: Stage = {
    made,
    random: new Prng(seed),
    ids,
    organisations,
    askers,
    as: (partyId, mode = 'live') => {
      const asker = askers.find((one) => one.partyId === partyId && one.mode === mode);
      assert.ok(asker !== undefined);
      return asker.client;
    },
    know: <T>(play: Play<T>) => {
      const played = (known.get(play) as Promise<T> | undefined) ?? play(stage);
      known.set(play, played);
      return played;
    },
  };
  return stage;
}

/** For operations that only make something of the asker's own, which topics use when they play. */
export async function nothing(): Promise<void> {}

/** The answer where an asker may see something; otherwise the request must find nothing, and undefined is returned. */
export async function ifSeen<T>(sees: boolean, asking: Promise<{ readonly body: T }>): Promise<T | undefined> {
  if (sees) return (await asking).body;
  await refusal(asking, 'not_found');
  return undefined;
}

/** All rows of a list, page after page of random length. */
export async function allOf<T>(
  { random }: Pick<Stage, 'random'>,
  list: (query: { limit: number; cursor?: string }) => Promise<{ body: { data: T[]; next_cursor: string | null } }>,
): Promise<T[]> {
  const rows: T[] = [];
  const limit = 1 + random.below(6);
  let cursor: string | null = null;
  do {
    const { body } = await list(cursor === null ? { limit } : { limit, cursor });
    assert.ok(body.data.length <= limit);
    rows.push(...body.data);
    cursor = body.next_cursor;
  } while (cursor !== null);
  return rows;
}

/** Every one of some values at random, or none of them: filters of a query. */
export function someOf<T extends object>(random: Prng, all: T): Partial<T> {
  return Object.fromEntries(Object.entries(all).filter(() => random.chance(0.4))) as Partial<T>;
}

/** Ids of others, of ids by party. */
export function foreign(ids: ReadonlyMap<string, readonly string[]>, partyId: string): string[] {
  return [...ids].flatMap(([owner, own]) => (owner === partyId ? [] : [...own]));
}
