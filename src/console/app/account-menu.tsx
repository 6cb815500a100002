import type { JSX } from 'preact';
import { Icon } from '../widgets/icon.js';
import { LOCALES, type Locale } from '../words/locales.js';
import { useWords } from '../words/use-words.js';
import { useSession } from './session.js';

const THEMES = ['system', 'light', 'dark'] as const;

/** Who is signed in, the language, the theme, and the way out. */
export function AccountMenu(): JSX.Element {
  const { t, locale } = useWords();
  const { name, preferences, prefer, signOut, workspace } = useSession();
  return (
    <>
      <button type="button" class="icon-button" popovertarget="account" aria-label={t('app.account')}>
        <Icon name="person" />
      </button>
      <div id="account" popover="auto" class="account">
        <p>{t('app.signedInAs', { name })}</p>
        <label>
          {t('app.language')}
          <select value={locale} onChange={({ currentTarget }) => prefer({ locale: currentTarget.value })}>
            {(Object.keys(LOCALES) as Locale[]).map((key) => (
              <option key={key} value={key} lang={key}>
                {LOCALES[key].name}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('app.theme')}
          <select
            value={preferences.theme}
            onChange={({ currentTarget }) =>
              prefer({ theme: THEMES.find((theme) => theme === currentTarget.value) ?? 'system' })
            }
          >
            {THEMES.map((theme) => (
              <option key={theme} value={theme}>
                {t(`app.theme.${theme}`)}
              </option>
            ))}
          </select>
        </label>
        <a href="/report/" target="_blank" rel="noreferrer">
          {t('app.report')}
        </a>
        <a href="/v1/docs" target="_blank" rel="noreferrer">
          {t('app.interface')}
        </a>
        <button type="button" class="button" onClick={signOut}>
          {t('app.signOut')}
        </button>
        <p class="fine">
          {workspace.name} · {workspace.version}
        </p>
      </div>
    </>
  );
}
