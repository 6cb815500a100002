import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { useClient } from '../client/client-context.js';
import { Dialog } from '../widgets/dialog.js';
import { Field } from '../widgets/field.js';
import { Failed } from '../widgets/states.js';
import { useWords } from '../words/use-words.js';
import { EMPTY_DRAFT, readDraft, type PlanDraft } from './new-plan.js';
import type { WirePlan } from './plan-progress.js';

export interface StartPlanProps {
  readonly isOpen: boolean;
  /** Those that another can be based on are offered. */
  readonly plans: readonly WirePlan[];
  /** The plan to begin with as basis. */
  readonly basedOn?: string;
  readonly onClose: () => void;
}

/** Asks for a plan, and goes to it. */
export function StartPlan({ isOpen, plans, basedOn = '', onClose }: StartPlanProps): JSX.Element {
  const { t } = useWords();
  return (
    <Dialog title={t('plans.start')} isOpen={isOpen} onClose={onClose}>
      <StartForm plans={plans} basedOn={basedOn} onClose={onClose} />
    </Dialog>
  );
}

function StartForm({ plans, basedOn, onClose }: Omit<Required<StartPlanProps>, 'isOpen'>): JSX.Element {
  const { t } = useWords();
  const { route } = useLocation();
  const client = useClient();
  const [draft, setDraft] = useState<PlanDraft>({ ...EMPTY_DRAFT, basedOn });
  const [isTried, setTried] = useState(false);
  const [isSending, setSending] = useState(false);
  const [error, setError] = useState<unknown>();
  const { body, wrong } = readDraft(draft);
  const change = (part: Partial<PlanDraft>): void => setDraft((before) => ({ ...before, ...part }));
  const send = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (body === undefined) return;
    setSending(true);
    setError(undefined);
    try {
      const { body: plan } = await client.createPlan({ body });
      onClose();
      route(`/plans/${plan.id}`);
    } catch (failure) {
      setError(failure);
      setSending(false);
    }
  };
  const fault = (field: 'seconds' | 'gap' | 'pinned'): string | undefined =>
    isTried && wrong.has(field) ? t(`plans.wrong.${field}`) : undefined;
  return (
    <form class="stack" onSubmit={(event) => void send(event)} noValidate>
      <p class="fine">{t('plans.startMore')}</p>
      <DraftFields draft={draft} change={change} fault={fault} plans={plans} />
      {error === undefined ? null : <Failed error={error} />}
      <div class="plans-buttons">
        <button type="button" class="button" onClick={onClose}>
          {t('app.cancel')}
        </button>
        <button type="submit" class="button button-main" disabled={isSending}>
          {t('plans.startNow')}
        </button>
      </div>
    </form>
  );
}

interface FieldsProps {
  readonly draft: PlanDraft;
  readonly change: (part: Partial<PlanDraft>) => void;
  readonly fault: (field: 'seconds' | 'gap' | 'pinned') => string | undefined;
  readonly plans: readonly WirePlan[];
}

function DraftFields(props: FieldsProps): JSX.Element {
  const { draft, change, fault } = props;
  const { t } = useWords();
  return (
    <>
      <div class="plans-two">
        <Field label={t('plans.seconds')} hint={t('plans.secondsHint')} fault={fault('seconds')}>
          {(tied) => (
            <input
              {...tied}
              inputMode="numeric"
              value={draft.seconds}
              onInput={({ currentTarget }) => change({ seconds: currentTarget.value })}
            />
          )}
        </Field>
        <Field label={t('plans.gapWanted')} hint={t('plans.gapHint')} fault={fault('gap')}>
          {(tied) => (
            <input
              {...tied}
              inputMode="decimal"
              value={draft.gapPercent}
              onInput={({ currentTarget }) => change({ gapPercent: currentTarget.value })}
            />
          )}
        </Field>
      </div>
      <BasisFields {...props} />
      <label class="check">
        <input
          type="checkbox"
          checked={draft.assign}
          onChange={({ currentTarget }) => change({ assign: currentTarget.checked })}
        />
        {t('plans.assignAtOnce')}
      </label>
    </>
  );
}

function BasisFields({ draft, change, fault, plans }: FieldsProps): JSX.Element {
  const { t, formats } = useWords();
  const made = plans.filter(({ state }) => state === 'succeeded');
  return (
    <>
      <Field label={t('plans.basedOn')} hint={t('plans.basedOnHint')}>
        {(tied) => (
          <select
            {...tied}
            value={draft.basedOn}
            onChange={({ currentTarget }) => change({ basedOn: currentTarget.value })}
          >
            <option value="">{t('plans.basedOnNone')}</option>
            {made.map(({ id, created_at: createdAt }) => (
              <option key={id} value={id}>
                {formats.exactInstant(createdAt)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {draft.basedOn === '' ? null : (
        <Field label={t('plans.pinned')} hint={t('plans.pinnedHint')} fault={fault('pinned')} isOptional>
          {(tied) => (
            <textarea
              {...tied}
              rows={3}
              value={draft.pinned}
              onInput={({ currentTarget }) => change({ pinned: currentTarget.value })}
            />
          )}
        </Field>
      )}
    </>
  );
}
