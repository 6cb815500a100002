import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { Icon } from '../../widgets/icon.js';
import { useWords } from '../../words/use-words.js';

/** A code that no scanner reads, typed. */
export function TypedCode({ onCode }: { readonly onCode: (text: string) => void }): JSX.Element {
  const { t } = useWords();
  const input = useRef<HTMLInputElement>(null);
  return (
    <form
      class="dock-typed"
      onSubmit={(event) => {
        event.preventDefault();
        const text = input.current?.value.trim() ?? '';
        if (text === '' || input.current === null) return;
        input.current.value = '';
        onCode(text);
      }}
    >
      <label>
        <span class="hidden">{t('docks.typeCode')}</span>
        <input
          ref={input}
          class="dock-big"
          placeholder={t('docks.typeCode')}
          autocomplete="off"
          autocapitalize="characters"
          enterkeyhint="done"
        />
      </label>
      <button type="submit" class="button dock-big" aria-label={t('docks.typed')}>
        <Icon name="check" />
      </button>
    </form>
  );
}
