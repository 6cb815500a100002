import type { z } from '@hono/zod-openapi';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { AttemptSchema, DeliverySchema } from '../../wire/notices/webhooks.js';
import { useSession } from '../app/session.js';
import { useToast } from '../app/toasts.js';
import { useAct } from '../client/use-act.js';
import { useAnswer } from '../client/use-answer.js';
import { usePages, type Pages } from '../client/use-pages.js';
import { Badge, type Tone } from '../widgets/badge.js';
import { DataTable, type Column } from '../widgets/data-table.js';
import { Dialog } from '../widgets/dialog.js';
import { Failed, Shown } from '../widgets/states.js';
import { Tabs } from '../widgets/tabs.js';
import { useWords } from '../words/use-words.js';
import { MoreRows } from './more-rows.js';

type Delivery = z.infer<typeof DeliverySchema>;
type Attempt = z.infer<typeof AttemptSchema>;

const STATUSES = ['pending', 'delivered', 'dead'] as const;
const TONES: Readonly<Record<Delivery['status'], Tone>> = { pending: 'late', delivered: 'good', dead: 'bad' };

/** What was sent to a webhook, is still to be sent, or was given up; any of it can be sent again. */
export function Deliveries({
  webhookId: id,
  turn,
}: {
  readonly webhookId: string;
  readonly turn: number;
}): JSX.Element {
  const { t } = useWords();
  const { may } = useSession();
  const { query } = useLocation();
  const tell = useToast();
  const { act, error } = useAct();
  const [opened, setOpened] = useState<Delivery | undefined>(undefined);
  const status = STATUSES.find((one) => one === query['status']);
  const pages = useDeliveries(id, status, turn);
  const again = async ({ notice_id }: Delivery): Promise<void> => {
    const isDone = await act(async (client) => {
      await client.replayWebhookDelivery({ params: { id, notice_id } });
    });
    if (!isDone) return;
    tell({ tone: 'good', text: t('settings.deliveries.sent') });
    pages.answered.again();
  };
  const columns: Column<Delivery>[] = [
    ...useDeliveryColumns(),
    {
      key: 'do',
      header: '',
      isNumber: true,
      cell: (delivery) => (
        <span class="settings-row-acts">
          <button type="button" class="button" onClick={() => setOpened(delivery)}>
            {t('settings.deliveries.open')}
          </button>
          {may('webhooks:write') ? (
            <button type="button" class="button" onClick={() => void again(delivery)}>
              {t('settings.deliveries.again')}
            </button>
          ) : null}
        </span>
      ),
    },
  ];
  return (
    <section class="card">
      <h2>{t('settings.deliveries.title')}</h2>
      <StatusTabs webhookId={id} status={status} />
      {error === undefined ? null : <Failed error={error} />}
      <Shown answered={pages.answered}>
        {() =>
          pages.rows.length === 0 ? (
            <p>{t('settings.deliveries.none')}</p>
          ) : (
            <DataTable
              caption={t('settings.deliveries.title')}
              isCaptionHidden
              rows={pages.rows}
              keyOf={({ notice_id }) => notice_id}
              columns={columns}
            />
          )
        }
      </Shown>
      <MoreRows pages={pages} />
      {opened === undefined ? null : <AttemptsDialog delivery={opened} onClose={() => setOpened(undefined)} />}
    </section>
  );
}

function StatusTabs(props: {
  readonly webhookId: string;
  readonly status: Delivery['status'] | undefined;
}): JSX.Element {
  const { t } = useWords();
  const { webhookId: id, status } = props;
  return (
    <Tabs
      label={t('settings.deliveries.title')}
      tabs={[undefined, ...STATUSES].map((one) => ({
        href: one === undefined ? `/settings/webhooks/${id}` : `/settings/webhooks/${id}?status=${one}`,
        words: t(`settings.deliveries.${one ?? 'all'}`),
        isCurrent: one === status,
      }))}
    />
  );
}

function useDeliveries(id: string, status: Delivery['status'] | undefined, turn: number): Pages<Delivery> {
  return usePages(
    async (client, cursor, signal) => {
      const filter = { ...(status === undefined ? {} : { status }), ...(cursor === undefined ? {} : { cursor }) };
      const sent = { params: { id }, query: filter, ...(signal === undefined ? {} : { signal }) };
      return (await client.listWebhookDeliveries(sent)).body;
    },
    [id, status, turn],
  );
}

function useDeliveryColumns(): Column<Delivery>[] {
  const { t, formats } = useWords();
  return [
    {
      key: 'type',
      header: t('settings.deliveries.type'),
      isHeader: true,
      cell: ({ type, notice_id }) => (
        <>
          {type} <code class="fine">{notice_id}</code>
        </>
      ),
    },
    {
      key: 'status',
      header: t('settings.deliveries.status'),
      cell: ({ status: state }) => <Badge tone={TONES[state]}>{t(`settings.deliveries.${state}`)}</Badge>,
    },
    {
      key: 'made',
      header: t('settings.deliveries.made'),
      cell: ({ created_at: at }) => formats.exactInstant(at),
    },
    {
      key: 'next',
      header: t('settings.deliveries.next'),
      cell: ({ next_attempt_at: at }) => (at === null ? '–' : formats.exactInstant(at)),
    },
    {
      key: 'attempts',
      header: t('settings.deliveries.attempts'),
      isNumber: true,
      cell: ({ attempt_count: count }) => count,
    },
  ];
}

function AttemptsDialog(props: { readonly delivery: Delivery; readonly onClose: () => void }): JSX.Element {
  const { t } = useWords();
  const { delivery, onClose } = props;
  const { webhook_id: id, notice_id, type } = delivery;
  const attempts = useAnswer(
    async (client, signal) => (await client.getWebhookDelivery({ params: { id, notice_id }, signal })).body.attempts,
    [id, notice_id],
  );
  return (
    <Dialog title={t('settings.deliveries.attemptsOf', { type })} isOpen onClose={onClose} isWide>
      <Shown answered={attempts}>
        {(all) =>
          all.length === 0 ? (
            <p>{t('settings.deliveries.noAttempt')}</p>
          ) : (
            <ol class="settings-attempts">
              {all.map((attempt) => (
                <AttemptItem key={attempt.at} attempt={attempt} />
              ))}
            </ol>
          )
        }
      </Shown>
    </Dialog>
  );
}

function AttemptItem({ attempt }: { readonly attempt: Attempt }): JSX.Element {
  const { t, formats } = useWords();
  const { at, ms, status, error, answer } = attempt;
  const isTaken = status !== null && status >= 200 && status < 300;
  return (
    <li>
      <p>
        <Badge tone={isTaken ? 'good' : 'bad'}>
          {status === null ? t('settings.deliveries.noAnswer') : t('settings.deliveries.answered', { status })}
        </Badge>{' '}
        {formats.exactInstant(at)} · {t('settings.deliveries.ms', { ms: formats.number(ms) })}
      </p>
      {error === null ? null : (
        <p class="fault-words" lang="en">
          {error}
        </p>
      )}
      {answer === null || answer === '' ? null : (
        <>
          <p class="fine">{t('settings.deliveries.answerIs')}</p>
          <pre class="settings-answer">{answer}</pre>
        </>
      )}
    </li>
  );
}
