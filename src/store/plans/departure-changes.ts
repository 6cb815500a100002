import type { Selectable } from 'kysely';
import { newId } from '../database/ids.js';
import type { Tx } from '../database/store.js';
import type { Tables } from '../database/tables.js';
import type { Mode } from '../database/column-types.js';

/** That a departure does not run, or runs late, as its carrier says. */
export type DepartureChange = Selectable<Tables['departure_changes']>;

export interface NewDepartureChange {
  readonly mode: Mode;
  readonly partyId: string;
  readonly trip: string;
  readonly date: string; // YYYY-MM-DD
  readonly kind: DepartureChange['kind'];
  readonly delayMinutes: number | undefined;
  readonly reason: string | undefined;
  readonly notedBy: string;
}

/** Notes a change of one of the acting carrier's departures; the last one noted counts. */
export async function addDepartureChange(tx: Tx, change: NewDepartureChange, now: Date): Promise<DepartureChange> {
  const row = {
    id: newId('departureChange', now.getTime()),
    mode: change.mode,
    party_id: change.partyId,
    trip: change.trip,
    date: change.date,
    kind: change.kind,
    delay_minutes: change.delayMinutes ?? null,
    reason: change.reason ?? null,
    noted_by: change.notedBy,
    noted_at: now,
  };
  await tx.insertInto('departure_changes').values(row).execute();
  return row;
}

/** Changes of departures from a day on, as they were noted; carriers see those of all carriers. */
export async function listDepartureChanges(tx: Tx, from: string): Promise<DepartureChange[]> {
  return tx.selectFrom('departure_changes').selectAll().where('date', '>=', from).orderBy('id').execute();
}
