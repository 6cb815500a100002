import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { makeSscc } from '../../standards/gs1/keys.js';
import { useSession } from '../app/session.js';
import { useToast } from '../app/toasts.js';
import { useAct } from '../client/use-act.js';
import { useAnswer } from '../client/use-answer.js';
import { ConfirmDialog } from '../widgets/confirm-dialog.js';
import { faultsByField, fieldFaultWords } from '../widgets/fault-words.js';
import { Shown } from '../widgets/states.js';
import { TextField } from '../widgets/text-field.js';
import { useWords } from '../words/use-words.js';
import { readGs1, serialsOf, type Gs1Draft, type Gs1Settings } from './gs1-settings.js';

/** Which GS1 company prefix the numbers of bags and cages are made of, and the next of them. Other pages lead to `#gs1`. */
export function Gs1Card(): JSX.Element {
  const { t } = useWords();
  const { may } = useSession();
  const [isOpen, setOpen] = useState(() => location.hash === '#gs1' && may('organisations:write'));
  const answered = useAnswer(async (client, signal) => (await client.getGs1Prefix({ signal })).body, []);
  return (
    <section class="card" id="gs1">
      <div class="settings-head">
        <h2>{t('settings.gs1')}</h2>
        {may('organisations:write') ? (
          <button type="button" class="button" onClick={() => setOpen(true)}>
            {t(answered.value?.settings === null ? 'settings.gs1.set' : 'settings.gs1.change')}
          </button>
        ) : null}
      </div>
      <Shown answered={answered} lines={3}>
        {({ settings }) => (
          <>
            {settings === null ? <p>{t('settings.gs1.none')}</p> : <Gs1Facts settings={settings} />}
            <Gs1Dialog isOpen={isOpen} settings={settings} onClose={() => setOpen(false)} onSet={answered.again} />
          </>
        )}
      </Shown>
    </section>
  );
}

function Gs1Facts({ settings }: { readonly settings: Gs1Settings }): JSX.Element {
  const { t, formats } = useWords();
  const { company_prefix: companyPrefix, extension, next_serial: serial } = settings;
  const left = serialsOf(companyPrefix) - serial;
  return (
    <dl class="settings-facts">
      <dt>{t('settings.gs1.prefix')}</dt>
      <dd class="mono">{companyPrefix}</dd>
      <dt>{t('settings.gs1.extension')}</dt>
      <dd class="mono">{extension}</dd>
      <dt>{t('settings.gs1.next')}</dt>
      <dd class="mono">{left > 0 ? makeSscc({ companyPrefix, extension, serial }) : '–'}</dd>
      <dt>{t('settings.gs1.left')}</dt>
      <dd>{left > 0 ? formats.number(left) : t('settings.gs1.noneLeft')}</dd>
    </dl>
  );
}

function Gs1Dialog(props: {
  readonly isOpen: boolean;
  readonly settings: Gs1Settings | null;
  readonly onClose: () => void;
  readonly onSet: () => void;
}): JSX.Element {
  const wording = useWords();
  const { t } = wording;
  const tell = useToast();
  const { isOpen, settings, onClose, onSet } = props;
  const acting = useAct();
  const [draft, setDraft] = useState<Gs1Draft>(() => ({
    prefix: settings?.company_prefix ?? '',
    extension: String(settings?.extension ?? 0),
    serial: '',
  }));
  const change = (part: Partial<Gs1Draft>): void => setDraft((before) => ({ ...before, ...part }));
  const { body, wrong } = readGs1(draft);
  const faults = faultsByField(acting.error);
  const faultOf: FaultOf = (field, typed) =>
    fieldFaultWords(faults.get(field), wording) ??
    (typed !== '' && wrong.has(field) ? t(`settings.gs1.wrong.${field}`) : undefined);
  const go = async (): Promise<void> => {
    if (body === undefined) return;
    const isDone = await acting.act(async (client) => void (await client.setGs1Prefix({ body })));
    if (!isDone) return;
    tell({ tone: 'good', text: t('settings.gs1.done') });
    change({ serial: '' });
    onSet();
    onClose();
  };
  return (
    <ConfirmDialog
      title={t('settings.gs1')}
      isOpen={isOpen}
      acting={acting}
      onClose={onClose}
      go={go}
      words={t('app.save')}
      isReady={body !== undefined}
      isFaultShown={faults.size > 0}
    >
      <Gs1Fields draft={draft} change={change} faultOf={faultOf} />
    </ConfirmDialog>
  );
}

type FaultOf = (field: 'company_prefix' | 'extension' | 'next_serial', typed: string) => string | undefined;

function Gs1Fields(props: {
  readonly draft: Gs1Draft;
  readonly change: (part: Partial<Gs1Draft>) => void;
  readonly faultOf: FaultOf;
}): JSX.Element {
  const { t } = useWords();
  const { draft, change, faultOf } = props;
  return (
    <>
      <TextField
        label={t('settings.gs1.prefix')}
        hint={t('settings.gs1.prefixHint')}
        fault={faultOf('company_prefix', draft.prefix)}
        inputMode="numeric"
        lengthMax={12}
        isExact
        value={draft.prefix}
        onChange={(prefix) => change({ prefix })}
      />
      <TextField
        label={t('settings.gs1.extension')}
        hint={t('settings.gs1.extensionHint')}
        fault={faultOf('extension', draft.extension)}
        inputMode="numeric"
        lengthMax={1}
        isExact
        value={draft.extension}
        onChange={(extension) => change({ extension })}
      />
      <TextField
        label={t('settings.gs1.serial')}
        hint={t('settings.gs1.serialHint')}
        fault={faultOf('next_serial', draft.serial)}
        inputMode="numeric"
        lengthMax={9}
        isExact
        isOptional
        value={draft.serial}
        onChange={(serial) => change({ serial })}
      />
    </>
  );
}
