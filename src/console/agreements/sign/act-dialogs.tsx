import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useSession } from '../../app/session.js';
import { useToast } from '../../app/toasts.js';
import { useAct } from '../../client/use-act.js';
import { Field } from '../../widgets/field.js';
import { ConfirmDialog } from '../../widgets/confirm-dialog.js';
import { TextField } from '../../widgets/text-field.js';
import { useWords } from '../../words/use-words.js';
import { answerableBy, type Version } from '../agreement-state.js';
import { useDays, type Agreements } from '../use-agreements.js';

/** A question about a version, with what it means. */
export interface ActDialogProps {
  readonly version: Version;
  readonly known: Agreements;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** It was done. */
  readonly onDone: () => void;
}

/** Shows a draft to the others, as a proposal of its own or as the answer to one of theirs. */
export function ProposeDialog({ version, known, isOpen, onClose, onDone }: ActDialogProps): JSX.Element {
  const { t } = useWords();
  const { organisation } = useSession();
  const { list } = useDays();
  const tell = useToast();
  const acting = useAct();
  const answerable = answerableBy(version, known.versions);
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const answers = chosen ?? answerable[0]?.id ?? '';
  const answered = answerable.find(({ id }) => id === answers);
  const names = list(version.party_ids.filter((id) => id !== organisation.id).map(known.nameOf));
  const go = async (): Promise<void> => {
    const isDone = await acting.act(async (client) => {
      if (answered === undefined) await client.proposeAgreement({ params: { id: version.id } });
      else await client.counterAgreement({ params: { id: answered.id }, body: { version_id: version.id } });
    });
    if (!isDone) return;
    tell({ tone: 'good', text: t('agreements.propose.done', { names }) });
    onDone();
  };
  return (
    <ConfirmDialog
      title={t('agreements.propose.title', { version: version.version })}
      isOpen={isOpen}
      acting={acting}
      onClose={onClose}
      go={go}
      words={t('agreements.act.propose')}
    >
      <p>{t('agreements.propose.means', { names })}</p>
      {answerable.length === 0 ? null : (
        <Field label={t('agreements.answer.label')}>
          {(tied) => (
            <select {...tied} value={answers} onChange={({ currentTarget }) => setChosen(currentTarget.value)}>
              <option value="">{t('agreements.answer.nothing')}</option>
              {answerable.map(({ id, agreement, version: number }) => (
                <option key={id} value={id}>
                  {t('agreements.version', { agreement, version: number })}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      {answered === undefined ? null : (
        <p class="note">
          {t('agreements.propose.instead', { version: answered.version, names: known.nameOf(answered.proposed_by) })}
        </p>
      )}
    </ConfirmDialog>
  );
}

/** Takes a draft or proposal back. */
export function WithdrawDialog({ version, isOpen, onClose, onDone }: ActDialogProps): JSX.Element {
  const { t } = useWords();
  const tell = useToast();
  const acting = useAct();
  const go = async (): Promise<void> => {
    const isDone = await acting.act(async (client) => {
      await client.withdrawAgreement({ params: { id: version.id } });
    });
    if (!isDone) return;
    tell({ tone: 'good', text: t('agreements.withdraw.done') });
    onDone();
  };
  return (
    <ConfirmDialog
      title={t('agreements.withdraw.title', { version: version.version })}
      isOpen={isOpen}
      acting={acting}
      onClose={onClose}
      go={go}
      words={t('agreements.act.withdraw')}
      isBad
    >
      <p>{t('agreements.withdraw.means')}</p>
    </ConfirmDialog>
  );
}

/** Ends the agreement, after its name was typed. */
export function TerminateDialog({ version, isOpen, onClose, onDone }: ActDialogProps): JSX.Element {
  const { t } = useWords();
  const tell = useToast();
  const { date } = useDays();
  const acting = useAct();
  const today = new Date().toISOString().slice(0, 10);
  const [lastDay, setLastDay] = useState('');
  const [typed, setTyped] = useState('');
  const { agreement } = version;
  const go = async (): Promise<void> => {
    const isDone = await acting.act(async (client) => {
      await client.terminateAgreement({ params: { id: version.id }, body: { last_day: lastDay } });
    });
    if (!isDone) return;
    tell({ tone: 'good', text: t('agreements.terminate.done', { day: date(lastDay) }) });
    onDone();
  };
  return (
    <ConfirmDialog
      title={t('agreements.terminate.title')}
      isOpen={isOpen}
      acting={acting}
      onClose={onClose}
      go={go}
      words={t('agreements.act.terminate')}
      isBad
      isReady={typed === agreement && lastDay !== ''}
    >
      <p>{t('agreements.terminate.means', { agreement })}</p>
      <TextField
        label={t('agreements.terminate.lastDay')}
        type="date"
        min={today}
        value={lastDay}
        onChange={setLastDay}
      />
      <TextField label={t('agreements.terminate.confirm', { agreement })} isExact value={typed} onChange={setTyped} />
    </ConfirmDialog>
  );
}
