import type { JSX } from 'preact';
import { usePageTitle } from '../widgets/page-head.js';
import { useWords } from '../words/use-words.js';
import type { WireSession, WireWorkspace } from './session.js';
import { SignInForm } from './sign-in-form.js';

/** The door: by password, by another provider, or for an example by a choice of sides. */
export function SignIn(props: {
  readonly workspace: WireWorkspace;
  readonly onSignedIn: (session: WireSession) => void;
}): JSX.Element {
  const { t } = useWords();
  const { workspace, onSignedIn } = props;
  usePageTitle(t('signIn.title'));
  return (
    <main class="sign-in">
      <img src="/icon.svg" alt="" width="56" height="56" />
      <h1>{t('app.name')}</h1>
      <p class="lede">{t('signIn.lede')}</p>
      <p class="fine">{workspace.name}</p>
      <SignInForm workspace={workspace} onSignedIn={onSignedIn} />
    </main>
  );
}
