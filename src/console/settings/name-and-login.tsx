import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { fieldFaultWords, type faultsByField } from '../widgets/fault-words.js';
import { TextField } from '../widgets/text-field.js';
import { useWords } from '../words/use-words.js';

/** A name and a login as they are typed. */
export function useNameAndLogin() {
  const [name, setName] = useState('');
  const [login, setLogin] = useState('');
  const clear = (): void => {
    setName('');
    setLogin('');
  };
  return { name, setName, login, setLogin, clear, isFilled: name !== '' && login !== '' };
}

/** The fields of whoever is to sign in, and of what they belong to. */
export function NameAndLogin(props: {
  readonly typed: ReturnType<typeof useNameAndLogin>;
  readonly nameLabel: string;
  readonly loginLabel: string;
  readonly faults: ReturnType<typeof faultsByField>;
  /** How the server names the login. */
  readonly loginField: 'login' | 'admin_login';
}): JSX.Element {
  const wording = useWords();
  const { typed, nameLabel, loginLabel, faults, loginField } = props;
  return (
    <>
      <TextField
        label={nameLabel}
        fault={fieldFaultWords(faults.get('name'), wording)}
        lengthMax={200}
        value={typed.name}
        onChange={typed.setName}
      />
      <TextField
        label={loginLabel}
        hint={wording.t('settings.organisation.loginHint')}
        fault={fieldFaultWords(faults.get(loginField), wording)}
        lengthMax={100}
        isExact
        value={typed.login}
        onChange={typed.setLogin}
      />
    </>
  );
}
