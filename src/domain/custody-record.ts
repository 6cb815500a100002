import type { Json } from '../base/canonical-json.js';

/** One line of a shipment's custody log. Hashes are SHA-256 in lower-case hex. */
export interface CustodyRecord {
  readonly shipment: string;
  readonly sequence: number; // from 0, without gaps
  readonly previous: string; // hash of the record before; of the first, a hash of the shipment's id
  readonly recordedMs: number;
  readonly body: Json; // what happened, without personal data
  readonly hash: string; // of all the above
}

/** The last record of a log, as far as it goes. */
export interface ChainHead {
  readonly shipment: string;
  readonly sequence: number;
  readonly hash: string;
}

/** A head that a party stands by: everything up to it can no longer be changed without notice. */
export interface SignedHead extends ChainHead {
  readonly party: string;
  readonly key: string; // id of the party's key
  readonly signedMs: number;
  readonly signature: string; // base64
}

/** Plain text of a personal field of a record, kept apart from the log so that it can be erased. */
export interface PersonalOpening {
  readonly field: string;
  readonly salt: string; // hex, at least 16 random bytes
  readonly value: string;
}

/** A public key that is known to be a party's. */
export interface PartyKey {
  readonly party: string;
  readonly publicPem: string;
}
