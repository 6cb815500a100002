import { listPartyKeys, type PartyKey } from '../../store/agreements/party-keys.js';
import type { Tx } from '../../store/database/store.js';

/** A public key of the acting party or of a partner, with whose it is by its code. */
export interface KnownKey extends PartyKey {
  readonly party: string;
}

/** Public keys that the acting party knows, its own and its partners', by key id; revoked ones too. */
export async function listKnownKeys(tx: Tx, codes: ReadonlyMap<string, string>): Promise<Map<string, KnownKey>> {
  const keys = await listPartyKeys(tx);
  return new Map(keys.map((key) => [key.key, { ...key, party: codes.get(key.partyId) ?? '' }]));
}
