import { findOrganisation } from '../../store/people/organisations.js';
import type { Store } from '../../store/database/store.js';
import { ProblemError } from '../http/problem-error.js';
import type { ReferenceData } from '../reference-data.js';

/** The carrier that carries for an organisation: itself, or the one whose customer it is. */
export interface Carrier {
  readonly id: string;
  readonly code: string;
  readonly party: number; // index into the workspace's parties
}

/** Which carrier an organisation books with. That never changes, so it is looked up once. */
export class CarrierOf {
  private readonly known = new Map<string, Carrier>();

  constructor(
    private readonly store: Store,
    private readonly reference: ReferenceData,
  ) {}

  /** Throws where the carrier is no party of the workspace. */
  async find(organisationId: string): Promise<Carrier> {
    const known = this.known.get(organisationId);
    if (known !== undefined) return known;
    const found = await this.store.asParty({ partyId: organisationId, mode: 'live' }, async (tx) => {
      const self = await findOrganisation(tx, organisationId);
      return self?.carrierId === undefined ? self : findOrganisation(tx, self.carrierId);
    });
    const party = this.reference.parties.findIndex(({ code }) => code === found?.code);
    if (found?.code === undefined || party < 0) {
      throw new ProblemError('forbidden', 'Your organisation has no carrier in this workspace.');
    }
    const carrier = { id: found.id, code: found.code, party };
    this.known.set(organisationId, carrier);
    return carrier;
  }
}
