import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useSession } from '../app/session.js';
import { DialogButtons } from '../widgets/dialog-buttons.js';
import { Dialog } from '../widgets/dialog.js';
import { Field } from '../widgets/field.js';
import { useWords } from '../words/use-words.js';
import type { Assignees } from './use-assignees.js';
import type { QueueActs } from './use-queue-acts.js';

/** Gives the exceptions that are chosen to a colleague, or takes them from whoever has them. */
export function AssignDialog(props: { readonly acts: QueueActs; readonly assignees: Assignees }): JSX.Element {
  const { t } = useWords();
  const { acts } = props;
  return (
    <Dialog
      title={t('exceptions.assignTitle', { count: acts.count })}
      isOpen={acts.isAssigning}
      onClose={acts.endAssigning}
    >
      <AssignForm {...props} />
    </Dialog>
  );
}

function AssignForm(props: { readonly acts: QueueActs; readonly assignees: Assignees }): JSX.Element {
  const { t } = useWords();
  const { actor } = useSession();
  const { acts, assignees } = props;
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const others = assignees.all.filter(({ id }) => id !== actor);
  const first = others[0]?.id ?? (acts.isPerson ? actor : '');
  return (
    <>
      <Field
        label={t('exceptions.assignTo')}
        hint={t(others.length === 0 ? 'exceptions.assignAlone' : 'exceptions.assignMore')}
      >
        {(tied) => (
          <select
            {...tied}
            autofocus
            value={chosen ?? first}
            onChange={({ currentTarget }) => setChosen(currentTarget.value)}
          >
            {others.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
            {acts.isPerson ? <option value={actor}>{t('exceptions.you')}</option> : null}
            <option value="">{t('exceptions.nobody')}</option>
          </select>
        )}
      </Field>
      <footer>
        <DialogButtons
          onClose={acts.endAssigning}
          isBusy={acts.isBusy}
          go={() => acts.assign((chosen ?? first) === '' ? null : (chosen ?? first))}
          words={t('exceptions.assign')}
        />
      </footer>
    </>
  );
}
