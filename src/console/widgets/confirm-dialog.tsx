import type { ComponentChildren, JSX } from 'preact';
import type { Acting } from '../client/use-act.js';
import { DialogButtons } from './dialog-buttons.js';
import { Dialog } from './dialog.js';
import { Failed } from './states.js';

/** Asks before something is done: what it means, what it needs, and why the last try failed. */
export function ConfirmDialog(props: {
  readonly title: string;
  readonly isOpen: boolean;
  readonly acting: Pick<Acting, 'isBusy' | 'error'>;
  readonly onClose: () => void;
  readonly go: () => Promise<unknown>;
  /** Of the button that does it. */
  readonly words: string;
  /** True for what cannot be taken back. */
  readonly isBad?: boolean;
  /** False while something is still to be filled in. */
  readonly isReady?: boolean;
  /** True where faults are shown at the fields they are about. */
  readonly isFaultShown?: boolean;
  readonly isWide?: boolean;
  readonly children: ComponentChildren;
}): JSX.Element {
  const { title, isOpen, acting, onClose, go, words, children } = props;
  const { isBad = false, isReady = true, isFaultShown = false, isWide = false } = props;
  return (
    <Dialog
      title={title}
      isOpen={isOpen}
      onClose={onClose}
      isWide={isWide}
      actions={
        <DialogButtons
          onClose={onClose}
          isBusy={acting.isBusy || !isReady}
          go={() => void go()}
          words={words}
          isBad={isBad}
        />
      }
    >
      {children}
      {acting.error === undefined || isFaultShown ? null : <Failed error={acting.error} />}
    </Dialog>
  );
}
