import type { ComponentChildren, JSX } from 'preact';
import type { Answered } from '../client/use-answer.js';
import type { Pages } from '../client/use-pages.js';
import { DataTable, type Column } from '../widgets/data-table.js';
import { Empty, Shown } from '../widgets/states.js';
import type { IconName } from '../widgets/icon.js';
import { MoreRows } from './more-rows.js';

/** What a list of settings shows, and what it says where nothing is. */
export interface ListCardProps<T> {
  readonly caption: string;
  readonly columns: readonly Column<T>[];
  readonly keyOf: (row: T) => string;
  readonly none: { readonly title: string; readonly icon?: IconName; readonly more?: ComponentChildren };
  readonly lines?: number;
}

/** A list that is answered whole. */
export function ListCard<T>(props: ListCardProps<T> & { readonly answered: Answered<readonly T[]> }): JSX.Element {
  const { answered, lines = 6 } = props;
  return (
    <section class="card">
      <Shown answered={answered} lines={lines}>
        {(rows) => <Rows {...props} rows={rows} />}
      </Shown>
    </section>
  );
}

/** A list that is answered page by page. */
export function PagedListCard<T>(props: ListCardProps<T> & { readonly pages: Pages<T> }): JSX.Element {
  const { pages, lines = 10 } = props;
  return (
    <section class="card">
      <Shown answered={pages.answered} lines={lines}>
        {() => <Rows {...props} rows={pages.rows} />}
      </Shown>
      <MoreRows pages={pages} />
    </section>
  );
}

function Rows<T>(props: ListCardProps<T> & { readonly rows: readonly T[] }): JSX.Element {
  const { rows, caption, columns, keyOf, none } = props;
  if (rows.length > 0) {
    return <DataTable caption={caption} isCaptionHidden rows={rows} keyOf={keyOf} columns={columns} />;
  }
  return (
    <Empty icon={none.icon ?? 'search'} title={none.title}>
      {none.more}
    </Empty>
  );
}
