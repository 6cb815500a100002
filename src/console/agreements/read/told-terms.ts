import type { z } from '@hono/zod-openapi';
import type { AgreementTerms } from '../../../domain/agreement-terms.js';
import type { getAgreementTerms } from '../../../wire/agreements/agreement-terms.js';
import type { Wording } from '../../words/use-words.js';
import { proseOf } from './prose.js';
import { proseTools, type Section } from './prose-tools.js';
import type { Agreements } from '../use-agreements.js';

export type ToldTerms = z.infer<(typeof getAgreementTerms)['answer']['body']>;

/** Sections of told terms in the language of whoever reads. */
export function sectionsOf(wording: Wording, { terms, places }: ToldTerms, known: Agreements): Section[] {
  const names = {
    party: known.shortNameOfCode,
    partyInFull: known.nameOfCode,
    place: (party: string, id: string) => places.find((place) => place.party === party && place.id === id)?.name ?? id,
  };
  const read = terms as unknown as AgreementTerms; // as the server's reader wrote them
  return proseOf(read, proseTools(wording, names, read.currency));
}
