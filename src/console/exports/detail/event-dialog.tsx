import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useToast } from '../../app/toasts.js';
import { useSession } from '../../app/session.js';
import { useAct } from '../../client/use-act.js';
import { instantOf } from '../../promises/promise-question.js';
import { ConfirmDialog } from '../../widgets/confirm-dialog.js';
import { Field } from '../../widgets/field.js';
import { TextField } from '../../widgets/text-field.js';
import { useWords } from '../../words/use-words.js';
import { recordable, WITH_REASON, type News } from './possible-events.js';

/** What somebody says happened, as they write it. */
interface Told {
  readonly kind: News | undefined;
  readonly at: string; // local time in the networks' zone; empty: now
  readonly place: string;
  readonly reason: string;
}

const NOTHING: Told = { kind: undefined, at: '', place: '', reason: '' };

/** Asks what happened to an export, where and when, and records it. */
export function EventDialog(props: {
  readonly id: string;
  readonly possible: readonly string[];
  readonly isOpen: boolean;
  readonly onClose: (isDone: boolean) => void;
}): JSX.Element {
  const { t } = useWords();
  const { workspace } = useSession();
  const toast = useToast();
  const { id, possible, isOpen, onClose } = props;
  const choices = recordable(possible);
  const [told, setTold] = useState<Told>(NOTHING);
  const [refusal, setRefusal] = useState<string>();
  const acting = useAct();
  useEffect(() => {
    if (!isOpen) return;
    setTold(({ place }) => ({ ...NOTHING, place }));
    setRefusal(undefined);
  }, [isOpen]);
  const { at, place, reason } = told;
  const chosen = told.kind ?? choices[0];
  const when = at === '' ? new Date().toISOString() : instantOf(at, workspace.time_zone);
  const needsReason = chosen !== undefined && WITH_REASON.has(chosen);
  const go = async (): Promise<void> => {
    if (chosen === undefined || when === undefined) return;
    let refused: string | undefined;
    const event = {
      export_id: id,
      kind: chosen,
      at: when,
      ...(place.trim() === '' ? {} : { place: place.trim() }),
      ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
    };
    const isDone = await acting.act(async (client) => {
      const { results } = (await client.recordExportEvents({ body: { events: [event] } })).body;
      refused = results[0]?.refusal?.words;
    });
    setRefusal(refused);
    if (!isDone || refused !== undefined) return;
    toast({ tone: 'good', text: t('exports.recorded', { what: t(`exports.event.${chosen}`) }) });
    onClose(true);
  };
  return (
    <ConfirmDialog
      title={t('exports.record')}
      isOpen={isOpen}
      acting={acting}
      onClose={() => onClose(false)}
      go={go}
      words={t('exports.recordGo')}
      isReady={chosen !== undefined && when !== undefined && (!needsReason || reason.trim() !== '')}
    >
      <EventFields {...{ choices, chosen, told, needsReason, tell: setTold }} />
      {refusal === undefined ? null : (
        <p class="fault-words" role="alert" lang="en">
          {refusal}
        </p>
      )}
    </ConfirmDialog>
  );
}

function EventFields(props: {
  readonly choices: readonly News[];
  readonly chosen: News | undefined;
  readonly told: Told;
  readonly needsReason: boolean;
  readonly tell: (told: Told) => void;
}): JSX.Element {
  const { t } = useWords();
  const { choices, chosen, told, needsReason, tell } = props;
  const change = (part: Partial<Told>): void => tell({ ...told, ...part });
  return (
    <>
      <Field label={t('exports.what')}>
        {(tied) => (
          <select
            {...tied}
            value={chosen}
            onChange={({ currentTarget }) => change({ kind: choices.find((one) => one === currentTarget.value) })}
          >
            {choices.map((one) => (
              <option key={one} value={one}>
                {t(`exports.event.${one}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={t('exports.when')} hint={t('exports.whenHint')}>
        {(tied) => (
          <input
            {...tied}
            type="datetime-local"
            value={told.at}
            onInput={({ currentTarget }) => change({ at: currentTarget.value })}
          />
        )}
      </Field>
      <TextField
        label={t('exports.where')}
        isOptional
        lengthMax={200}
        value={told.place}
        onChange={(place) => change({ place })}
      />
      <TextField
        label={t('exports.reasonWhy')}
        isOptional={!needsReason}
        lengthMax={200}
        value={told.reason}
        onChange={(reason) => change({ reason })}
      />
    </>
  );
}
