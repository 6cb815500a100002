import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useWords } from '../words/use-words.js';
import { Icon } from './icon.js';

/** Puts a text on the clipboard, and says so. */
export function CopyButton({ text }: { readonly text: string }): JSX.Element {
  const { t } = useWords();
  const [isCopied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <button type="button" class="button" onClick={() => void copy()}>
      <Icon name={isCopied ? 'check' : 'copy'} size={16} />
      <span aria-live="polite">{t(isCopied ? 'app.copied' : 'app.copy')}</span>
    </button>
  );
}
