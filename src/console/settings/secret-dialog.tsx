import type { ComponentChildren, JSX } from 'preact';
import { CopyButton } from '../widgets/copy-button.js';
import { Dialog } from '../widgets/dialog.js';
import { useWords } from '../words/use-words.js';

/** Something that is shown this once. */
export interface Secret {
  readonly title: string;
  readonly more: string;
  readonly secret: string;
}

/** Shows a secret with a way to copy it, until whoever reads says that they have it. */
export function SecretDialog(props: {
  readonly secret: Secret | undefined;
  readonly onClose: () => void;
  readonly children?: ComponentChildren;
}): JSX.Element {
  const { t } = useWords();
  const { secret, onClose, children } = props;
  return (
    <Dialog
      title={secret?.title ?? ''}
      isOpen={secret !== undefined}
      onClose={onClose}
      isWide
      actions={
        <button type="button" class="button button-main" onClick={onClose}>
          {t('settings.done')}
        </button>
      }
    >
      <p>{secret?.more}</p>
      <div class="row">
        <code class="settings-secret">{secret?.secret}</code>
        <CopyButton text={secret?.secret ?? ''} />
      </div>
      <p class="note">{t('settings.shownOnce')}</p>
      {children}
    </Dialog>
  );
}
