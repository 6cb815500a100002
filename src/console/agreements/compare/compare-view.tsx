import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { useAnswer } from '../../client/use-answer.js';
import { Field } from '../../widgets/field.js';
import { Empty, Shown } from '../../widgets/states.js';
import { useWords } from '../../words/use-words.js';
import { usualComparison, type Version } from '../agreement-state.js';
import type { VersionProps } from '../version-props.js';
import { aroundChanges, pairLines, type LinePair } from './diff-lines.js';
import { diffProse, type ProseChange } from './diff-prose.js';
import { sectionsOf, type ToldTerms } from '../read/told-terms.js';
import type { Agreements } from '../use-agreements.js';

/** Lines that are shown around each difference. */
const CONTEXT_LINES = 3;

interface Compared {
  readonly before: ToldTerms;
  readonly after: ToldTerms;
  readonly texts: readonly [before: string, after: string];
  readonly words: readonly string[];
}

/** A version beside another one: what reads differently, and the texts line by line. */
export function CompareView({ version, known }: VersionProps): JSX.Element {
  const { t } = useWords();
  const { query, route } = useLocation();
  const others = known.versions.filter(({ id }) => id !== version.id);
  const from = others.find(({ id }) => id === query['from']) ?? usualComparison(version, known.versions);
  if (from === undefined) {
    return (
      <Empty icon="swap" title={t('agreements.compare.none')}>
        <p>{t('agreements.compare.noneMore')}</p>
      </Empty>
    );
  }
  return (
    <div class="stack">
      <Field label={t('agreements.compare.with')}>
        {(tied) => (
          <select
            {...tied}
            class="agreement-choice"
            value={from.id}
            onChange={({ currentTarget }) =>
              route(`/agreements/${version.id}/compare?from=${currentTarget.value}`, true)
            }
          >
            {others.map((other) => (
              <option key={other.id} value={other.id}>
                {t('agreements.version', { agreement: other.agreement, version: other.version })} ·{' '}
                {t(`agreements.state.${other.state}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Comparison from={from} version={version} known={known} />
    </div>
  );
}

function Comparison(props: {
  readonly from: Version;
  readonly version: Version;
  readonly known: Agreements;
}): JSX.Element {
  const { from, version, known } = props;
  const compared = useAnswer(
    async (client, signal): Promise<Compared> => {
      const [old, now] = [{ id: from.id }, { id: version.id }];
      const [before, after, oldText, text, words] = await Promise.all([
        client.getAgreementTerms({ params: old, signal }),
        client.getAgreementTerms({ params: now, signal }),
        client.getAgreementText({ params: old, signal }),
        client.getAgreementText({ params: now, signal }),
        client.diffAgreements({ params: now, query: { from: from.id }, signal }),
      ]);
      return {
        before: before.body,
        after: after.body,
        texts: [oldText.body, text.body],
        words: words.body.changes.map((change) => change.words),
      };
    },
    [from.id, version.id],
  );
  return (
    <Shown answered={compared} lines={14}>
      {(found) => (
        <>
          <ProseChanges compared={found} known={known} />
          <TextChanges texts={found.texts} from={from} version={version} />
        </>
      )}
    </Shown>
  );
}

function ProseChanges({ compared, known }: { readonly compared: Compared; readonly known: Agreements }): JSX.Element {
  const wording = useWords();
  const { t, locale } = wording;
  const { before, after, words } = compared;
  const sections = useMemo(
    () => diffProse(sectionsOf(wording, before, known), sectionsOf(wording, after, known)),
    [wording, before, after, known],
  );
  return (
    <section class="card agreement-changes">
      <h2>{t('agreements.compare.words')}</h2>
      {sections.length === 0 ? <p>{t('agreements.compare.same')}</p> : null}
      {sections.map(({ id, title, changes }) => (
        <div key={id}>
          <h3>{title}</h3>
          {changes.map((change, index) => (
            <Change key={index} change={change} />
          ))}
        </div>
      ))}
      {locale === 'en' && words.length > 0 ? (
        <details>
          <summary>{t('agreements.compare.exactly')}</summary>
          <ul lang="en">
            {words.map((change, index) => (
              <li key={index}>{change}</li>
            ))}
          </ul>
        </details>
      ) : null}
    </section>
  );
}

function Change({ change: { before, after } }: { readonly change: ProseChange }): JSX.Element {
  const { t } = useWords();
  return (
    <dl class="agreement-change">
      {before === undefined ? null : (
        <div class="agreement-removed">
          <dt>{t(after === undefined ? 'agreements.compare.gone' : 'agreements.compare.was')}</dt>
          <dd>
            <del>{before}</del>
          </dd>
        </div>
      )}
      {after === undefined ? null : (
        <div class="agreement-added">
          <dt>{t(before === undefined ? 'agreements.compare.added' : 'agreements.compare.is')}</dt>
          <dd>
            <ins>{after}</ins>
          </dd>
        </div>
      )}
    </dl>
  );
}

function TextChanges(props: {
  readonly texts: Compared['texts'];
  readonly from: Version;
  readonly version: Version;
}): JSX.Element {
  const { t } = useWords();
  const { texts, from, version } = props;
  const shown = useMemo(() => aroundChanges(pairLines(...texts), CONTEXT_LINES), [texts]);
  return (
    <section>
      <h2>{t('agreements.compare.text')}</h2>
      <div class="agreement-sides" tabIndex={0} role="region" aria-label={t('agreements.compare.text')}>
        <table>
          <thead>
            <tr>
              <th colSpan={2}>{t('agreements.compare.before', { version: from.version })}</th>
              <th colSpan={2}>{t('agreements.compare.after', { version: version.version })}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row, index) =>
              typeof row === 'number' ? (
                <tr key={index} class="agreement-skipped">
                  <td colSpan={4}>{t('agreements.compare.skipped', { count: row })}</td>
                </tr>
              ) : (
                <LineRow key={index} pair={row} />
              ),
            )}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function LineRow({ pair: { kind, before, after } }: { readonly pair: LinePair }): JSX.Element {
  const isDifferent = kind !== 'same';
  return (
    <tr>
      <td class="agreement-line">{before?.number ?? ''}</td>
      <td class={isDifferent && before !== undefined ? 'agreement-old' : ''}>
        {isDifferent && before !== undefined ? <del>{before.text}</del> : before?.text}
      </td>
      <td class="agreement-line">{after?.number ?? ''}</td>
      <td class={isDifferent && after !== undefined ? 'agreement-now' : ''}>
        {isDifferent && after !== undefined ? <ins>{after.text}</ins> : after?.text}
      </td>
    </tr>
  );
}
