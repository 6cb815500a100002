import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { RefusedError } from '../../wire/call-route.js';
import { useAnswer } from '../client/use-answer.js';
import { useClient } from '../client/client-context.js';
import { faultWords } from '../widgets/fault-words.js';
import { Field } from '../widgets/field.js';
import { usePageTitle } from '../widgets/page-head.js';
import { useWords } from '../words/use-words.js';
import { partyClass, type WireSession, type WireWorkspace } from './session.js';

/** The door: by password, by another provider, or for an example by a choice of sides. */
export function SignIn(props: {
  readonly workspace: WireWorkspace;
  /** True when a session ended while somebody worked. */
  readonly isOver: boolean;
  readonly onSignedIn: (session: WireSession) => void;
}): JSX.Element {
  const { t } = useWords();
  const client = useClient();
  const { workspace, isOver, onSignedIn } = props;
  const [fault, setFault] = useState<string>();
  const [isAsking, setAsking] = useState(false);
  usePageTitle(t('signIn.title'));
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
  return (
    <main class="sign-in">
      <img src="/icon.svg" alt="" width="56" height="56" />
      <h1>{t('app.name')}</h1>
      <p class="lede">{t('signIn.lede')}</p>
      <p class="fine">{workspace.name}</p>
      {isOver ? <p class="note">{t('signIn.over')}</p> : null}
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
          <a key={name} class="button" href={path}>
            {t('signIn.with', { provider: title })}
          </a>
        ))}
      </form>
      <ExampleLogins workspace={workspace} isAsking={isAsking} onChosen={(login) => void signIn(login)} />
    </main>
  );
}

/** An example is looked at from either side, without a password. */
function ExampleLogins(props: {
  readonly workspace: WireWorkspace;
  readonly isAsking: boolean;
  readonly onChosen: (login: string) => void;
}): JSX.Element | null {
  const { t } = useWords();
  const { workspace, isAsking, onChosen } = props;
  if (workspace.example_logins.length === 0) return null;
  return (
    <section class="sign-in-example">
      <p>{t('signIn.example')}</p>
      {workspace.example_logins.map((login, index) => (
        <button
          key={login}
          type="button"
          class={`button ${partyClass(workspace, workspace.carriers[index]?.code ?? '')}`}
          disabled={isAsking}
          onClick={() => onChosen(login)}
        >
          <span>{workspace.carriers[index]?.name}</span>
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
