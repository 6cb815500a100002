import type { JSX } from 'preact';
import { useWords } from '../words/use-words.js';

/** The way back, and the way on. */
export function DialogButtons(props: {
  readonly onClose: () => void;
  readonly isBusy: boolean;
  readonly go: () => void;
  readonly words: string;
  readonly isBad?: boolean;
}): JSX.Element {
  const { t } = useWords();
  const { onClose, isBusy, go, words, isBad = false } = props;
  return (
    <>
      <button type="button" class="button" onClick={onClose}>
        {t('app.cancel')}
      </button>
      <button type="button" class={`button ${isBad ? 'button-bad' : 'button-main'}`} disabled={isBusy} onClick={go}>
        {words}
      </button>
    </>
  );
}
