import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useSession } from '../../app/session.js';
import { useToast } from '../../app/toasts.js';
import { useAct } from '../../client/use-act.js';
import { useAnswer } from '../../client/use-answer.js';
import { Badge } from '../../widgets/badge.js';
import { ConfirmDialog } from '../../widgets/confirm-dialog.js';
import { DataTable } from '../../widgets/data-table.js';
import { Icon } from '../../widgets/icon.js';
import { PageHead } from '../../widgets/page-head.js';
import { Shown } from '../../widgets/states.js';
import { Tabs } from '../../widgets/tabs.js';
import { useActors } from '../../settings/use-actors.js';
import { useWords } from '../../words/use-words.js';
import { RowDialog } from './row-dialog.js';
import { fieldsOf, TABLES, textOf, type TableField, type TableId, type TableRow } from './table-rows.js';

/** What exports are checked by: each row with where it is known from and how sure that is; carriers put their own in its place. */
export function TablesView({ view }: { readonly view: string | undefined }): JSX.Element {
  const { t } = useWords();
  const table = TABLES.find((one) => one === view) ?? TABLES[0];
  const told = useAnswer(async (client, signal) => (await client.getExportTables({ signal })).body, ['tables']);
  return (
    <div class="page exports">
      <p class="crumb">
        <a href="/exports">{t('exports.back')}</a>
      </p>
      <PageHead title={t('exports.tables')} lede={t('exports.tablesLede')} />
      <Tabs
        label={t('exports.tables')}
        tabs={TABLES.map((one) => ({
          href: `/exports/tables/${one}`,
          words: t(`exports.table.${one}`),
          isCurrent: one === table,
        }))}
      />
      <Shown answered={told} lines={12}>
        {({ tables, own }) => (
          <TableCard
            key={table}
            table={table}
            rows={tables[table]}
            isOwn={own.includes(table)}
            onChanged={told.again}
          />
        )}
      </Shown>
    </div>
  );
}

function TableCard(props: {
  readonly table: TableId;
  readonly rows: readonly TableRow[];
  readonly isOwn: boolean;
  readonly onChanged: () => void;
}): JSX.Element {
  const { t } = useWords();
  const { may } = useSession();
  const { table, rows, isOwn, onChanged } = props;
  const [open, setOpen] = useState<number | 'restore'>();
  const mayChange = may('organisations:write');
  const close = (isDone: boolean): void => {
    setOpen(undefined);
    if (isDone) onChanged();
  };
  return (
    <section class="card export-table" aria-label={t(`exports.table.${table}`)}>
      <div class="export-table-head">
        <p>
          <Badge tone={isOwn ? 'info' : 'plain'}>{t(isOwn ? 'exports.table.own' : 'exports.table.shipped')}</Badge>{' '}
          <LastChange table={table} rows={rows} />
        </p>
        {mayChange ? (
          <p class="row">
            {isOwn ? (
              <button type="button" class="button" onClick={() => setOpen('restore')}>
                {t('exports.table.restore')}
              </button>
            ) : null}
            <button type="button" class="button" onClick={() => setOpen(rows.length)}>
              <Icon name="plus" size={16} />
              {t('exports.table.add')}
            </button>
          </p>
        ) : null}
      </div>
      <RowTable table={table} rows={rows} edit={mayChange ? setOpen : undefined} />
      {typeof open === 'number' ? <RowDialog key={open} table={table} rows={rows} at={open} onClose={close} /> : null}
      <RestoreDialog table={table} isOpen={open === 'restore'} onClose={close} />
    </section>
  );
}

