import { partyCodes } from '../../store/organisations.js';
import type { Tx } from '../../store/store.js';

/** Codes of carriers by their organisations' ids. One never changes, so that the database is asked only for one that is not known yet. */
export class KnownCodes {
  private codes: ReadonlyMap<string, string> = new Map();

  /** At least those of some organisations, as far as they are carriers. */
  async of(tx: Tx, organisationIds: Iterable<string>): Promise<ReadonlyMap<string, string>> {
    for (const id of organisationIds) {
      if (!this.codes.has(id)) return (this.codes = await partyCodes(tx));
    }
    return this.codes;
  }
}
