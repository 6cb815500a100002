import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { useSession } from '../app/session.js';
import { useAnswer } from '../client/use-answer.js';
import { Badge } from '../widgets/badge.js';
import type { Column } from '../widgets/data-table.js';
import { useWords } from '../words/use-words.js';
import { ListCard } from './list-card.js';
import { AddWebhookDialog } from './webhook-dialogs.js';
import { SecretDialog, type Secret } from './secret-dialog.js';
import type { WireWebhook } from '../../wire/notices/webhooks.js';

/** Webhooks of the organisation. */
export function WebhooksView(): JSX.Element {
  const { t } = useWords();
  const { may } = useSession();
  const { route } = useLocation();
  const columns = useWebhookColumns();
  const [isAdding, setAdding] = useState(false);
  const [made, setMade] = useState<(Secret & { readonly id: string }) | undefined>(undefined);
  const webhooks = useAnswer(async (client, signal) => (await client.listWebhooks({ signal })).body.data, ['webhooks']);
  return (
    <div class="stack">
      <div class="settings-head">
        <p class="lede">{t('settings.webhooks.lede')}</p>
        {may('webhooks:write') ? (
          <button type="button" class="button button-main" onClick={() => setAdding(true)}>
            {t('settings.webhooks.add')}
          </button>
        ) : null}
      </div>
      <ListCard
        caption={t('settings.view.webhooks')}
        answered={webhooks}
        columns={columns}
        keyOf={({ id }) => id}
        none={{ icon: 'link', title: t('settings.webhooks.none'), more: <p>{t('settings.webhooks.noneMore')}</p> }}
      />
      <AddWebhookDialog
        isOpen={isAdding}
        onClose={() => setAdding(false)}
        onMade={(added) => {
          setAdding(false);
          setMade(added);
        }}
      />
      <SecretDialog
        secret={made}
        onClose={() => {
          setMade(undefined);
          if (made !== undefined) route(`/settings/webhooks/${made.id}`);
        }}
      />
    </div>
  );
}

function useWebhookColumns(): Column<WireWebhook>[] {
  const { t, formats } = useWords();
  return [
    {
      key: 'url',
      header: t('settings.webhooks.url'),
      isHeader: true,
      cell: ({ id, url }) => (
        <a class="settings-url" href={`/settings/webhooks/${id}`}>
          {url}
        </a>
      ),
    },
    {
      key: 'about',
      header: t('settings.webhooks.description'),
      cell: ({ description }) => description ?? '–',
    },
    {
      key: 'types',
      header: t('settings.webhooks.types'),
      cell: ({ types }) => (types.length === 0 ? t('settings.webhooks.allTypes') : types.join(', ')),
    },
    {
      key: 'state',
      header: t('settings.webhooks.state'),
      cell: (webhook) => <WebhookState webhook={webhook} />,
    },
    {
      key: 'since',
      header: t('settings.webhooks.since'),
      isNumber: true,
      cell: ({ created_at: at }) => formats.exactInstant(at),
    },
  ];
}

/** Whether a webhook is sent to, and how that goes. */
export function WebhookState({ webhook }: { readonly webhook: WireWebhook }): JSX.Element {
  const { t, formats } = useWords();
  const { disabled_because: why, failing_since: failing } = webhook;
  if (why !== null)
    return <Badge tone={why === 'asked' ? 'plain' : 'bad'}>{t(`settings.webhooks.disabled.${why}`)}</Badge>;
  if (failing !== null) {
    return <Badge tone="late">{t('settings.webhooks.failing', { at: formats.instant(failing) })}</Badge>;
  }
  return <Badge tone="good">{t('settings.webhooks.enabled')}</Badge>;
}
