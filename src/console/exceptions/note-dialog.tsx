import type { JSX } from 'preact';
import { Dialog } from '../widgets/dialog.js';
import { Field } from '../widgets/field.js';
import { useWords } from '../words/use-words.js';
import type { QueueActs } from './use-queue-acts.js';

/** A note on the exceptions that are chosen. */
export function NoteDialog({ acts }: { readonly acts: QueueActs }): JSX.Element {
  const { t } = useWords();
  const { isNoting, endNote, note, count } = acts;
  return (
    <Dialog title={t('exceptions.noteTitle', { count })} isOpen={isNoting} onClose={endNote}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          const text = new FormData(event.currentTarget).get('text');
          // A note is one line: line ends are no part of it.
          if (typeof text === 'string' && text.trim() !== '') note(text.trim().replaceAll(/\s+/g, ' '));
        }}
      >
        <Field label={t('exceptions.noteText')} hint={t('exceptions.noteMore')}>
          {(tied) => <textarea {...tied} name="text" rows={4} maxLength={2000} required autofocus />}
        </Field>
        <footer class="row">
          <button type="submit" class="button button-main">
            {t('app.save')}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}