function RowTable(props: {
  readonly table: TableId;
  readonly rows: readonly TableRow[];
  readonly edit: ((at: number) => void) | undefined;
}): JSX.Element {
  const { t } = useWords();
  const { table, rows, edit } = props;
  const [[named]] = fieldsOf(table);
  return (
    <DataTable
      caption={t(`exports.table.${table}`)}
      isCaptionHidden
      rows={rows.map((row, at) => ({ row, at }))}
      keyOf={({ at }) => String(at)}
      columns={[
        {
          key: 'name',
          header: t(`exports.tableField.${named}`),
          isHeader: true,
          cell: ({ row }) => <span>{textOf(row[named], 'text')}</span>,
        },
        {
          key: 'says',
          header: t('exports.table.says'),
          cell: ({ row }) => <RowSays table={table} row={row} />,
        },
        {
          key: 'source',
          header: t('exports.tableField.source'),
          cell: ({ row }) => (
            <div class="export-row-source">
              {row['isUncertain'] === true ? <Badge tone="late">{t('exports.uncertain')}</Badge> : null}{' '}
              {row['isSynthetic'] === true ? <Badge tone="late">{t('exports.table.synthetic')}</Badge> : null}{' '}
              <span class="fine" lang="en">
                {textOf(row['source'], 'text')}
              </span>
            </div>
          ),
        },
        ...(edit === undefined
          ? []
          : [
              {
                key: 'edit',
                header: t('exports.table.change'),
                cell: ({ row, at }: { readonly row: TableRow; readonly at: number }) => (
                  <button
                    type="button"
                    class="button"
                    aria-label={`${t('exports.table.change')}: ${textOf(row[named], 'text')}`}
                    onClick={() => edit(at)}
                  >
                    {t('exports.table.change')}
                  </button>
                ),
              },
            ]),
      ]}
    />
  );
}

const SAID_APART: ReadonlySet<TableField> = new Set<TableField>(['source', 'isUncertain', 'isSynthetic']);

function RowSays({ table, row }: { readonly table: TableId; readonly row: TableRow }): JSX.Element {
  const { t } = useWords();
  const said = fieldsOf(table)
    .slice(1)
    .flatMap(([field, kind]) => {
      if (SAID_APART.has(field)) return [];
      const text = kind === 'flag' ? (row[field] === true ? t('exports.table.yes') : '') : textOf(row[field], kind);
      return text === '' ? [] : [{ field, text }];
    });
  return (
    <dl class="export-row-says">
      {said.map(({ field, text }) => (
        <div key={field}>
          <dt>{t(`exports.tableField.${field}`)}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Who put one's own rows there, and when, for those who may read the audit. */
function LastChange({
  table,
  rows,
}: {
  readonly table: TableId;
  readonly rows: readonly TableRow[];
}): JSX.Element | null {
  const { t, formats } = useWords();
  const { may } = useSession();
  const nameOf = useActors();
  const maySee = may('audit:read');
  const told = useAnswer(
    async (client, signal) => {
      if (!maySee) return undefined;
      const query = { action: 'export_table.changed', subject: table, limit: 1 } as const;
      return (await client.listAuditEntries({ query, signal })).body.data[0];
    },
    [table, rows, maySee],
  );
  if (told.value === undefined) return null;
  return (
    <span class="fine">
      {t('exports.table.changed', { at: formats.instant(told.value.at), who: nameOf(told.value.actor) })}
    </span>
  );
}

function RestoreDialog(props: {
  readonly table: TableId;
  readonly isOpen: boolean;
  readonly onClose: (isDone: boolean) => void;
}): JSX.Element {
  const { t } = useWords();
  const tell = useToast();
  const acting = useAct();
  const { table, isOpen, onClose } = props;
  const go = async (): Promise<void> => {
    const isDone = await acting.act(async (client) => {
      await client.putExportTable({ params: { table }, body: { rows: [] } });
    });
    if (!isDone) return;
    tell({ tone: 'good', text: t('exports.table.restored') });
    onClose(true);
  };
  return (
    <ConfirmDialog
      title={t('exports.table.restore')}
      isOpen={isOpen}
      acting={acting}
      onClose={() => onClose(false)}
      go={go}
      words={t('exports.table.restore')}
      isBad
    >
      <p>{t('exports.table.restoreMeans')}</p>
    </ConfirmDialog>
  );
}
