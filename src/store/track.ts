import { sql } from 'kysely';
import type { CustodyEvent } from '../domain/custody-event.js';
import type { Store } from './store.js';

/** What anybody may know of a parcel. */
export interface PublicParcel {
  readonly owner: string; // code of the carrier
  readonly promisedBy: Date | undefined;
  readonly events: readonly CustodyEvent[]; // in the order of the log; without people, weights, evidence
}

/** The live parcel with a tracking number, as anybody may know it. */
export async function findPublicParcel(store: Store, number: string): Promise<PublicParcel | undefined> {
  const [row] = await store.ask(
    sql<{ owner: string; promised_by: Date | null; events: CustodyEvent[] }>`
      select owner, promised_by, events from track(${number})`,
  );
  return row && { owner: row.owner, promisedBy: row.promised_by ?? undefined, events: row.events };
}
