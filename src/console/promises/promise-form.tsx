import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useSession } from '../app/session.js';
import { Field } from '../widgets/field.js';
import { Icon } from '../widgets/icon.js';
import { useWords } from '../words/use-words.js';
import { PlaceInput } from './place-input.js';
import type { Asked } from './promise-question.js';

export interface PromiseFormProps {
  readonly asked: Asked;
  readonly ask: (asked: Asked) => void;
  /** False where everywhere is asked about. */
  readonly hasTo: boolean;
  /** What the server says of fields, by their names in a request. */
  readonly faults: ReadonlyMap<string, string>;
}

/** What is asked: where from and to, when, what. */
export function PromiseForm({ asked, ask, hasTo, faults }: PromiseFormProps): JSX.Element {
  const { t } = useWords();
  const [draft, setDraft] = useState(asked);
  const key = JSON.stringify(asked);
  useEffect(() => setDraft(asked), [key]);
  const change = (part: Partial<Asked>): void => setDraft((before) => ({ ...before, ...part }));
  return (
    <form
      class="card promises-form"
      onSubmit={(event) => {
        event.preventDefault();
        ask(draft);
      }}
    >
      <PlaceInput
        label={t('promises.from')}
        hint={t('promises.fromHint')}
        fault={faults.get('origin')}
        value={draft.from}
        takesFacilities
        onChange={(from) => change({ from: from.trim() })}
      />
      {hasTo ? (
        <PlaceInput
          label={t('promises.to')}
          hint={t('promises.toHint')}
          fault={faults.get('destination_pin')}
          value={draft.to}
          takesFacilities={false}
          onChange={(to) => change({ to: to.trim() })}
        />
      ) : null}
      <ParcelFields draft={draft} change={change} faults={faults} />
      <button type="submit" class="button button-main">
        <Icon name="search" size={18} />
        {t('promises.ask')}
      </button>
    </form>
  );
}

interface ParcelFieldsProps extends Pick<PromiseFormProps, 'faults'> {
  readonly draft: Asked;
  readonly change: (part: Partial<Asked>) => void;
}

function ParcelFields({ draft, change, faults }: ParcelFieldsProps): JSX.Element {
  const { t } = useWords();
  const { workspace } = useSession();
  return (
    <>
      <Field label={t('promises.at')} hint={t('promises.atHint')} fault={faults.get('ready_at')}>
        {(tied) => (
          <input
            {...tied}
            type="datetime-local"
            value={draft.at}
            onInput={({ currentTarget }) => change({ at: currentTarget.value })}
          />
        )}
      </Field>
      <Field label={t('promises.product')} fault={faults.get('product')}>
        {(tied) => (
          <select
            {...tied}
            value={draft.product}
            onChange={({ currentTarget }) => change({ product: currentTarget.value })}
          >
            {workspace.products.map((product) => (
              <option key={product} value={product}>
                {product}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={t('promises.weight')} fault={faults.get('weight_g')}>
        {(tied) => (
          <input
            {...tied}
            inputMode="numeric"
            value={draft.grams}
            onInput={({ currentTarget }) => change({ grams: currentTarget.value })}
          />
        )}
      </Field>
    </>
  );
}
