import type { Theme } from './theme.js';

/** What somebody chose for this browser. */
export interface Preferences {
  readonly theme: Theme;
  readonly locale: string | undefined;
  /** False for those whose software speaks to pages by keys: single keys then do nothing (WCAG 2.2, 2.1.4). */
  readonly shortcuts: boolean;
}

/** `first-paint.js` reads it too, before anything is drawn. */
const KEY = 'interline.preferences';

/** What was chosen before; defaults where nothing was, or the browser keeps nothing. */
export function readPreferences(storage: Pick<Storage, 'getItem'>): Preferences {
  try {
    const kept = JSON.parse(storage.getItem(KEY) ?? '{}') as Partial<Preferences>;
    const theme = kept.theme === 'light' || kept.theme === 'dark' ? kept.theme : 'system';
    const locale = typeof kept.locale === 'string' ? kept.locale : undefined;
    return { theme, locale, shortcuts: kept.shortcuts !== false };
  } catch {
    return { theme: 'system', locale: undefined, shortcuts: true };
  }
}

/** Keeps what was chosen, if the browser keeps anything. */
export function keepPreferences(storage: Pick<Storage, 'setItem'>, preferences: Preferences): void {
  try {
    storage.setItem(KEY, JSON.stringify(preferences));
  } catch {
    // Full or switched off: the choice lasts as long as the page.
  }
}
