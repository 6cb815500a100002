import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { AgreementTerms } from '../../../domain/agreement-terms.js';
import { useSession } from '../../app/session.js';
import { useAnswer } from '../../client/use-answer.js';
import { useExploration, type Exploring } from '../../explore/use-exploration.js';
import { WorldLine } from '../../explore/world-line.js';
import { Meter } from '../../widgets/meter.js';
import { Failed, Shown } from '../../widgets/states.js';
import { useWords } from '../../words/use-words.js';
import type { VersionProps } from '../version-props.js';
import { ClauseEffect } from './clause-effect.js';
import { ClausePrice } from './clause-price.js';
import { clauseAnchor, worthsByPath, type ClauseWorth } from './clause-worths.js';
import { useTarget } from './use-target.js';
import { sectionsOf, type ToldTerms } from './told-terms.js';

/** The agreement as prose, with what the latest plan makes of each clause beside it. */
export function ReadView({ version, known }: VersionProps): JSX.Element {
  const { id } = version;
  const terms = useAnswer(
    async (client, signal) => (await client.getAgreementTerms({ params: { id }, signal })).body,
    [id],
  );
  return (
    <Shown answered={terms} lines={18}>
      {(told) => <Prose version={version} told={told} known={known} />}
    </Shown>
  );
}

function Prose({ version, told, known }: Omit<VersionProps, 'again'> & { readonly told: ToldTerms }): JSX.Element {
  const wording = useWords();
  const { t, formats } = wording;
  const sections = useMemo(() => sectionsOf(wording, told, known), [wording, told, known]);
  const { plan } = told;
  const { exploring, worths } = useClauseWorths(version.id, told);
  const target = useTarget(sections);
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
        <WorthsLine exploring={exploring} versionId={version.id} />
        {sections.map(({ id, title, paragraphs }) => (
          <section key={id} id={id} aria-labelledby={`${id}-title`}>
            <h2 id={`${id}-title`}>{title}</h2>
            {paragraphs.map(({ path, sentences }, index) => (
              <div
                key={`${path} ${index}`}
                id={paragraphs.findIndex((one) => one.path === path) === index ? clauseAnchor(path) : undefined}
                class={target === clauseAnchor(path) ? 'agreement-clause agreement-target' : 'agreement-clause'}
              >
                <p>
                  {sentences.map((sentence) => (
                    <span key={sentence.path} title={t('agreements.where', { path: sentence.path })}>
                      {sentence.text}{' '}
                    </span>
                  ))}
                </p>
                <div class="agreement-beside">
                  <ClauseEffect path={path} told={told} known={known} />
                  <ClausePrice worth={worths?.get(path)} />
                </div>
              </div>
            ))}
          </section>
        ))}
      </article>
    </div>
  );
}

/** What clauses of a version are worth, from the latest exploration of that; undefined while there is none. */
function useClauseWorths(
  versionId: string,
  { terms }: ToldTerms,
): { readonly exploring: Exploring<'clauses'>; readonly worths: ReadonlyMap<string, ClauseWorth> | undefined } {
  const { may } = useSession();
  const [started, setStarted] = useState<string | undefined>(undefined);
  const exploring = useExploration({
    kind: 'clauses',
    id: may('plans:read') ? started : null,
    version: versionId,
    onStarted: setStarted,
  });
  const { result } = exploring;
  const worths = useMemo(
    () => (result === undefined ? undefined : worthsByPath(result.clauses, terms as unknown as AgreementTerms)),
    [result, terms],
  );
  return { exploring, worths };
}

/** From when prices beside clauses are, or the way to them. */
function WorthsLine(props: {
  readonly exploring: Exploring<'clauses'>;
  readonly versionId: string;
}): JSX.Element | null {
  const { t, formats } = useWords();
  const { may } = useSession();
  const { exploring, versionId } = props;
  const { state, exploration, error, start, cancel } = exploring;
  if (!may('plans:read') || state === 'looking') return null;
  if (state === 'done' && exploration !== undefined) {
    const day = formats.instant(exploration.ended_at ?? exploration.created_at);
    return (
      <div class="agreement-plan">
        <p class="fine">
          {t('prose.worth.from', { day })}{' '}
          <a href={`/explore/clauses?version=${versionId}&run=${exploration.id}`}>{t('prose.worth.all')}</a>
        </p>
        <WorldLine world={exploration.world} figures={exploration.figures} />
      </div>
    );
  }
  if (state === 'running') {
    const progress = exploration?.progress;
    const share = progress === undefined || progress === null || progress.all === 0 ? 0 : progress.done / progress.all;
    return (
      <div class="row agreement-worths" aria-live="polite">
        <Meter share={share} label={t('prose.worth.running')} />
        <span class="fine">{t('prose.worth.running')}</span>
        <button type="button" class="button" onClick={cancel}>
          {t('explore.stop')}
        </button>
      </div>
    );
  }
  return (
    <div class="row agreement-worths">
      {error === undefined ? null : <Failed error={error} />}
      <span class="fine">{t(state === 'failed' ? 'prose.worth.failed' : 'prose.worth.none')}</span>
      {may('plans:write') ? (
        <button
          type="button"
          class="button"
          onClick={() => start({ kind: 'clauses', agreement_version_id: versionId, ...CLOSE })}
        >
          {t('prose.worth.workOut')}
        </button>
      ) : null}
    </div>
  );
}

/** Prices of a plan this close to the best are worth telling. */
const CLOSE = { gap: 0.001, seconds: 180 } as const;
