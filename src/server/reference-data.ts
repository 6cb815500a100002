import { localDate } from '../base/civil-time.js';
import { facilitiesByParty, type AgreementContext } from '../feed/agreement/agreement-context.js';
import type { WorkspaceReading } from '../feed/read-workspace.js';
import type { Workspace } from '../domain/workspace.js';
import type { NumberIssuer } from '../standards/tracking/tracking-number.js';

/** What requests may refer to, taken from the workspace once. */
export interface ReferenceData {
  readonly workspace: Workspace;
  readonly name: string;
  readonly synthetic: boolean;
  readonly currency: string;
  readonly parties: readonly (NumberIssuer & { readonly name: string })[];
  readonly products: ReadonlySet<string>;
  /** Postal codes to which some carrier delivers. */
  readonly delivered: ReadonlySet<string>;
  /** Facilities, and postal codes where it collects, of each carrier by its code. */
  readonly origins: ReadonlyMap<string, ReadonlySet<string>>;
  /** Index of each postal code of the workspace. */
  readonly postalCodeOf: ReadonlyMap<string, number>;
  /** Day on which an instant falls where the workspace is, YYYY-MM-DD. */
  readonly dayOf: (instant: Date) => string;
  /** For reading agreements. */
  readonly agreementContext: AgreementContext;
}

/** Looks up what a workspace has. */
export function referenceDataOf({ workspace }: Pick<WorkspaceReading, 'workspace'>): ReferenceData {
  const { name, synthetic, currency, minorPerMajor, network, products, calendar } = workspace;
  const facilities = facilitiesByParty(network, workspace.parties.length);
  const origins = new Map(workspace.parties.map(({ id }, party) => [id, new Set(facilities[party]?.keys())]));
  network.pickups.facility.forEach((facility, row) => {
    const party = workspace.parties[network.facilities.party[facility]];
    if (party !== undefined) origins.get(party.id)?.add(network.postalCodes[network.pickups.postalCode[row]]);
  });
  return {
    workspace,
    postalCodeOf: new Map(network.postalCodes.map((code, index) => [code, index])),
    name,
    synthetic,
    currency,
    parties: workspace.parties.map(({ id, name, s10 }) => ({ code: id, name, s10 })),
    products: new Set(products.map(({ id }) => id)),
    delivered: new Set([...network.deliveries.postalCode].map((code) => network.postalCodes[code])),
    origins,
    dayOf: (instant) => localDate(calendar.timezone, instant.getTime()),
    agreementContext: { parties: workspace.parties, products, network, minorPerMajor, currency, facilities },
  };
}
