import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { useAct } from '../client/use-act.js';
import { Dialog } from '../widgets/dialog.js';
import { faultsByField } from '../widgets/fault-words.js';
import { Field } from '../widgets/field.js';
import { Failed } from '../widgets/states.js';
import { TextField } from '../widgets/text-field.js';
import { useWords } from '../words/use-words.js';
import { EMPTY_DRAFT, readDraft, type PlanDraft } from './new-plan.js';
import { PinField } from './pin-field.js';
import type { WirePlan } from './plan-progress.js';
import { usePins } from './use-pins.js';

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
  const { pins, clear } = usePins();
  // Whoever chose parcels that keep their routes means those of the newest plan, unless they say otherwise.
  const newest = pins.length > 0 ? plans.find(({ state }) => state === 'succeeded')?.id : undefined;
  const [draft, setDraft] = useState<PlanDraft>({ ...EMPTY_DRAFT, basedOn: basedOn === '' ? (newest ?? '') : basedOn });
  const [isTried, setTried] = useState(false);
  const { isBusy, error, act } = useAct();
  const { body, wrong } = readDraft(
    draft,
    pins.map(({ id }) => id),
  );
  const change = (part: Partial<PlanDraft>): void => setDraft((before) => ({ ...before, ...part }));
  const send = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (body === undefined) return;
    await act(async (client) => {
      const { body: plan } = await client.createPlan({ body });
      if (body.based_on !== undefined) clear();
      onClose();
      route(`/plans/${plan.id}`);
    });
  };
  // A parcel that the plan does not have is named, so that it can be taken off.
  const unknown = pins.find((_, index) => faultsByField(error).has(`pinned/${index}`));
  const fault = (field: 'seconds' | 'gap'): string | undefined =>
    isTried && wrong.has(field) ? t(`plans.wrong.${field}`) : undefined;
  return (
    <form class="stack" onSubmit={(event) => void send(event)} noValidate>
      <p class="fine">{t('plans.startMore')}</p>
      <DraftFields draft={draft} change={change} fault={fault} plans={plans} />
      {unknown !== undefined ? (
        <p class="fault-words" role="alert">
          {t('plans.wrong.pinned', { name: unknown.name })}
        </p>
      ) : error === undefined ? null : (
        <Failed error={error} />
      )}
      <div class="plans-buttons">
        <button type="button" class="button" onClick={onClose}>
          {t('app.cancel')}
        </button>
        <button type="submit" class="button button-main" disabled={isBusy}>
          {t('plans.startNow')}
        </button>
      </div>
    </form>
  );
}

interface FieldsProps {
  readonly draft: PlanDraft;
  readonly change: (part: Partial<PlanDraft>) => void;
  readonly fault: (field: 'seconds' | 'gap') => string | undefined;
  readonly plans: readonly WirePlan[];
}

function DraftFields(props: FieldsProps): JSX.Element {
  const { draft, change, fault } = props;
  const { t } = useWords();
  return (
    <>
      <div class="plans-two">
        <TextField
          label={t('plans.seconds')}
          hint={t('plans.secondsHint')}
          fault={fault('seconds')}
          inputMode="numeric"
          value={draft.seconds}
          onChange={(seconds) => change({ seconds })}
        />
        <TextField
          label={t('plans.gapWanted')}
          hint={t('plans.gapHint')}
          fault={fault('gap')}
          inputMode="decimal"
          value={draft.gapPercent}
          onChange={(gapPercent) => change({ gapPercent })}
        />
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

function BasisFields({ draft, change, plans }: Omit<FieldsProps, 'fault'>): JSX.Element {
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
      <PinField isBased={draft.basedOn !== ''} />
    </>
  );
}
