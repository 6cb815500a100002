import { createHash } from 'node:crypto';
import { canonicalTerms } from '../../agreement/agreement-terms.js';
import { readTerms } from '../../agreement/read-terms.js';
import { describeFault, InputError } from '../../base/input-error.js';
import { sha256 } from '../../base/signing.js';
import type { Agreement } from '../../domain/agreement.js';
import type { AgreementTerms } from '../../domain/agreement-terms.js';
import { FaultList } from '../../feed/tables/fault-list.js';
import { readAgreement } from '../../feed/agreement/read-agreement.js';
import type { NewAgreementVersion } from '../../store/agreements/agreements.js';
import type { Organisation } from '../../store/people/organisations.js';
import { cappedFaults } from '../http/parse-input.js';
import { faultsOfText, ProblemError } from '../http/problem-error.js';
import type { ReferenceData } from '../reference-data.js';

const FILE = 'agreement.yaml';

/** What the store keeps of a text, but for whose it is; parties by their codes. */
export type ReadVersion = Omit<NewAgreementVersion, 'partyIds' | 'proposedBy'> & {
  readonly partyCodes: readonly string[];
};

/** Reads the text of an agreement with everything it refers to; throws with every fault of it. Warnings are sentences. */
export function readAgreementVersion(
  text: string,
  { agreementContext, parties }: ReferenceData,
): { readonly version: ReadVersion; readonly warnings: readonly string[] } {
  const faults = new FaultList();
  const agreement = readAgreement(agreementContext, { text, file: FILE, faults });
  if (faults.hasErrors) throw new ProblemError('invalid', undefined, cappedFaults(faultsOfText(faults.list())));
  const terms = canonicalTerms(termsOfText(text));
  const version = {
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
    terms,
    termsHash: sha256(terms),
  };
  return { version, warnings: faults.list().map(describeFault) };
}

/** The agreement of a text that was kept, with its references resolved; it had no faults when it was uploaded. */
export function agreementOfText(text: string, { agreementContext }: ReferenceData): Agreement {
  return readAgreement(agreementContext, { text, file: FILE, faults: new FaultList() });
}

/** Terms as the file says them alone, without the server's workspace, so that whoever has the file can verify signatures. */
export function termsOfText(text: string): AgreementTerms {
  try {
    return readTerms(text, FILE).terms;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new ProblemError('invalid', undefined, cappedFaults(faultsOfText(error.faults)));
  }
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
