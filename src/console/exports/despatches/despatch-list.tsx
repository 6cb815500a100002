import type { JSX } from 'preact';
import type { z } from '@hono/zod-openapi';
import { displayTrackingNumber } from '../../../standards/tracking/tracking-number.js';
import type { DespatchSchema } from '../../../wire/exports/export-despatches.js';
import { download } from '../../agreements/download.js';
import { useSession } from '../../app/session.js';
import { useAct, type Acting } from '../../client/use-act.js';
import { usePages } from '../../client/use-pages.js';
import { Badge } from '../../widgets/badge.js';
import { DataTable } from '../../widgets/data-table.js';
import { Icon } from '../../widgets/icon.js';
import { PageHead } from '../../widgets/page-head.js';
import { Empty, Failed, Shown } from '../../widgets/states.js';
import { useWords } from '../../words/use-words.js';
import { BagState } from './bag-state.js';
import { displayDespatch } from './despatch-draft.js';
import { openPdf } from '../detail/open-pdf.js';

type Despatch = z.infer<typeof DespatchSchema>;

/** Despatches, newest first, each with its bags, what is printed of it, and what other posts are told ahead. */
export function DespatchList(): JSX.Element {
  const { t } = useWords();
  const { may } = useSession();
  const pages = usePages(
    async (client, cursor, signal) =>
      (
        await client.listDespatches({
          query: { limit: 20, ...(cursor === undefined ? {} : { cursor }) },
          ...(signal === undefined ? {} : { signal }),
        })
      ).body,
    ['despatches'],
  );
  return (
    <div class="page exports">
      <p class="crumb">
        <a href="/exports">{t('exports.back')}</a>
      </p>
      <PageHead
        title={t('exports.despatches')}
        lede={t('exports.despatchesLede')}
        actions={
          may('custody:write') ? (
            <a class="button button-main" href="/exports/despatches/new">
              <Icon name="plus" size={16} />
              {t('exports.despatch.new')}
            </a>
          ) : undefined
        }
      />
      <Shown answered={pages.answered} lines={8}>
        {() =>
          pages.rows.length === 0 ? (
            <Empty icon="plane" title={t('exports.despatch.none')}>
              <p>{t('exports.despatch.noneMore')}</p>
            </Empty>
          ) : (
            <div class="stack">
              {pages.rows.map((despatch) => (
                <DespatchCard key={despatch.id} despatch={despatch} />
              ))}
            </div>
          )
        }
      </Shown>
      {pages.more === undefined ? null : (
        <button type="button" class="button" disabled={pages.isAsking} onClick={pages.more}>
          {t('app.moreRows')}
        </button>
      )}
    </div>
  );
}

function DespatchCard({ despatch }: { readonly despatch: Despatch }): JSX.Element {
  const { t, formats } = useWords();
  const acting = useAct();
  const { id, despatch: name, bags, transport, closed_at: closedAt } = despatch;
  const amiss = bags.filter(({ arrival }) => arrival?.outcome === 'missing' || arrival?.outcome === 'damaged').length;
  const count = bags.reduce((sum, { items }) => sum + items.length, 0);
  const weightG = bags.reduce((sum, { weight_g: g }) => sum + g, 0);
  return (
    <section class="card export-despatch" id={id} aria-labelledby={`name-${id}`}>
      <h2 id={`name-${id}`} class="mono">
        {displayDespatch(name)}
      </h2>
      <p>
        {t('exports.despatch.way', { from: name.slice(0, 6), to: name.slice(6, 12) })} ·{' '}
        {t('exports.despatch.bags', { count: bags.length })} · {t('exports.despatch.items', { count })} ·{' '}
        {formats.weight(weightG)} · {t('exports.despatch.closedAt', { at: formats.instant(closedAt) })}
      </p>
      {transport === null ? null : (
        <p>{t('exports.despatch.transport', { ...transport, services: transport.services.join(', ') })}</p>
      )}
      {amiss === 0 ? null : (
        <p>
          <Badge tone="bad">{t('exports.despatch.amiss', { count: amiss })}</Badge>
        </p>
      )}
      {despatch.excess.length === 0 ? null : (
        <p>{t('exports.despatch.excess', { bags: despatch.excess.map(displayDespatch).join(', ') })}</p>
      )}
      <DespatchPrints despatch={despatch} acting={acting} />
      <DespatchMessages despatch={despatch} acting={acting} />
      {acting.error === undefined ? null : <Failed error={acting.error} />}
      <details>
        <summary>{t('exports.despatch.showBags')}</summary>
        <BagTable despatch={despatch} />
      </details>
    </section>
  );
}

