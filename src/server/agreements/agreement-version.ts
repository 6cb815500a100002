import { createHash } from 'node:crypto';
import { FaultList } from '../../feed/fault-list.js';
import { readAgreement } from '../../feed/read-agreement.js';
import type { NewAgreementVersion } from '../../store/agreements.js';
import type { Organisation } from '../../store/organisations.js';
import { cappedFaults } from '../http/parse-input.js';
import { faultsOfText, ProblemError } from '../http/problem-error.js';
import type { ReferenceData } from '../reference-data.js';

/** What the store keeps of a text, but for who proposes it; parties by their codes. */
export type ReadVersion = Omit<NewAgreementVersion, 'partyIds' | 'proposedBy'> & {
  readonly partyCodes: readonly string[];
};

/** Reads the text of an agreement with everything it refers to; throws with every fault of it. */
export function readAgreementVersion(text: string, { agreementContext, parties }: ReferenceData): ReadVersion {
  const faults = new FaultList();
  const agreement = readAgreement(agreementContext, { text, file: 'agreement.yaml', faults });
  if (faults.hasErrors) throw new ProblemError('invalid', undefined, cappedFaults(faultsOfText(faults.list())));
  return {
    agreement: agreement.id,
    version: agreement.version,
    partyCodes: agreement.parties.map((party) => parties[party]?.code ?? ''),
    effectiveFrom: agreement.effectiveFrom,
    effectiveUntil: agreement.effectiveUntil,
    shared: agreement.visibility.shared,
    afterCustody: agreement.visibility.afterCustody,
    never: agreement.visibility.never,
    text,
    textHash: createHash('sha256').update(text).digest('hex'),
  };
}

/** Ids of the organisations that have the codes, ascending; throws when one has not been set up. */
export function partyIdsOf(codes: readonly string[], organisations: readonly Organisation[]): string[] {
  return codes
    .map((code) => {
      const found = organisations.find((organisation) => organisation.code === code);
      if (found === undefined) throw new ProblemError('conflict', `The party ${code} is not set up on this server.`);
      return found.id;
    })
    .toSorted();
}
