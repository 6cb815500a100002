import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { RefusedError } from '../../wire/http/call-route.js';
import { useAnswer } from '../client/use-answer.js';
import { useClient } from '../client/client-context.js';
import { faultWords } from '../widgets/fault-words.js';
import { Field } from '../widgets/field.js';
import { useWords } from '../words/use-words.js';
import { keepAddress } from './kept-address.js';
import { partyClass, type WireSession, type WireWorkspace } from './session.js';

/** The ways to sign in. */
export function SignInForm(props: {
  readonly workspace: WireWorkspace;
  /** Code of whose page stands behind: their sides of an example only, and providers in a tab of their own. */
  readonly ofCarrier?: string | null;
  readonly onSignedIn: (session: WireSession) => void;
}): JSX.Element {
  const { t } = useWords();
  const client = useClient();
  const { workspace, ofCarrier, onSignedIn } = props;
  const [fault, setFault] = useState<string>();
  const [isAsking, setAsking] = useState(false);
  const providers = useAnswer(async (asked) => (await asked.listSignInProviders()).body.data, []);
  const signIn = async (login: string, password?: string): Promise<void> => {
    setAsking(true);
    setFault(undefined);
    try {
      onSignedIn((await client.signIn({ body: { login, ...(password === undefined ? {} : { password }) } })).body);
    } catch (error) {
      setFault(wordsOf(error, t));
      setAsking(false);
    }
  };
  const isBehind = ofCarrier !== undefined;
  return (
    <>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const { login, password } = Object.fromEntries(new FormData(event.currentTarget));
          if (typeof login === 'string' && typeof password === 'string') void signIn(login, password);
        }}
      >
        <Field label={t('signIn.login')}>
          {(tied) => <input {...tied} name="login" autocomplete="username" autocapitalize="none" required />}
        </Field>
        <Field label={t('signIn.password')} fault={fault}>
          {(tied) => <input {...tied} name="password" type="password" autocomplete="current-password" required />}
        </Field>
        <button type="submit" class="button button-main" disabled={isAsking}>
          {t('signIn.go')}
        </button>
        {(providers.value ?? []).map(({ name, title, path }) => (
          <a
            key={name}
            class="button"
            href={path}
            onClick={isBehind ? undefined : keepAddress}
            {...(isBehind ? { target: '_blank', rel: 'noreferrer' } : {})}
          >
            {t('signIn.with', { provider: title })}
          </a>
        ))}
        {isBehind && (providers.value ?? []).length > 0 ? <p class="fine">{t('signIn.withMore')}</p> : null}
      </form>
      <ExampleLogins
        workspace={workspace}
        ofCarrier={ofCarrier}
        isAsking={isAsking}
        onChosen={(login) => void signIn(login)}
      />
    </>
  );
}

/** An example is looked at from either side, without a password. */
function ExampleLogins(props: {
  readonly workspace: WireWorkspace;
  readonly ofCarrier: string | null | undefined;
  readonly isAsking: boolean;
  readonly onChosen: (login: string) => void;
}): JSX.Element | null {
  const { t } = useWords();
  const { workspace, ofCarrier, isAsking, onChosen } = props;
  const sides = workspace.example_logins
    .map((login, index) => ({ login, carrier: workspace.carriers[index] }))
    .filter(({ carrier }) => ofCarrier === undefined || carrier?.code === ofCarrier);
  if (sides.length === 0) return null;
  return (
    <section class="sign-in-example">
      <p>{t(ofCarrier === undefined ? 'signIn.example' : 'signIn.exampleAgain')}</p>
      {sides.map(({ login, carrier }) => (
        <button
          key={login}
          type="button"
          class={`button ${partyClass(workspace, carrier?.code ?? '')}`}
          disabled={isAsking}
          onClick={() => onChosen(login)}
        >
          <span>{carrier?.name}</span>
          <span class="fine">{t('signIn.exampleAs', { login })}</span>
        </button>
      ))}
    </section>
  );
}

function wordsOf(error: unknown, t: ReturnType<typeof useWords>['t']): string {
  if (error instanceof RefusedError && error.status === 401) return t('signIn.wrong');
  if (error instanceof RefusedError && error.status === 429) return t('signIn.tooMany');
  return faultWords(error, t).more;
}
