import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import { useAnswer } from '../../client/use-answer.js';
import { Field } from '../../widgets/field.js';
import { useWords } from '../../words/use-words.js';
import { isOffice, officesOf, type DespatchDraft } from './despatch-draft.js';
import { useTables } from '../tables/use-tables.js';

/** UPU code list 115. */
const CATEGORIES = ['A', 'B', 'C', 'D'] as const;

interface LaneProps {
  readonly draft: DespatchDraft;
  readonly change: (update: (before: DespatchDraft) => DespatchDraft) => void;
}

/** From which office of exchange to which, and as what mail. Offices of earlier despatches are offered. */
export function DespatchLane({ draft, change }: LaneProps): JSX.Element {
  const { t } = useWords();
  const tables = useTables();
  const known = useAnswer(
    async (client, signal) => officesOf((await client.listDespatches({ query: { limit: 50 }, signal })).body.data),
    ['offices'],
  );
  const subclasses = [...new Set((tables.value?.services ?? []).map(({ mailSubclass }) => mailSubclass))];
  return (
    <section class="card" aria-labelledby="despatch-lane">
      <h2 id="despatch-lane">{t('exports.despatch.lane')}</h2>
      <div class="export-grid">
        <Code {...{ draft, change }} part="origin" known={known.value?.origins ?? []} />
        <Code {...{ draft, change }} part="destination" known={known.value?.destinations ?? []} />
        <Field label={t('exports.despatch.category')}>
          {(tied) => (
            <select
              {...tied}
              value={draft.category}
              onChange={({ currentTarget: { value } }) => change((before) => ({ ...before, category: value }))}
            >
              <option value="">{t('exports.choose')}</option>
              {CATEGORIES.map((category) => (
                <option key={category} value={category}>
                  {t(`exports.despatch.category.${category}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Code {...{ draft, change }} part="subclass" known={subclasses} />
      </div>
    </section>
  );
}

/** A code in capital letters, with those that are known to choose from. */
function Code(
  props: LaneProps & { readonly part: 'origin' | 'destination' | 'subclass'; readonly known: readonly string[] },
): JSX.Element {
  const { t } = useWords();
  const listId = useId();
  const { draft, change, part, known } = props;
  const value = draft[part];
  const isRight = part === 'subclass' ? /^[A-Z]{2}$/.test(value) : isOffice(value);
  return (
    <Field
      label={t(`exports.despatch.${part}`)}
      hint={t(`exports.despatch.${part}Hint`)}
      fault={value === '' || isRight ? undefined : t(`exports.despatch.${part}Hint`)}
    >
      {(tied) => (
        <>
          <input
            {...tied}
            class="mono"
            list={listId}
            value={value}
            maxLength={part === 'subclass' ? 2 : 6}
            autocapitalize="characters"
            autocomplete="off"
            spellcheck={false}
            onInput={({ currentTarget }) => {
              const code = currentTarget.value.trim().toUpperCase();
              change((before) => ({ ...before, [part]: code }));
            }}
          />
          <datalist id={listId}>
            {known.map((code) => (
              <option key={code} value={code} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}
