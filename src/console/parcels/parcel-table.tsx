import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { partyClass, useSession } from '../app/session.js';
import { useWords } from '../words/use-words.js';
import type { ColumnKey } from './filters.js';
import { rowsInSight, type ListState } from './list-state.js';
import { usePartyName } from './party-name.js';
import { RiskBadge, StateBadge } from './state-badge.js';
import type { ListedShipment } from './wire-types.js';

/** Height of a row, which the style of the page keeps; on a phone rows are cards of their own heights, all of which are drawn. */
const ROW_PX = 46;
const PHONE = '(max-width: 760px)';

export interface ParcelTableProps {
  readonly list: ListState<ListedShipment>;
  readonly columns: readonly ColumnKey[];
  readonly isBusy: boolean;
  readonly onToggle: (id: string) => void;
  readonly onToggleAll: () => void;
  /** The end is in sight. */
  readonly onEnd: () => void;
  readonly children?: ComponentChildren;
}

/** Parcels in rows. Of thousands only those in sight are drawn. */
export function ParcelTable(props: ParcelTableProps): JSX.Element {
  const { t } = useWords();
  const { list, columns, isBusy, onToggle, onToggleAll, onEnd } = props;
  const { box, first, end, onScroll } = useWindow(list.rows.length, onEnd);
  useCurrentInSight(box, list.current);
  const { rows, chosen, current } = list;
  const isAll = rows.length > 0 && chosen.size === rows.length;
  return (
    <div ref={box} class="parcel-rows" tabIndex={0} role="region" aria-label={t('parcels.caption')} onScroll={onScroll}>
      <table class="data-table parcel-table" aria-rowcount={rows.length + 1} aria-busy={isBusy}>
        <caption class="hidden">{t('parcels.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">
              <input
                type="checkbox"
                aria-label={t('parcels.selectAll')}
                checked={isAll}
                onChange={onToggleAll}
                disabled={rows.length === 0}
              />
            </th>
            {columns.map((key) => (
              <th key={key} scope="col" class={key === 'weight' ? 'number' : ''}>
                {t(`parcels.column.${key}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Gap rows={first} columns={columns.length + 1} />
          {rows.slice(first, end).map((row, index) => (
            <ParcelRow
              key={row.id}
              row={row}
              index={first + index}
              columns={columns}
              isCurrent={first + index === current}
              isChosen={chosen.has(row.id)}
              onToggle={onToggle}
            />
          ))}
          <Gap rows={rows.length - end} columns={columns.length + 1} />
        </tbody>
      </table>
      {props.children}
    </div>
  );
}

function ParcelRow(props: {
  readonly row: ListedShipment;
  readonly index: number;
  readonly columns: readonly ColumnKey[];
  readonly isCurrent: boolean;
  readonly isChosen: boolean;
  readonly onToggle: (id: string) => void;
}): JSX.Element {
  const { t } = useWords();
  const { row, index, columns, isCurrent, isChosen, onToggle } = props;
  const classes = [isCurrent ? 'is-current' : '', isChosen ? 'is-chosen' : ''].join(' ').trim();
  return (
    <tr class={classes} aria-rowindex={index + 2} data-index={index}>
      <td class="parcel-check">
        <input
          type="checkbox"
          aria-label={t('parcels.select', { number: row.tracking_number })}
          checked={isChosen}
          onChange={() => onToggle(row.id)}
        />
      </td>
      {columns.map((key) => (
        <ParcelCell key={key} row={row} column={key} />
      ))}
    </tr>
  );
}

function ParcelCell({ row, column }: { readonly row: ListedShipment; readonly column: ColumnKey }): JSX.Element {
  const { t } = useWords();
  const label = { 'data-label': t(`parcels.column.${column}`) };
  if (column === 'number') {
    return (
      <th scope="row" {...label}>
        <a class="mono" href={`/parcels/${row.id}`}>
          {row.tracking_number}
        </a>
      </th>
    );
  }
  return (
    <td {...label} class={column === 'weight' ? 'number' : ''}>
      <span class="parcel-value">
        <CellValue row={row} column={column} />
      </span>
    </td>
  );
}

function CellValue({ row, column }: { readonly row: ListedShipment; readonly column: ColumnKey }): JSX.Element {
  const { t, formats } = useWords();
  const { workspace } = useSession();
  const name = usePartyName();
  const { tracked } = row;
  switch (column) {
    case 'state':
      return <StateBadge state={tracked?.state ?? null} isReturning={row.return !== null} />;
    case 'promise':
      return (
        <>
          <span>{row.promised_by === null ? t('parcels.noPromise') : formats.instant(row.promised_by)}</span>
          <RiskBadge exceptions={row.open_exceptions} />
        </>
      );
    case 'custodian': {
      const code = tracked?.custodian ?? '@sender';
      return <span class={`party-dot ${partyClass(workspace, code)}`}>{name(code)}</span>;
    }
    case 'place':
      return <>{tracked?.place ?? ''}</>;
    case 'seen':
      return (
        <>{(tracked?.last_seen_at ?? null) === null ? '' : formats.ago(tracked?.last_seen_at ?? '', new Date())}</>
      );
    case 'direction':
      return <>{t(`parcels.direction.${row.standing}`)}</>;
    case 'weight':
      return <>{formats.weight(row.weight_g)}</>;
    case 'booked':
      return <>{formats.instant(row.created_at)}</>;
    case 'destination':
      return <>{row.destination_pin}</>;
    default:
      return <>{PLAIN[column]?.(row) ?? ''}</>;
  }
}

const PLAIN: Readonly<Partial<Record<ColumnKey, (row: ListedShipment) => string | null>>> = {
  reference: ({ reference }) => reference,
  origin: ({ origin }) => origin,
  product: ({ product }) => product,
};

/** Room for rows that are out of sight. */
function Gap({ rows, columns }: { readonly rows: number; readonly columns: number }): JSX.Element | null {
  const cell = useRef<HTMLTableCellElement>(null);
  useLayoutEffect(() => {
    cell.current?.style.setProperty('height', `${rows * ROW_PX}px`);
  }, [rows]);
  if (rows <= 0) return null;
  return (
    <tr class="parcel-gap" aria-hidden="true">
      <td ref={cell} colSpan={columns} />
    </tr>
  );
}

/** The rows of a box that scrolls which have to be drawn. */
function useWindow(count: number, onEnd: () => void) {
  const box = useRef<HTMLDivElement>(null);
  const [sight, setSight] = useState({ scrollTop: 0, height: 900 });
  const isPhone = useMedia(PHONE);
  const measure = (): void => {
    const element = box.current;
    if (element === null) return;
    setSight({ scrollTop: element.scrollTop, height: element.clientHeight });
    if (element.scrollTop + element.clientHeight > element.scrollHeight - 8 * ROW_PX && element.scrollTop > 0) onEnd();
  };
  useEffect(measure, [count]);
  const { first, end } = isPhone ? { first: 0, end: count } : rowsInSight({ ...sight, rowHeight: ROW_PX, count });
  return { box, first, end, onScroll: measure };
}

function useMedia(query: string): boolean {
  const [matches, setMatches] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const media = matchMedia(query);
    const tell = (): void => setMatches(media.matches);
    media.addEventListener('change', tell);
    return () => media.removeEventListener('change', tell);
  }, [query]);
  return matches;
}

/** Scrolls so that the current row can be seen. */
function useCurrentInSight(box: { readonly current: HTMLDivElement | null }, current: number): void {
  useEffect(() => {
    const element = box.current;
    if (element === null || current < 0) return;
    const top = current * ROW_PX;
    const head = ROW_PX;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + head + ROW_PX > element.scrollTop + element.clientHeight) {
      element.scrollTop = top + head + ROW_PX - element.clientHeight;
    }
  }, [box, current]);
}
