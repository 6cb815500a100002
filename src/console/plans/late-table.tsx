import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useSession } from '../app/session.js';
import { useAnswer } from '../client/use-answer.js';
import { DataTable, type Column } from '../widgets/data-table.js';
import { Shown } from '../widgets/states.js';
import { useWords } from '../words/use-words.js';
import { PinButton } from './pin-button.js';
import { shortId } from './pins.js';
import type { WireLate } from './late-groups.js';

const PAGE_ROWS = 20;
const ROWS_MAX = 200;

/** Parcels of one cause, a page at a time, each with the way to its route. */
export function LateTable({ planId, cause }: { readonly planId: string; readonly cause: number }): JSX.Element {
  const { t, tCode, formats } = useWords();
  const { may } = useSession();
  const [limit, setLimit] = useState(PAGE_ROWS);
  const late = useAnswer(
    async (client) => (await client.listLateShipments({ params: { id: planId }, query: { cause, limit } })).body,
    [planId, cause, limit],
  );
  const columns: readonly Column<WireLate>[] = [
    {
      key: 'parcel',
      header: t('plans.parcel'),
      isHeader: true,
      cell: ({ shipment_id: id, reference }) => (
        <a href={`/plans/${planId}/parcels/${id}`}>{reference ?? shortId(id)}</a>
      ),
    },
    {
      key: 'way',
      header: t('plans.way'),
      cell: ({ origin, destination_pin: to }) => t('plans.fromTo', { from: origin, to }),
    },
    { key: 'product', header: t('plans.product'), cell: ({ product }) => product },
    { key: 'weight', header: t('plans.weight'), isNumber: true, cell: (row) => formats.weight(row.weight_g) },
    { key: 'due', header: t('plans.due'), cell: (row) => formats.instant(row.due_at) },
    {
      key: 'arrives',
      header: t('plans.arrives'),
      cell: (row) => (row.arrives_at === null ? t('plans.never') : formats.instant(row.arrives_at)),
    },
    { key: 'by', header: t('plans.carriedBy'), cell: (row) => tCode('plans.carriage', row.carried_by) },
    { key: 'cost', header: t('plans.cost'), isNumber: true, cell: (row) => formats.money(row.cost_minor) },
    ...(may('plans:write')
      ? [
          {
            key: 'pin',
            header: '',
            isNumber: true,
            cell: ({ shipment_id: id, reference }: WireLate) => (
              <PinButton parcel={{ id, name: reference ?? shortId(id) }} isShort />
            ),
          },
        ]
      : []),
  ];
  return (
    <Shown answered={late} lines={5}>
      {({ data, next_cursor: next }) => (
        <>
          <DataTable
            caption={t('plans.lateParcels')}
            isCaptionHidden
            columns={columns}
            rows={data}
            keyOf={({ shipment_id: id }) => id}
          />
          {next !== null && limit < ROWS_MAX ? (
            <button type="button" class="button" onClick={() => setLimit((rows) => Math.min(ROWS_MAX, rows * 2))}>
              {t('app.moreRows')}
            </button>
          ) : null}
        </>
      )}
    </Shown>
  );
}
