import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { CONNECTION, useBack, useContact } from '../client/use-connection.js';
import { Dialog } from '../widgets/dialog.js';
import { Icon } from '../widgets/icon.js';
import { useWords } from '../words/use-words.js';
import { useSession, type WireSession } from './session.js';
import { SignInForm } from './sign-in-form.js';
import { useToast } from './toasts.js';

/** The dock tells by itself what waits for a connection, and scans go on while nobody is signed in. */
function useAtDock(): boolean {
  const { path } = useLocation();
  return path === '/dock' || path.startsWith('/dock/');
}

/** That something is waited for, and that the server does not answer: what was typed stays, and the page goes on by itself. */
export function ConnectionBar(): JSX.Element {
  const { t } = useWords();
  const tell = useToast();
  const { isLost, isSlow } = useContact();
  const isAtDock = useAtDock();
  useBack(() => tell({ tone: 'good', text: t('app.back') }));
  return (
    <>
      {isSlow ? <div class="slow" role="progressbar" aria-label={t('app.slow')} /> : null}
      <div role="status">
        {isLost && !isAtDock ? (
          <div class="status-bar">
            <Icon name="offline" />
            <p>
              <strong>{t('fault.offline')}</strong> {t('app.lostMore')}
            </p>
            <button type="button" class="button" onClick={() => CONNECTION.look()}>
              {t('app.again')}
            </button>
          </div>
        ) : null}
      </div>
    </>
  );
}

/** Asks whoever works here to sign in again once their session is over, over the page, which stays as it is. */
export function SessionBar(props: {
  readonly refusals: number;
  readonly onSignedIn: (session: WireSession) => void;
}): JSX.Element | null {
  const { t } = useWords();
  const { refusals, onSignedIn } = props;
  const { workspace, organisation } = useSession();
  const isAtDock = useAtDock();
  const [isOpen, setOpen] = useState(false);
  const atDock = useRef(isAtDock);
  atDock.current = isAtDock;
  useEffect(() => setOpen(refusals > 0 && !atDock.current), [refusals]);
  return (
    <>
      {refusals === 0 ? null : (
        <div class="status-bar">
          <Icon name="key" />
          <p>
            <strong>{t('signIn.over')}</strong> {t('signIn.overMore')}
          </p>
          <button type="button" class="button button-main" onClick={() => setOpen(true)}>
            {t('signIn.go')}
          </button>
        </div>
      )}
      <Dialog title={t('signIn.over')} isOpen={isOpen && refusals > 0} onClose={() => setOpen(false)}>
        <div class="sign-in-again">
          <p>{t('signIn.overMore')}</p>
          <SignInForm workspace={workspace} ofCarrier={organisation.code} onSignedIn={onSignedIn} />
        </div>
      </Dialog>
    </>
  );
}
