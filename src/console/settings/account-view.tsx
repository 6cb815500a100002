import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { RefusedError } from '../../wire/http/call-route.js';
import { LanguageChoice, ThemeChoice } from '../app/display-choices.js';
import { useSession } from '../app/session.js';
import { useAct } from '../client/use-act.js';
import { useAnswer } from '../client/use-answer.js';
import { Field } from '../widgets/field.js';
import { Failed, Shown } from '../widgets/states.js';
import { useWords } from '../words/use-words.js';
import { passwordFault } from './password-fault.js';

/** How whoever reads signs in, and how the console looks to them. */
export function AccountView(): JSX.Element {
  const { t } = useWords();
  return (
    <div class="stack">
      <p class="lede">{t('settings.account.lede')}</p>
      <div class="cards settings-cards">
        <DisplayCard />
        <PasswordCard />
        <ProvidersCard />
      </div>
    </div>
  );
}

function DisplayCard(): JSX.Element {
  const { t } = useWords();
  const { preferences, prefer } = useSession();
  return (
    <section class="card stack">
      <h2>{t('settings.account.display')}</h2>
      <Field label={t('settings.account.language')}>{({ id }) => <LanguageChoice id={id} />}</Field>
      <Field label={t('settings.account.theme')}>{({ id }) => <ThemeChoice id={id} />}</Field>
      <label class="check">
        <input
          type="checkbox"
          checked={preferences.shortcuts}
          onChange={({ currentTarget }) => prefer({ shortcuts: currentTarget.checked })}
        />
        {t('settings.account.shortcuts')}
      </label>
    </section>
  );
}

function PasswordCard(): JSX.Element {
  const { t } = useWords();
  const { signOut } = useSession();
  const { isBusy, error, act } = useAct();
  const [now, setNow] = useState('');
  const [wanted, setWanted] = useState('');
  const [again, setAgain] = useState('');
  const fault = passwordFault(wanted, again);
  const isWrong = error instanceof RefusedError && error.problem?.code === 'forbidden';
  const go = async (): Promise<void> => {
    const isDone = await act(async (client) => {
      await client.changePassword({ body: { password: now, new_password: wanted } });
    });
    if (isDone) signOut();
  };
  return (
    <section class="card">
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void go();
        }}
      >
        <h2>{t('settings.account.password')}</h2>
        <Secret
          label={t('settings.account.passwordNow')}
          value={now}
          onChange={setNow}
          autocomplete="current-password"
          fault={isWrong ? t('settings.account.passwordWrong') : undefined}
        />
        <Secret
          label={t('settings.account.passwordNew')}
          value={wanted}
          onChange={setWanted}
          autocomplete="new-password"
          hint={t('settings.account.passwordHint')}
          fault={fault === 'short' && wanted !== '' ? t('settings.account.passwordShort') : undefined}
        />
        <Secret
          label={t('settings.account.passwordAgain')}
          value={again}
          onChange={setAgain}
          autocomplete="new-password"
          fault={fault === 'differs' && again !== '' ? t('settings.account.passwordDiffers') : undefined}
        />
        <p class="fine">{t('settings.account.passwordMeans')}</p>
        {error === undefined || isWrong ? null : <Failed error={error} />}
        <div>
          <button type="submit" class="button button-main" disabled={isBusy || now === '' || fault !== undefined}>
            {t('settings.account.passwordChange')}
          </button>
        </div>
      </form>
    </section>
  );
}

function Secret(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly autocomplete: 'current-password' | 'new-password';
  readonly hint?: string;
  readonly fault?: string | undefined;
}): JSX.Element {
  const { label, value, onChange, autocomplete, hint, fault } = props;
  return (
    <Field label={label} hint={hint} fault={fault}>
      {(tied) => (
        <input
          {...tied}
          type="password"
          maxLength={200}
          autocomplete={autocomplete}
          value={value}
          onInput={({ currentTarget }) => onChange(currentTarget.value)}
        />
      )}
    </Field>
  );
}

function ProvidersCard(): JSX.Element {
  const { t } = useWords();
  const { name, organisation, signOut } = useSession();
  const providers = useAnswer(
    async (client, signal) => (await client.listSignInProviders({ signal })).body.data,
    ['providers'],
  );
  return (
    <section class="card stack">
      <h2>{t('settings.account.signedIn')}</h2>
      <p>{t('settings.account.as', { name, organisation: organisation.name })}</p>
      <h3>{t('settings.account.providers')}</h3>
      <Shown answered={providers} lines={2}>
        {(all) => (
          <ul>
            <li>{t('settings.account.byPassword')}</li>
            {all.map(({ name: provider, title }) => (
              <li key={provider}>{t('settings.account.byProvider', { provider: title })}</li>
            ))}
          </ul>
        )}
      </Shown>
      <div>
        <button type="button" class="button" onClick={signOut}>
          {t('app.signOut')}
        </button>
      </div>
    </section>
  );
}
