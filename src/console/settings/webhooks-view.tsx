import type { z } from '@hono/zod-openapi';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { NOTICE_TYPES, type NoticeType } from '../../domain/notice.js';
import type { WebhookSchema } from '../../wire/webhooks.js';
import { useSession } from '../app/session.js';
import { DialogButtons } from '../widgets/dialog-buttons.js';
import { useAct } from '../client/use-act.js';
import { useAnswer } from '../client/use-answer.js';
import { Badge } from '../widgets/badge.js';
import { DataTable, type Column } from '../widgets/data-table.js';
import { Dialog } from '../widgets/dialog.js';
import { faultsByField } from '../widgets/fault-words.js';
import { Field } from '../widgets/field.js';
import { Empty, Failed, Shown } from '../widgets/states.js';
import { useWords } from '../words/use-words.js';
import { SecretDialog, type Secret } from './secret-dialog.js';

export type WireWebhook = z.infer<typeof WebhookSchema>;

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
      <section class="card">
        <Shown answered={webhooks}>
          {(all) =>
            all.length === 0 ? (
              <Empty icon="link" title={t('settings.webhooks.none')}>
                <p>{t('settings.webhooks.noneMore')}</p>
              </Empty>
            ) : (
              <DataTable
                caption={t('settings.view.webhooks')}
                isCaptionHidden
                rows={all}
                keyOf={({ id }) => id}
                columns={columns}
              />
            )
          }
        </Shown>
      </section>
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

function AddWebhookDialog(props: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onMade: (made: Secret & { readonly id: string }) => void;
}): JSX.Element {
  const { t } = useWords();
  const { isOpen, onClose, onMade } = props;
  const { isBusy, error, act } = useAct();
  const [url, setUrl] = useState('');
  const [about, setAbout] = useState('');
  const [types, setTypes] = useState<readonly NoticeType[]>([]);
  const faults = faultsByField(error);
  const go = async (): Promise<void> => {
    let made = { id: '', secret: '' };
    const isDone = await act(async (client) => {
      const described = about === '' ? {} : { description: about };
      const { body } = await client.createWebhook({ body: { url, types: [...types], ...described } });
      made = { id: body.webhook.id, secret: body.secret };
    });
    if (!isDone) return;
    onMade({ ...made, title: t('settings.webhooks.made'), more: t('settings.webhooks.madeMore') });
    setUrl('');
  };
  return (
    <Dialog
      title={t('settings.webhooks.add')}
      isOpen={isOpen}
      onClose={onClose}
      actions={
        <DialogButtons
          onClose={onClose}
          isBusy={isBusy || url === ''}
          go={() => void go()}
          words={t('settings.webhooks.add')}
        />
      }
    >
      <Field
        label={t('settings.webhooks.url')}
        hint={t('settings.webhooks.urlHint')}
        fault={faults.get('url')?.message}
      >
        {(tied) => (
          <input
            {...tied}
            type="url"
            maxLength={2000}
            value={url}
            onInput={({ currentTarget }) => setUrl(currentTarget.value)}
          />
        )}
      </Field>
      <Field label={t('settings.webhooks.description')} isOptional>
        {(tied) => (
          <input
            {...tied}
            maxLength={200}
            value={about}
            onInput={({ currentTarget }) => setAbout(currentTarget.value)}
          />
        )}
      </Field>
      <NoticeTypes types={types} onChange={setTypes} />
      {error === undefined || faults.size > 0 ? null : <Failed error={error} />}
    </Dialog>
  );
}

function NoticeTypes(props: {
  readonly types: readonly NoticeType[];
  readonly onChange: (types: readonly NoticeType[]) => void;
}): JSX.Element {
  const { t } = useWords();
  const { types, onChange } = props;
  return (
    <fieldset class="settings-choices">
      <legend>{t('settings.webhooks.types')}</legend>
      <p class="fine">{t('settings.webhooks.typesHint')}</p>
      <div class="settings-scopes">
        {NOTICE_TYPES.filter((type) => type !== 'webhook.test').map((type) => (
          <label key={type} class="check">
            <input
              type="checkbox"
              checked={types.includes(type)}
              onChange={({ currentTarget }) =>
                onChange(NOTICE_TYPES.filter((one) => (one === type ? currentTarget.checked : types.includes(one))))
              }
            />
            <code>{type}</code>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
