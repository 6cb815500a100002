import type { z } from '@hono/zod-openapi';
import type { JSX } from 'preact';
import { useLocation } from 'preact-iso';
import type { AuditEntrySchema } from '../../wire/people/audit.js';
import { AUDITED } from '../../wire/people/audited.js';
import { useSession } from '../app/session.js';
import { usePages } from '../client/use-pages.js';
import type { Column } from '../widgets/data-table.js';
import { Field } from '../widgets/field.js';
import { useWords } from '../words/use-words.js';
import { PagedListCard } from './list-card.js';
import { useActors } from './use-actors.js';

type AuditEntry = z.infer<typeof AuditEntrySchema>;

const LIMIT = 100;

/** What was done that is risky, and by whom. */
export function AuditView(): JSX.Element {
  const { t } = useWords();
  const { query, route } = useLocation();
  const action = AUDITED.find((one) => one === query['action']);
  const columns = useAuditColumns();
  const pages = usePages(
    async (client, cursor, signal) => {
      const { body } = await client.listAuditEntries({
        query: {
          limit: LIMIT,
          ...(action === undefined ? {} : { action }),
          ...(cursor === undefined ? {} : { cursor }),
        },
        ...(signal === undefined ? {} : { signal }),
      });
      return body;
    },
    [action],
  );
  return (
    <div class="stack">
      <p class="lede">{t('settings.audit.lede')}</p>
      <search class="settings-filters">
        <Field label={t('settings.audit.action')}>
          {(tied) => (
            <select
              {...tied}
              value={action ?? ''}
              onChange={({ currentTarget: { value } }) =>
                route(value === '' ? '/settings/audit' : `/settings/audit?action=${value}`, true)
              }
            >
              <option value="">{t('settings.all')}</option>
              {AUDITED.map((one) => (
                <option key={one} value={one}>
                  {t(`settings.action.${one}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
      </search>
      <PagedListCard
        caption={t('settings.view.audit')}
        pages={pages}
        columns={columns}
        keyOf={({ id }) => id}
        none={{ icon: 'check', title: t('settings.audit.none') }}
      />
    </div>
  );
}

function useAuditColumns(): Column<AuditEntry>[] {
  const { t, formats } = useWords();
  const { may } = useSession();
  const nameOf = useActors();
  return [
    { key: 'at', header: t('settings.audit.at'), cell: ({ at }) => formats.exactInstant(at) },
    {
      key: 'action',
      header: t('settings.audit.action'),
      isHeader: true,
      cell: ({ action }) => t(`settings.action.${action}`),
    },
    { key: 'actor', header: t('settings.audit.actor'), cell: ({ actor }) => nameOf(actor) },
    {
      key: 'subject',
      header: t('settings.audit.subject'),
      cell: ({ subject }) =>
        subject.startsWith('agv_') ? (
          <a href={`/agreements/${subject}`}>
            <code class="settings-id">{subject}</code>
          </a>
        ) : (
          <code class="settings-id">{nameOf(subject)}</code>
        ),
    },
    {
      key: 'details',
      header: t('settings.audit.details'),
      cell: ({ details }) => {
        const told = Object.entries(details).map(([name, value]) => `${name}: ${String(value)}`);
        return told.length === 0 ? '–' : <code class="settings-details">{told.join(', ')}</code>;
      },
    },
    {
      key: 'request',
      header: t('settings.audit.request'),
      cell: ({ request_id: id }) => {
        if (id === null) return '–';
        const name = <code class="settings-id">{id}</code>;
        return may('requests:read') ? <a href={`/settings/requests?request_id=${id}`}>{name}</a> : name;
      },
    },
  ];
}
