import { NONE } from '../../base/none.js';
import type { Network } from '../../domain/network.js';
import type { Party, Product } from '../../domain/workspace.js';
import { didYouMean } from '../../base/did-you-mean.js';
import type { YamlValue } from '../tables/yaml-value.js';

/** What the clauses of an agreement may refer to. */
export interface AgreementContext {
  readonly parties: readonly Party[];
  readonly products: readonly Product[];
  readonly network: Network;
  readonly minorPerMajor: number;
  readonly currency: string;
  /** Facility of a party by stop_id. */
  readonly facilities: readonly ReadonlyMap<string, number>[];
}

/** Facilities of each party by stop_id, by party index. */
export function facilitiesByParty(network: Network, partyCount: number): Map<string, number>[] {
  const maps = Array.from({ length: partyCount }, () => new Map<string, number>());
  network.facilities.id.forEach((id, facility) => maps[network.facilities.party[facility]]?.set(id, facility));
  return maps;
}

/** Index of the party that a value names; NONE, with a fault, when there is none such. */
export function partyOf(context: AgreementContext, value: YamlValue, id: string): number {
  const party = context.parties.findIndex((party) => party.id === id);
  if (party === NONE && !value.isAbsent) {
    const ids = context.parties.map((party) => party.id);
    const suggestion = didYouMean(id, ids);
    value.fault({
      code: 'unknown_reference',
      message: 'there is no such party',
      value: id,
      allowed: ids.join(', '),
      suggestion,
    });
  }
  return party;
}

/** Index of the facility of a party that a value names; NONE, with a fault, when there is none such. */
export function facilityOf(context: AgreementContext, value: YamlValue, party: number, id: string): number {
  const facilities = context.facilities[party];
  if (!facilities || value.isAbsent) return NONE;
  const facility = facilities.get(id);
  if (facility !== undefined) return facility;
  value.fault({
    code: 'unknown_reference',
    message: `${context.parties[party]?.id ?? ''} has no such facility`,
    value: id,
    allowed: 'a stop_id in stops.txt of the party',
    suggestion: didYouMean(id, facilities.keys()),
  });
  return NONE;
}

/** The two sides of `ats>indiapost`, or undefined. */
export function parseArrow(text: string): readonly [string, string] | undefined {
  const parts = text.split('>').map((part) => part.trim());
  return parts.length === 2 && parts[0] !== '' && parts[1] !== '' ? [parts[0], parts[1]] : undefined;
}
