import type { CustodyState } from '../../store/custody/custody-states.js';
import { partyCodes } from '../../store/people/organisations.js';
import type { Tx } from '../../store/database/store.js';

/** What was found out so far, of any database: ids of organisations differ everywhere. */
let codes: ReadonlyMap<string, string> = new Map();
const asked = new Set<string>();

/**
 * Codes of carriers by their organisations' ids, at least those of who acts and of whom some shipments concern. Whether an organisation
 * is a carrier, and its code, never change, so that a database is asked only when one is new here.
 */
export async function codesFor(
  tx: Tx,
  acting: string,
  states: ReadonlyMap<string, CustodyState>,
): Promise<ReadonlyMap<string, string>> {
  const concerned = new Set([acting]);
  for (const { ownerId, partnerIds } of states.values()) {
    concerned.add(ownerId);
    for (const id of partnerIds) concerned.add(id);
  }
  if ([...concerned].every((id) => asked.has(id))) return codes;
  const found = await partyCodes(tx);
  codes = new Map([...codes, ...found]);
  for (const id of concerned) asked.add(id);
  return codes;
}
