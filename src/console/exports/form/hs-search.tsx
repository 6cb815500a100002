import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useAnswer } from '../../client/use-answer.js';
import { Field } from '../../widgets/field.js';
import { Shown } from '../../widgets/states.js';
import { useWords } from '../../words/use-words.js';
import { usePaused } from './use-paused.js';

/** So long after the last key it is searched. */
const PAUSE_MS = 350;

/** Codes of goods by everyday words, likeliest first, each with where it stands and why it was found. */
export function HsSearch(props: { readonly start: string; readonly onChosen: (code: string) => void }): JSX.Element {
  const { t } = useWords();
  const { start, onChosen } = props;
  const [text, setText] = useState(start);
  const asked = usePaused(text.trim(), PAUSE_MS);
  const found = useAnswer(
    async (client, signal) =>
      asked === '' ? [] : (await client.searchHs({ query: { q: asked.slice(0, 200), limit: 6 }, signal })).body.data,
    [asked],
  );
  return (
    <section class="export-finder" aria-label={t('exports.hs.find')}>
      <Field label={t('exports.hs.words')} hint={t('exports.hs.hint')}>
        {(tied) => (
          <input
            {...tied}
            type="search"
            value={text}
            autocomplete="off"
            onInput={({ currentTarget }) => setText(currentTarget.value)}
          />
        )}
      </Field>
      <Shown answered={found} lines={4}>
        {(hits) => (
          <>
            <p class="fine" role="status">
              {asked === '' ? '' : t('exports.hs.count', { count: hits.length })}
            </p>
            <ul>
              {hits.map(({ code, display, description, path, reasons }) => (
                <li key={code}>
                  <button type="button" class="export-hit" onClick={() => onChosen(code)}>
                    <strong class="mono">{display}</strong>
                    <span lang="en">
                      {description}
                      <span class="fine">
                        {path
                          .slice(0, -1)
                          .map((one) => one.description)
                          .join(' › ')}
                      </span>
                      <span class="fine">
                        {t('exports.hs.because')} {reasons.join('; ')}
                      </span>
                    </span>
                  </button>
                </li>
              ))}
            </ul>
          </>
        )}
      </Shown>
    </section>
  );
}
