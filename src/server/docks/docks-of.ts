import type { Agreement } from '../../domain/agreement.js';
import { findAgreementText } from '../../store/agreements/agreements.js';
import { listOrganisations } from '../../store/people/organisations.js';
import type { Tx } from '../../store/database/store.js';
import { agreementOfText } from '../agreements/agreement-version.js';
import { versionInForce } from '../agreements/version-in-force.js';
import type { ReferenceData } from '../reference-data.js';
import { dockOf, type DockParty } from './dock-of.js';

/** A facility of a carrier where it meets others. */
export interface Dock {
  readonly place: string; // `PARTY:STOP`
  readonly name: string;
  readonly postalCode: string | undefined;
  readonly interchanges: readonly DockInterchange[];
}

export interface DockInterchange {
  readonly id: string;
  readonly partnerId: string;
  readonly partnerPlace: string;
  readonly gives: boolean;
  readonly takes: boolean;
}

/** Texts of agreements that were read, by version; a version never changes. */
const VERSIONS_KEPT = 20;

/** The facilities of carriers where parcels change hands, by the agreements in force. */
export class Docks {
  private readonly read = new Map<string, Agreement>();

  constructor(private readonly reference: ReferenceData) {}

  /** Those of the acting carrier, by name; throws when it is none. */
  async of(tx: Tx, acting: DockParty, now: Date): Promise<readonly Dock[]> {
    const owner = await dockOf(tx, acting);
    const docks = new Map<string, Dock & { readonly interchanges: DockInterchange[] }>();
    for (const other of await listOrganisations(tx)) {
      if (other.code === undefined || other.id === owner.id) continue;
      const agreement = await this.agreementOf(tx, [owner.id, other.id], now);
      if (agreement === undefined) continue;
      const party = this.partyOf(owner.code);
      const partner = this.partyOf(other.code);
      for (const { id, facilities, directions } of agreement.interchanges) {
        const [here, there] = [facilities.get(party), facilities.get(partner)];
        if (here === undefined || there === undefined) continue;
        const dock = this.dockAt(owner.code, here);
        const known = docks.get(dock.place) ?? { ...dock, interchanges: [] };
        docks.set(dock.place, known);
        known.interchanges.push({
          id,
          partnerId: other.id,
          partnerPlace: this.dockAt(other.code, there).place,
          gives: directions.some(({ from, to }) => from === party && to === partner),
          takes: directions.some(({ from, to }) => from === partner && to === party),
        });
      }
    }
    return [...docks.values()].toSorted((a, b) => (`${a.name} ${a.place}` < `${b.name} ${b.place}` ? -1 : 1));
  }

  private partyOf(code: string): number {
    return this.reference.agreementContext.parties.findIndex(({ id }) => id === code);
  }

  private dockAt(code: string, facility: number): Omit<Dock, 'interchanges'> {
    const { facilities, postalCodes } = this.reference.agreementContext.network;
    const postalCode = facilities.postalCode[facility] ?? -1;
    return {
      place: `${code}:${facilities.id[facility]}`,
      name: facilities.name[facility] ?? '',
      postalCode: postalCode < 0 ? undefined : postalCodes[postalCode],
    };
  }

  private async agreementOf(tx: Tx, partyIds: readonly string[], now: Date): Promise<Agreement | undefined> {
    const version = await versionInForce(tx, partyIds, this.reference.dayOf(now));
    if (version === undefined) return undefined;
    let agreement = this.read.get(version.id);
    if (agreement === undefined) {
      agreement = agreementOfText((await findAgreementText(tx, version.id))?.text ?? '', this.reference);
      if (this.read.size >= VERSIONS_KEPT) this.read.clear();
      this.read.set(version.id, agreement);
    }
    return agreement;
  }
}
