import type { Fault } from '../base/input-error.js';
import type { Agreement } from '../domain/agreement.js';
import type { AgreementTerms } from '../domain/agreement-terms.js';
import type { Workspace } from '../domain/workspace.js';
import { FaultList } from '../feed/tables/fault-list.js';
import { NetworkBuilder } from '../feed/network/network-builder.js';
import { agreementOf } from '../feed/agreement/read-agreement.js';
import { YamlValue } from '../feed/tables/yaml-value.js';
import { termsOf } from './agreement-terms.js';

/** The terms of an agreement's file, and what to mind about it. */
export interface TermsReading {
  readonly terms: AgreementTerms;
  readonly warnings: readonly Fault[];
}

const MINOR_PER_MAJOR = 100; // of any currency: terms are in major units again
const PARTIES_MAX = 256; // a party is a byte in columns

/**
 * Reads the terms of an agreement from its file's text alone, by the reader that also reads it in a workspace. Ids of
 * facilities, products and trips are taken as they stand; that they exist, only the workspace can tell. Throws an
 * InputError with every fault; `file` is named in them.
 */
export function readTerms(text: string, file: string): TermsReading {
  const found = new FaultList();
  const root = YamlValue.parse(text, file, found);
  const beforehand = YamlValue.parse(text, file, new FaultList()); // what is wrong is told by the reader below
  const parties = textsOf(beforehand.get('parties').items());
  const products = textsOf(
    beforehand
      .get('products')
      .items()
      .map((item) => item.get('id')),
  );
  const facilities = parties.map((_, party) => new AnyIds(party));
  const agreement = agreementOf(
    {
      parties: parties.map((id) => ({ id, name: id })),
      products: products.map((id) => ({ id, days: 0, latePerDay: 0, spot: undefined, unplannedCost: 0 })),
      network: new NetworkBuilder().build(),
      minorPerMajor: MINOR_PER_MAJOR,
      currency: beforehand.get('currency').text(''),
      facilities,
    },
    root,
  );
  root.get('currency').required('an ISO 4217 code; without a workspace nothing else says it');
  const faults = new FaultList();
  for (const fault of found.list()) if (fault.code !== 'matches_nothing') faults.add(fault); // no trips are known here
  return {
    warnings: faults.warningsOrThrow(),
    terms: termsOf(agreement, {
      parties,
      products,
      facilityId: (facility) => facilities[facility % PARTIES_MAX].idOf(facility),
      minorPerMajor: MINOR_PER_MAJOR,
    }),
  };
}

/** The terms of a workspace's agreement: the same that its file gives alone. */
export function termsOfWorkspace(workspace: Workspace, agreement: Agreement): AgreementTerms {
  const { parties, products, network, minorPerMajor } = workspace;
  return termsOf(agreement, {
    parties: parties.map(({ id }) => id),
    products: products.map(({ id }) => id),
    facilityId: (facility) => network.facilities.id[facility],
    minorPerMajor,
  });
}

/** A list of ids in which every id is found: it gets an index when it is first asked for. */
class AnyIds extends Map<string, number> {
  private readonly ids: string[] = [];

  constructor(private readonly party: number) {
    super();
  }

  override get(id: string): number {
    let at = this.ids.indexOf(id);
    if (at < 0) at = this.ids.push(id) - 1;
    return at * PARTIES_MAX + this.party;
  }

  idOf(facility: number): string {
    return this.ids[Math.floor(facility / PARTIES_MAX)];
  }
}

function textsOf(values: readonly YamlValue[]): string[] {
  return [...new Set(values.map((value) => value.text('')).filter((text) => text !== ''))];
}
