import type { JSX } from 'preact';
import { LOCALES, type Locale } from '../words/locales.js';
import { useWords } from '../words/use-words.js';
import { useSession } from './session.js';
import { THEMES } from './theme.js';

/** The language of the console. */
export function LanguageChoice({ id }: { readonly id?: string }): JSX.Element {
  const { locale } = useWords();
  const { prefer } = useSession();
  return (
    <select id={id} value={locale} onChange={({ currentTarget }) => prefer({ locale: currentTarget.value })}>
      {(Object.keys(LOCALES) as Locale[]).map((key) => (
        <option key={key} value={key} lang={key}>
          {LOCALES[key].name}
        </option>
      ))}
    </select>
  );
}

/** Light or dark. */
export function ThemeChoice({ id }: { readonly id?: string }): JSX.Element {
  const { t } = useWords();
  const { preferences, prefer } = useSession();
  const choose = (chosen: string): void => prefer({ theme: THEMES.find((theme) => theme === chosen) ?? 'system' });
  return (
    <select id={id} value={preferences.theme} onChange={({ currentTarget }) => choose(currentTarget.value)}>
      {THEMES.map((theme) => (
        <option key={theme} value={theme}>
          {t(`app.theme.${theme}`)}
        </option>
      ))}
    </select>
  );
}
