import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { ROLES, type Role } from '../../wire/people/scopes.js';
import { useSession } from '../app/session.js';
import { useToast } from '../app/toasts.js';
import { useAct } from '../client/use-act.js';
import { faultsByField } from '../widgets/fault-words.js';
import { TextField } from '../widgets/text-field.js';
import { ConfirmDialog } from '../widgets/confirm-dialog.js';
import { useWords } from '../words/use-words.js';
import type { WireUser } from '../../wire/people/users.js';
import { NameAndLogin, useNameAndLogin } from './name-and-login.js';
import type { Secret } from './secret-dialog.js';

/** Adds somebody; the server makes the password, which is shown once. */
export function AddUserDialog(props: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onAdded: (secret: Secret) => void;
}): JSX.Element {
  const { t } = useWords();
  const { isOpen, onClose, onAdded } = props;
  const acting = useAct();
  const typed = useNameAndLogin();
  const { name, login } = typed;
  const [roles, setRoles] = useState<readonly Role[]>(['planner']);
  const faults = faultsByField(acting.error);
  const go = async (): Promise<void> => {
    let password = '';
    const isDone = await acting.act(async (client) => {
      password = (await client.createUser({ body: { name, login, roles: [...roles] } })).body.password;
    });
    if (!isDone) return;
    onAdded({
      title: t('settings.people.added', { name }),
      more: t('settings.people.addedMore', { login }),
      secret: password,
    });
    typed.clear();
  };
  return (
    <ConfirmDialog
      title={t('settings.people.add')}
      isOpen={isOpen}
      acting={acting}
      onClose={onClose}
      go={go}
      words={t('settings.people.add')}
      isReady={typed.isFilled && roles.length > 0}
      isFaultShown={faults.size > 0}
    >
      <NameAndLogin
        typed={typed}
        nameLabel={t('settings.people.name')}
        loginLabel={t('settings.people.login')}
        faults={faults}
        loginField="login"
      />
      <Roles roles={roles} onChange={setRoles} />
    </ConfirmDialog>
  );
}

/** Changes a name, roles, and whether somebody may sign in. */
export function ChangeUserDialog(props: {
  readonly user: WireUser;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}): JSX.Element {
  const { t } = useWords();
  const { actor } = useSession();
  const tell = useToast();
  const { user, onClose, onChanged } = props;
  const acting = useAct();
  const [name, setName] = useState(user.name);
  const [roles, setRoles] = useState<readonly Role[]>(ROLES.filter((role) => user.roles.includes(role)));
  const [isDisabled, setDisabled] = useState(user.disabled_at !== null);
  const isSelf = user.id === actor;
  const go = async (): Promise<void> => {
    const isDone = await acting.act(async (client) => {
      const rights = isSelf ? {} : { roles: [...roles], disabled: isDisabled };
      await client.changeUser({ params: { id: user.id }, body: { name, ...rights } });
    });
    if (!isDone) return;
    tell({ tone: 'good', text: t('settings.people.changed', { name }) });
    onChanged();
  };
  return (
    <ConfirmDialog
      title={t('settings.people.changeTitle', { name: user.name })}
      isOpen
      acting={acting}
      onClose={onClose}
      go={go}
      words={t('app.save')}
      isReady={name !== '' && roles.length > 0}
    >
      <p>{t('settings.people.changeMeans')}</p>
      <TextField
        label={t('settings.people.name')}

        lengthMax={200}
        value={name}
        onChange={setName}
      />
      {isSelf ? (
        <p class="note">{t('settings.people.self')}</p>
      ) : (
        <>
          <Roles roles={roles} onChange={setRoles} />
          <label class="check">
            <input
              type="checkbox"
              checked={isDisabled}
              onChange={({ currentTarget }) => setDisabled(currentTarget.checked)}
            />
            {t('settings.people.isDisabled')}
          </label>
        </>
      )}
    </ConfirmDialog>
  );
}

function Roles(props: {
  readonly roles: readonly Role[];
  readonly onChange: (roles: readonly Role[]) => void;
}): JSX.Element {
  const { t } = useWords();
  const { roles, onChange } = props;
  return (
    <fieldset class="settings-choices">
      <legend>{t('settings.people.roles')}</legend>
      {ROLES.map((role) => (
        <label key={role} class="check">
          <input
            type="checkbox"
            checked={roles.includes(role)}
            onChange={({ currentTarget }) =>
              onChange(ROLES.filter((one) => (one === role ? currentTarget.checked : roles.includes(one))))
            }
          />
          <span>
            {t(`settings.role.${role}`)} <span class="fine">{t(`settings.roleMore.${role}`)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
