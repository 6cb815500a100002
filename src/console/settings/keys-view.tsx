import type { z } from '@hono/zod-openapi';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { ApiKeySchema } from '../../wire/people/keys.js';
import { useSession } from '../app/session.js';
import { useToast } from '../app/toasts.js';
import { useAct } from '../client/use-act.js';
import { useAnswer } from '../client/use-answer.js';
import { Badge } from '../widgets/badge.js';
import type { Column } from '../widgets/data-table.js';
import { ConfirmDialog } from '../widgets/confirm-dialog.js';
import { useWords } from '../words/use-words.js';
import { ListCard } from './list-card.js';
import { MakeKeyDialog } from './make-key-dialog.js';
import { SecretDialog, type Secret } from './secret-dialog.js';

type ApiKey = z.infer<typeof ApiKeySchema>;

/** API keys of the organisation. */
export function KeysView(): JSX.Element {
  const { t } = useWords();
  const { may } = useSession();
  const [isMaking, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<ApiKey | undefined>(undefined);
  const [secret, setSecret] = useState<Secret | undefined>(undefined);
  const keys = useAnswer(async (client, signal) => (await client.listApiKeys({ signal })).body.data, ['keys']);
  const columns = useKeyColumns(may('keys:write') ? setRevoking : undefined);
  return (
    <div class="stack">
      <div class="settings-head">
        <p class="lede">{t('settings.keys.lede')}</p>
        {may('keys:write') ? (
          <button type="button" class="button button-main" onClick={() => setMaking(true)}>
            {t('settings.keys.make')}
          </button>
        ) : null}
      </div>
      <ListCard
        caption={t('settings.view.keys')}
        answered={keys}
        columns={columns}
        keyOf={({ id }) => id}
        none={{ icon: 'key', title: t('settings.keys.none'), more: <p>{t('settings.keys.noneMore')}</p> }}
      />
      <MakeKeyDialog
        isOpen={isMaking}
        onClose={() => setMaking(false)}
        onMade={(made) => {
          setMaking(false);
          setSecret(made);
          keys.again();
        }}
      />
      <RevokeDialog
        apiKey={revoking}
        onClose={() => setRevoking(undefined)}
        onRevoked={() => {
          setRevoking(undefined);
          keys.again();
        }}
      />
      <SecretDialog secret={secret} onClose={() => setSecret(undefined)} />
    </div>
  );
}

function useKeyColumns(revoke: ((key: ApiKey) => void) | undefined): Column<ApiKey>[] {
  const { t, formats } = useWords();
  const { may } = useSession();
  return [
    { key: 'name', header: t('settings.keys.name'), isHeader: true, cell: ({ name }) => name },
    { key: 'hint', header: t('settings.keys.hint'), cell: ({ hint }) => <code>{hint}…</code> },
    {
      key: 'mode',
      header: t('settings.keys.mode'),
      cell: ({ mode }) => <Badge tone={mode === 'live' ? 'info' : 'plain'}>{t(`settings.keys.mode.${mode}`)}</Badge>,
    },
    {
      key: 'scopes',
      header: t('settings.keys.scopes'),
      cell: ({ scopes }) => (
        <span title={scopes.join(', ')}>{t('settings.keys.scopesCount', { count: scopes.length })}</span>
      ),
    },
    {
      key: 'used',
      header: t('settings.keys.used'),
      cell: ({ id, last_used_at: at }) => (
        <>
          {at === null ? t('settings.keys.never') : formats.exactInstant(at)}{' '}
          {at !== null && may('requests:read') ? (
            <a href={`/settings/requests?actor=${id}`}>{t('settings.keys.requests')}</a>
          ) : null}
        </>
      ),
    },
    {
      key: 'state',
      header: t('settings.keys.state'),
      cell: ({ revoked_at: at }) =>
        at === null ? (
          <Badge tone="good">{t('settings.keys.valid')}</Badge>
        ) : (
          <Badge tone="bad">{t('settings.keys.revoked', { day: formats.day(at) })}</Badge>
        ),
    },
    ...(revoke === undefined
      ? []
      : [
          {
            key: 'do',
            header: '',
            isNumber: true,
            cell: (key: ApiKey) =>
              key.revoked_at === null ? (
                <button type="button" class="button button-bad" onClick={() => revoke(key)}>
                  {t('settings.keys.revoke')}
                </button>
              ) : null,
          },
        ]),
  ];
}

function RevokeDialog(props: {
  readonly apiKey: ApiKey | undefined;
  readonly onClose: () => void;
  readonly onRevoked: () => void;
}): JSX.Element {
  const { t } = useWords();
  const tell = useToast();
  const { apiKey, onClose, onRevoked } = props;
  const acting = useAct();
  const name = apiKey?.name ?? '';
  const go = async (): Promise<void> => {
    const isDone = await acting.act(async (client) => {
      await client.revokeApiKey({ params: { id: apiKey?.id ?? '' } });
    });
    if (!isDone) return;
    tell({ tone: 'good', text: t('settings.keys.revokedDone', { name }) });
    onRevoked();
  };
  return (
    <ConfirmDialog
      title={t('settings.keys.revokeTitle', { name })}
      isOpen={apiKey !== undefined}
      acting={acting}
      onClose={onClose}
      go={go}
      words={t('settings.keys.revoke')}
      isBad
    >
      <p>{t('settings.keys.revokeMeans')}</p>
    </ConfirmDialog>
  );
}
