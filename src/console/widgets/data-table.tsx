import type { ComponentChildren, JSX } from 'preact';

/** A column of a table. */
export interface Column<T> {
  readonly key: string;
  readonly header: string;
  readonly cell: (row: T) => ComponentChildren;
  /** Figures stand at the end of their column. */
  readonly isNumber?: boolean;
  /** The column that names its row. */
  readonly isHeader?: boolean;
}

/** Things of one kind, a row each; on a phone, a card each. */
export function DataTable<T>(props: {
  readonly caption: string;
  /** True where the caption is read out only. */
  readonly isCaptionHidden?: boolean;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly keyOf: (row: T) => string;
  /** Classes of a row, such as that it is chosen. */
  readonly classOf?: (row: T) => string;
}): JSX.Element {
  const { caption, columns, rows, keyOf, classOf, isCaptionHidden = false } = props;
  return (
    <div class="table-wrap" tabIndex={0} role="region" aria-label={caption}>
      <table class="data-table">
        <caption class={isCaptionHidden ? 'hidden' : ''}>{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ key, header, isNumber }) => (
              <th key={key} scope="col" class={isNumber === true ? 'number' : ''}>
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} class={classOf?.(row) ?? ''}>
              {columns.map((column) => (
                <Cell key={column.key} column={column} row={row} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell<T>({ column, row }: { readonly column: Column<T>; readonly row: T }): JSX.Element {
  const shared = { class: column.isNumber === true ? 'number' : '', 'data-label': column.header };
  if (column.isHeader === true) {
    return (
      <th scope="row" {...shared}>
        {column.cell(row)}
      </th>
    );
  }
  return <td {...shared}>{column.cell(row)}</td>;
}
