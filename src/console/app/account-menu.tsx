import type { JSX } from 'preact';
import { Icon } from '../widgets/icon.js';
import { useWords } from '../words/use-words.js';
import { LanguageChoice, ThemeChoice } from './display-choices.js';
import { useSession } from './session.js';

/** Who is signed in, the language, the theme, and the way out. */
export function AccountMenu(): JSX.Element {
  const { t } = useWords();
  const { name, signOut, workspace } = useSession();
  return (
    <>
      <button type="button" class="icon-button" popovertarget="account" aria-label={t('app.account')}>
        <Icon name="person" />
      </button>
      <div id="account" popover="auto" class="account">
        <p>{t('app.signedInAs', { name })}</p>
        <label>
          {t('app.language')}
          <LanguageChoice />
        </label>
        <label>
          {t('app.theme')}
          <ThemeChoice />
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
