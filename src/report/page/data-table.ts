import { html, type Html } from './html.js';

export interface Column {
  readonly heading: string | Html;
  /** `figure` is set to the right; `words` may wrap; `meter` has room for a bar. */
  readonly kind?: 'figure' | 'words' | 'meter';
  /** Left out on narrow screens. */
  readonly minor?: boolean;
}

/** The first cell heads its row. */
export type TableRow = readonly [heading: string | Html, ...cells: (string | Html)[]];

export interface DataTable {
  readonly caption: string | Html;
  /** As many as a row has cells; the first heads the rows. */
  readonly columns: readonly [Column, ...Column[]];
  readonly rows: readonly TableRow[];
  /** The last row adds the others up. */
  readonly sum?: boolean;
}

/**
 * A table of figures. On narrow screens each row becomes a block, every cell named by its column, so that no table has to
 * be pushed sideways.
 */
export function dataTable({ caption, columns, rows, sum = false }: DataTable): Html {
  const kindOf = (index: number) => columns[index]?.kind ?? 'figure';
  const minorOf = (index: number) => (columns[index]?.minor === true ? 'minor' : '');
  return html`<table class="figures stacks">
    <caption>
      ${caption}
    </caption>
    <thead>
      <tr>
        ${columns.map(({ heading }, index) => html`<th scope="col" class="${HEAD_CLASSES[kindOf(index)]}">${heading}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ([heading, ...cells], row) =>
          html`<tr class="${sum && row === rows.length - 1 && 'sum'}">
            <th scope="row">${heading}</th>
            ${cells.map(
              (cell, index) =>
                html`<td class="${kindOf(index + 1) === 'words' ? 'words' : minorOf(index + 1)}">
                  <span class="of" aria-hidden="true">${columns[index + 1]?.heading}</span>${cell}
                </td>`,
            )}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

const HEAD_CLASSES = { figure: '', words: 'words', meter: 'meter-head' } as const;
