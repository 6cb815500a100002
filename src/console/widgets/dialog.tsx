import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { useWords } from '../words/use-words.js';
import { Icon } from './icon.js';

export interface DialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
  /** Buttons at the end. */
  readonly actions?: ComponentChildren;
  readonly isWide?: boolean;
}

/** A question over the page: takes the focus, gives it back, and closes with Escape. */
export function Dialog({ title, isOpen, onClose, children, actions, isWide = false }: DialogProps): JSX.Element {
  const { t } = useWords();
  const element = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = element.current;
    if (dialog === null || dialog.open === isOpen) return;
    if (isOpen) dialog.showModal();
    else dialog.close();
  }, [isOpen]);
  return (
    <dialog
      ref={element}
      class={isWide ? 'dialog dialog-wide' : 'dialog'}
      aria-labelledby={id}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === element.current) onClose(); // its backdrop
      }}
    >
      {isOpen ? (
        <div class="dialog-body">
          <header>
            <h2 id={id}>{title}</h2>
            <button type="button" class="icon-button" aria-label={t('app.close')} onClick={onClose}>
              <Icon name="close" />
            </button>
          </header>
          {children}
          {actions === undefined ? null : <footer>{actions}</footer>}
        </div>
      ) : null}
    </dialog>
  );
}