interface CardProps {
  readonly despatch: Despatch;
  readonly acting: Acting;
}

function DespatchPrints({ despatch: { id }, acting }: CardProps): JSX.Element | null {
  const { t } = useWords();
  const { may } = useSession();
  if (!may('labels:print')) return null;
  const print = (part: 'list' | 'bag_labels'): Promise<boolean> =>
    acting.act(async (client) => openPdf((await client.getDespatchPdf({ params: { id }, query: { part } })).body));
  return (
    <p class="row">
      {(['bag_labels', 'list'] as const).map((part) => (
        <button key={part} type="button" class="button" disabled={acting.isBusy} onClick={() => void print(part)}>
          <Icon name="print" size={16} />
          {t(`exports.despatch.print.${part}`)}
        </button>
      ))}
    </p>
  );
}

const MESSAGES = ['predes', 'itmatt', 'emsevt', 'cardit'] as const;

/** What other posts and customs are told ahead, as files. */
function DespatchMessages({ despatch: { id, despatch: name, transport }, acting }: CardProps): JSX.Element {
  const { t } = useWords();
  const save = (message: (typeof MESSAGES)[number], isEdifact: boolean): Promise<boolean> =>
    acting.act(async (client) => {
      const params = { id, message };
      const file = `${name}-${message}`;
      if (isEdifact && message !== 'cardit') {
        const { body } = await client.getDespatchEdifact({ params: { id, message } });
        download(`${file}.edi`, body, 'text/plain');
      } else {
        const { body } = await client.getDespatchMessage({ params });
        download(`${file}.json`, JSON.stringify(body, undefined, 2), 'application/json');
      }
    });
  return (
    <details>
      <summary>{t('exports.despatch.messages')}</summary>
      <p class="fine">{t('exports.despatch.messagesMore')}</p>
      <ul class="export-messages">
        {MESSAGES.filter((message) => message !== 'cardit' || transport !== null).map((message) => (
          <li key={message}>
            <span>
              <strong>{message.toUpperCase()}</strong>
              <span class="fine"> {t(`exports.despatch.message.${message}`)}</span>
            </span>
            <span class="row">
              {(message === 'cardit' ? [false] : [false, true]).map((isEdifact) => (
                <button
                  key={String(isEdifact)}
                  type="button"
                  class="button"
                  disabled={acting.isBusy}
                  aria-label={`${message.toUpperCase()} ${isEdifact ? 'EDIFACT' : 'JSON'}`}
                  onClick={() => void save(message, isEdifact)}
                >
                  <Icon name="download" size={16} />
                  {isEdifact ? 'EDIFACT' : 'JSON'}
                </button>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function BagTable({ despatch: { bags } }: { readonly despatch: Despatch }): JSX.Element {
  const { t, formats } = useWords();
  return (
    <DataTable
      caption={t('exports.despatch.showBags')}
      isCaptionHidden
      rows={bags}
      keyOf={({ receptacle }) => receptacle}
      columns={[
        {
          key: 'receptacle',
          header: t('exports.despatch.receptacle'),
          isHeader: true,
          cell: ({ receptacle }) => <span class="mono">{displayDespatch(receptacle)}</span>,
        },
        {
          key: 'weight',
          header: t('exports.despatch.weight'),
          isNumber: true,
          cell: ({ weight_g: g }) => formats.weight(g),
        },
        {
          key: 'state',
          header: t('exports.despatch.bagState'),
          cell: ({ arrival, transport }) => <BagState arrival={arrival} transport={transport} />,
        },
        {
          key: 'items',
          header: t('exports.despatch.parcels'),
          cell: ({ items }) => (
            <span class="export-bag-items">
              {items.map((item) => (
                <a key={item} class="mono" href={`/exports?q=${item}`}>
                  {displayTrackingNumber(item)}
                </a>
              ))}
            </span>
          ),
        },
      ]}
    />
  );
}
