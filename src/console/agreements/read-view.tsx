import type { z } from '@hono/zod-openapi';
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { AgreementTerms } from '../../domain/agreement-terms.js';
import type { getAgreementTerms } from '../../wire/agreement-terms.js';
import { useAnswer } from '../client/use-answer.js';
import { Shown } from '../widgets/states.js';
import { useWords, type Wording } from '../words/use-words.js';
import type { VersionProps } from './agreement-version.js';
import { ClauseEffect } from './clause-effect.js';
import { proseOf } from './prose.js';
import { proseTools, type Section } from './prose-tools.js';
import type { Agreements } from './use-agreements.js';

export type ToldTerms = z.infer<(typeof getAgreementTerms)['answer']['body']>;

/** The agreement as prose, with what the latest plan makes of each clause beside it. */
export function ReadView({ version, known }: VersionProps): JSX.Element {
  const { id } = version;
  const terms = useAnswer(
    async (client, signal) => (await client.getAgreementTerms({ params: { id }, signal })).body,
    [id],
  );
  return (
    <Shown answered={terms} lines={18}>
      {(told) => <Prose told={told} known={known} />}
    </Shown>
  );
}

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

function Prose({ told, known }: { readonly told: ToldTerms; readonly known: Agreements }): JSX.Element {
  const wording = useWords();
  const { t, formats } = wording;
  const sections = useMemo(() => sectionsOf(wording, told, known), [wording, told, known]);
  const { plan } = told;
  return (
    <div class="agreement-read">
      <nav class="agreement-contents" aria-label={t('agreements.contents')}>
        {sections.map(({ id, title }) => (
          <a key={id} href={`#${id}`}>
            {title}
          </a>
        ))}
      </nav>
      <article class="agreement-prose">
        <p class="agreement-plan fine">
          {plan === null
            ? t('prose.use.noPlan')
            : `${t('prose.use.title', { day: formats.day(plan.ended_at) })}, ${t('prose.use.under', { version: plan.version })}`}
        </p>
        {sections.map(({ id, title, paragraphs }) => (
          <section key={id} id={id} aria-labelledby={`${id}-title`}>
            <h2 id={`${id}-title`}>{title}</h2>
            {paragraphs.map(({ path, sentences }, index) => (
              <div key={`${path} ${index}`} class="agreement-clause">
                <p>
                  {sentences.map((sentence) => (
                    <span key={sentence.path} title={t('agreements.where', { path: sentence.path })}>
                      {sentence.text}{' '}
                    </span>
                  ))}
                </p>
                <ClauseEffect path={path} told={told} known={known} />
              </div>
            ))}
          </section>
        ))}
      </article>
    </div>
  );
}
