import type { z } from '@hono/zod-openapi';
import type { JSX } from 'preact';
import { useLocation } from 'preact-iso';
import type { LoggedRequestSchema } from '../../wire/http/requests.js';
import { useShortcuts } from '../app/shortcuts.js';
import { usePages } from '../client/use-pages.js';
import { Badge, type Tone } from '../widgets/badge.js';
import type { Column } from '../widgets/data-table.js';
import { Field } from '../widgets/field.js';
import { useWords } from '../words/use-words.js';
import { PagedListCard } from './list-card.js';
import {
  addressOf,
  filterOf,
  METHODS,
  queryOf,
  SINCE_HOURS,
  STATUS_CLASSES,
  type RequestFilter,
} from './request-filter.js';
import { useActors } from './use-actors.js';

type LoggedRequest = z.infer<typeof LoggedRequestSchema>;

const LIMIT = 100;

/** What the organisation asked of the server. */
export function RequestsView(): JSX.Element {
  const { t } = useWords();
  const { query, route } = useLocation();
  const filter = filterOf(query);
  const pages = usePages(
    async (client, cursor, signal) => {
      const { body } = await client.listRequests({
        query: { limit: LIMIT, ...queryOf(filter, new Date()), ...(cursor === undefined ? {} : { cursor }) },
        ...(signal === undefined ? {} : { signal }),
      });
      return body;
    },
    [filter],
  );
  const change = (some: Partial<RequestFilter>): void => route(addressOf({ ...filter, ...some }), true);
  useShortcuts([{ keys: 'r', words: t('settings.requests.refresh'), run: pages.answered.again }]);
  const columns = useRequestColumns();
  return (
    <div class="stack">
      <div class="settings-head">
        <p class="lede">{t('settings.requests.lede')}</p>
        <button type="button" class="button" onClick={pages.answered.again}>
          {t('settings.requests.refresh')}
        </button>
      </div>
      <Filters filter={filter} onChange={change} />
      <PagedListCard
        caption={t('settings.view.requests')}
        pages={pages}
        columns={columns}
        keyOf={({ id }) => id}
        lines={12}
        none={{
          icon: 'filter',
          title: t('settings.requests.none'),
          more: (
            <>
              <p>{t('settings.requests.noneMore')}</p>
              <a class="button" href="/settings/requests">
                {t('settings.requests.clear')}
              </a>
            </>
          ),
        }}
      />
    </div>
  );
}

function Filters(props: {
  readonly filter: RequestFilter;
  readonly onChange: (some: Partial<RequestFilter>) => void;
}): JSX.Element {
  const { t } = useWords();
  const { filter, onChange } = props;
  const since = Object.keys(SINCE_HOURS) as (keyof typeof SINCE_HOURS)[];
  return (
    <search class="settings-filters">
      <Choice
        label={t('settings.requests.status')}
        value={filter.status}
        options={STATUS_CLASSES.map((one) => [one, one])}
        onChange={(status) => onChange({ status })}
      />
      <Choice
        label={t('settings.requests.method')}
        value={filter.method}
        options={METHODS.map((one) => [one, one])}
        onChange={(method) => onChange({ method })}
      />
      <Choice
        label={t('settings.requests.mode')}
        value={filter.mode}
        options={(['live', 'test'] as const).map((one) => [one, t(`settings.keys.mode.${one}`)])}
        onChange={(mode) => onChange({ mode })}
      />
      <Choice
        label={t('settings.requests.since')}
        value={filter.since}
        options={since.map((one) => [one, t(`settings.requests.since.${one}`)])}
        onChange={(chosen) => onChange({ since: chosen })}
      />
      <Text label={t('settings.requests.path')} value={filter.path} onChange={(path) => onChange({ path })} />
      <Text label={t('settings.requests.actor')} value={filter.actor} onChange={(actor) => onChange({ actor })} />
      <Text
        label={t('settings.requests.id')}
        value={filter.request_id}
        onChange={(request_id) => onChange({ request_id })}
      />
    </search>
  );
}

function Choice(props: {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, words: string])[];
  readonly onChange: (value: string) => void;
}): JSX.Element {
  const { t } = useWords();
  const { label, value, options, onChange } = props;
  return (
    <Field label={label}>
      {(tied) => (
        <select {...tied} value={value} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
          <option value="">{t('settings.all')}</option>
          {options.map(([option, words]) => (
            <option key={option} value={option}>
              {words}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** Takes effect when it is left or Enter is pressed, so that half a word asks for nothing. */
function Text(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}): JSX.Element {
  const { label, value, onChange } = props;
  return (
    <Field label={label}>
      {(tied) => (
        <input
          {...tied}
          type="search"
          defaultValue={value}
          key={value}
          onChange={({ currentTarget }) => onChange(currentTarget.value.trim())}
        />
      )}
    </Field>
  );
}

function useRequestColumns(): Column<LoggedRequest>[] {
  const { t, formats } = useWords();
  const nameOf = useActors();
  return [
    { key: 'at', header: t('settings.requests.at'), cell: ({ at }) => formats.exactInstant(at) },
    {
      key: 'what',
      header: t('settings.requests.path'),
      isHeader: true,
      cell: ({ method, path, mode }) => (
        <>
          <code>
            {method} {path}
          </code>{' '}
          {mode === 'test' ? <Badge>{t('settings.keys.mode.test')}</Badge> : null}
        </>
      ),
    },
    {
      key: 'status',
      header: t('settings.requests.status'),
      cell: ({ status }) => <Badge tone={toneOf(status)}>{status}</Badge>,
    },
    { key: 'actor', header: t('settings.requests.actor'), cell: ({ actor }) => nameOf(actor) },
    {
      key: 'id',
      header: t('settings.requests.id'),
      cell: ({ request_id: id }) => <code class="settings-id">{id}</code>,
    },
    {
      key: 'ms',
      header: t('settings.requests.ms'),
      isNumber: true,
      cell: ({ ms }) => t('settings.deliveries.ms', { ms: formats.number(ms) }),
    },
  ];
}

function toneOf(status: number): Tone {
  if (status < 400) return 'good';
  return status < 500 ? 'late' : 'bad';
}
