import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useSession } from '../app/session.js';
import { useAnswer } from '../client/use-answer.js';
import { Badge } from '../widgets/badge.js';
import type { Column } from '../widgets/data-table.js';
import { useWords } from '../words/use-words.js';
import { ListCard } from './list-card.js';
import { AddUserDialog, ChangeUserDialog } from './people-dialogs.js';
import { SecretDialog, type Secret } from './secret-dialog.js';
import type { WireUser } from '../../wire/people/users.js';

/** People of the organisation. */
export function PeopleView(): JSX.Element {
  const { t } = useWords();
  const { may, actor } = useSession();
  const [isAdding, setAdding] = useState(false);
  const [changed, setChanged] = useState<WireUser | undefined>(undefined);
  const [secret, setSecret] = useState<Secret | undefined>(undefined);
  const users = useAnswer(async (client, signal) => (await client.listUsers({ signal })).body.data, ['users']);
  const mayChange = may('users:write');
  const columns = useUserColumns(actor);
  const change: Column<WireUser> = {
    key: 'do',
    header: '',
    isNumber: true,
    cell: (user) => (
      <button type="button" class="button" onClick={() => setChanged(user)}>
        {t('settings.people.change')}
      </button>
    ),
  };
  return (
    <div class="stack">
      <div class="settings-head">
        <p class="lede">{t('settings.people.lede')}</p>
        {mayChange ? (
          <button type="button" class="button button-main" onClick={() => setAdding(true)}>
            {t('settings.people.add')}
          </button>
        ) : null}
      </div>
      <ListCard
        caption={t('settings.view.people')}
        answered={users}
        columns={mayChange ? [...columns, change] : columns}
        keyOf={({ id }) => id}
        none={{ title: t('settings.people.none') }}
      />
      <AddUserDialog
        isOpen={isAdding}
        onClose={() => setAdding(false)}
        onAdded={(added) => {
          setAdding(false);
          setSecret(added);
          users.again();
        }}
      />
      {changed === undefined ? null : (
        <ChangeUserDialog
          key={changed.id}
          user={changed}
          onClose={() => setChanged(undefined)}
          onChanged={() => {
            setChanged(undefined);
            users.again();
          }}
        />
      )}
      <SecretDialog secret={secret} onClose={() => setSecret(undefined)} />
    </div>
  );
}

function useUserColumns(actor: string): Column<WireUser>[] {
  const { t, tCode, formats } = useWords();
  return [
    {
      key: 'name',
      header: t('settings.people.name'),
      isHeader: true,
      cell: ({ id, name }) => (
        <>
          {name} {id === actor ? <Badge>{t('settings.actor.you')}</Badge> : null}
        </>
      ),
    },
    { key: 'login', header: t('settings.people.login'), cell: ({ login }) => <code>{login}</code> },
    {
      key: 'roles',
      header: t('settings.people.roles'),
      cell: ({ roles }) => roles.map((role) => tCode('settings.role', role)).join(', '),
    },
    {
      key: 'since',
      header: t('settings.organisation.since'),
      cell: ({ created_at: at }) => formats.exactInstant(at),
    },
    {
      key: 'state',
      header: t('settings.people.state'),
      cell: ({ disabled_at: at }) =>
        at === null ? (
          <Badge tone="good">{t('settings.people.active')}</Badge>
        ) : (
          <Badge tone="bad">{t('settings.people.disabled')}</Badge>
        ),
    },
  ];
}
