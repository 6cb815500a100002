import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useSession } from '../app/session.js';
import { useAct } from '../client/use-act.js';
import { useAnswer } from '../client/use-answer.js';
import type { Organisation } from '../agreements/use-agreements.js';
import { DataTable } from '../widgets/data-table.js';
import { faultsByField } from '../widgets/fault-words.js';
import { Shown } from '../widgets/states.js';
import { ConfirmDialog } from '../widgets/confirm-dialog.js';
import { useWords } from '../words/use-words.js';
import { Gs1Card } from './gs1-card.js';
import { NameAndLogin, useNameAndLogin } from './name-and-login.js';
import { SecretDialog, type Secret } from './secret-dialog.js';

/** The organisation, the carriers it knows, and its shippers. */
export function OrganisationView(): JSX.Element {
  const { t } = useWords();
  const { organisation, may } = useSession();
  const [isAdding, setAdding] = useState(false);
  const [secret, setSecret] = useState<Secret | undefined>(undefined);
  const organisations = useAnswer(
    async (client, signal) => (await client.listOrganisations({ signal })).body.data,
    ['organisations'],
  );
  const mayAdd = organisation.kind === 'carrier' && may('organisations:write');
  return (
    <div class="stack">
      <p class="lede">{t('settings.organisation.lede')}</p>
      <OwnOrganisation />
      {organisation.kind === 'carrier' ? <Gs1Card /> : null}
      <Shown answered={organisations}>
        {(all) => {
          const shippers = all.filter(({ carrier_id: carrier }) => carrier === organisation.id);
          const carriers = all.filter(({ kind, id }) => kind === 'carrier' && id !== organisation.id);
          return (
            <>
              {organisation.kind === 'carrier' ? (
                <section class="card">
                  <div class="settings-head">
                    <h2>{t('settings.organisation.shippers')}</h2>
                    {mayAdd ? (
                      <button type="button" class="button" onClick={() => setAdding(true)}>
                        {t('settings.organisation.add')}
                      </button>
                    ) : null}
                  </div>
                  {shippers.length === 0 ? (
                    <p>{t('settings.organisation.noShippers')}</p>
                  ) : (
                    <OrganisationTable caption={t('settings.organisation.shippers')} rows={shippers} />
                  )}
                </section>
              ) : null}
              <section class="card">
                <h2>{t('settings.organisation.carriers')}</h2>
                <OrganisationTable caption={t('settings.organisation.carriers')} rows={carriers} />
              </section>
            </>
          );
        }}
      </Shown>
      <AddShipperDialog
        isOpen={isAdding}
        onClose={() => setAdding(false)}
        onAdded={(added) => {
          setAdding(false);
          setSecret(added);
          organisations.again();
        }}
      />
      <SecretDialog secret={secret} onClose={() => setSecret(undefined)} />
    </div>
  );
}

function OwnOrganisation(): JSX.Element {
  const { t, formats } = useWords();
  const { organisation } = useSession();
  const { name, kind, code, created_at: at, id } = organisation;
  return (
    <section class="card">
      <dl class="settings-facts">
        <dt>{t('settings.organisation.name')}</dt>
        <dd>{name}</dd>
        <dt>{t('settings.organisation.kind')}</dt>
        <dd>{t(`settings.organisation.kind.${kind}`)}</dd>
        {code === null ? null : (
          <>
            <dt>{t('settings.organisation.code')}</dt>
            <dd>
              <code>{code}</code>
            </dd>
          </>
        )}
        <dt>{t('settings.organisation.since')}</dt>
        <dd>{formats.exactInstant(at)}</dd>
      </dl>
      <p class="fine">
        <code>{id}</code>
      </p>
    </section>
  );
}

function OrganisationTable(props: { readonly caption: string; readonly rows: readonly Organisation[] }): JSX.Element {
  const { t, formats } = useWords();
  return (
    <DataTable
      caption={props.caption}
      isCaptionHidden
      rows={props.rows}
      keyOf={({ id }) => id}
      columns={[
        { key: 'name', header: t('settings.organisation.name'), isHeader: true, cell: ({ name }) => name },
        { key: 'code', header: t('settings.organisation.code'), cell: ({ code }) => code ?? '–' },
        {
          key: 'since',
          header: t('settings.organisation.since'),
          isNumber: true,
          cell: ({ created_at: at }) => formats.exactInstant(at),
        },
      ]}
    />
  );
}

function AddShipperDialog(props: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onAdded: (secret: Secret) => void;
}): JSX.Element {
  const { t } = useWords();
  const { isOpen, onClose, onAdded } = props;
  const acting = useAct();
  const typed = useNameAndLogin();
  const { name, login } = typed;
  const faults = faultsByField(acting.error);
  const go = async (): Promise<void> => {
    let password = '';
    const isDone = await acting.act(async (client) => {
      password = (await client.createShipper({ body: { name, admin_login: login } })).body.password;
    });
    if (!isDone) return;
    onAdded({
      title: t('settings.organisation.added', { name }),
      more: t('settings.organisation.addedMore', { login }),
      secret: password,
    });
    typed.clear();
  };
  return (
    <ConfirmDialog
      title={t('settings.organisation.add')}
      isOpen={isOpen}
      acting={acting}
      onClose={onClose}
      go={go}
      words={t('settings.organisation.add')}
      isReady={typed.isFilled}
      isFaultShown={faults.size > 0}
    >
      <NameAndLogin
        typed={typed}
        nameLabel={t('settings.organisation.name')}
        loginLabel={t('settings.organisation.login')}
        faults={faults}
        loginField="admin_login"
      />
    </ConfirmDialog>
  );
}
