import { partyCodes } from '../../store/people/organisations.js';
import type { Owner } from '../../store/docks/containers.js';
import type { Acting, Tx } from '../../store/database/store.js';
import { ProblemError } from '../http/problem-error.js';

/** Who acts at a dock: a carrier. */
export type DockParty = Acting & { readonly partyId: string };

/** The acting carrier by id and code; shippers have no docks. */
export async function dockOf(tx: Tx, { partyId }: DockParty): Promise<Owner> {
  const code = (await partyCodes(tx)).get(partyId);
  if (code === undefined) throw new ProblemError('forbidden', 'Only carriers have docks.');
  return { id: partyId, code };
}
