import { sql } from 'kysely';
import type { CustodyEvent } from '../../domain/custody-event.js';
import type { Store } from '../database/store.js';

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

/** What anybody may know of an export. */
export interface PublicExport {
  readonly owner: string; // code of the carrier
  readonly state: string;
  readonly sinceAt: Date | undefined;
  readonly events: readonly { readonly kind: string; readonly atMs: number }[]; // in the order in which they happened
}

/** The live export with an S10 number, once it is filed, as anybody may know it. */
export async function findPublicExport(store: Store, number: string): Promise<PublicExport | undefined> {
  const [row] = await store.ask(
    sql<{ owner: string; state: string; since_at: Date | null; events: PublicExport['events'] }>`
      select owner, state, since_at, events from track_export(${number})`,
  );
  return row && { owner: row.owner, state: row.state, sinceAt: row.since_at ?? undefined, events: row.events };
}
