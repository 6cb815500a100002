import type { JSX } from 'preact';
import type { Pages } from '../client/use-pages.js';
import { useWords } from '../words/use-words.js';

/** The way to a list's next page, where there is one. */
export function MoreRows<T>({ pages }: { readonly pages: Pages<T> }): JSX.Element | null {
  const { t } = useWords();
  if (pages.more === undefined) return null;
  return (
    <p class="settings-more">
      <button type="button" class="button" disabled={pages.isAsking} onClick={pages.more}>
        {t('settings.more')}
      </button>
    </p>
  );
}
