import type { Figures } from './figures.js';
import { periodOf } from './page/headline.js';
import { REASON_LABELS, shortName } from './page/labels.js';
import { numbersOf, type Numbers } from './page/numbers.js';
import { allRows, changeOf, occurs, partyRows, shownAs, type Row } from './page/rows.js';
import type { Summary } from './summary.js';
import { wrapText } from './wrap-text.js';

const GUTTER = 3;
const NARROWEST = 40;

/** A summary for terminals, at most `width` columns where words allow it: the alone/joint tables, the gap, the reasons. */
export function renderSummaryText(summary: Summary, width: number): string {
  const numbers = numbersOf(summary.currency);
  const columns = Math.max(NARROWEST, width);
  const { joint, alone, parties } = summary;
  const parts = [
    wrapText(`${summary.name} · ${periodOf(summary)}${summary.synthetic ? ' · synthetic data' : ''}`, columns),
    comparison('All parcels', allRows(numbers), joint.total, alone?.total, numbers, columns),
    ...(parties.length < 2
      ? []
      : parties.map(({ name }, party) =>
          comparison(
            shortName(name),
            partyRows(numbers),
            joint.parties[party],
            alone?.parties[party],
            numbers,
            columns,
          ),
        )),
    wrapText(closing(summary, numbers), columns),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** Aligned columns; the change is left out when the screen is too narrow for it. */
function comparison(
  title: string,
  rows: readonly Row[],
  joint: Figures,
  alone: Figures | undefined,
  numbers: Numbers,
  columns: number,
): string {
  const head = alone ? [title, 'alone', 'joint', 'change'] : [title, 'plan'];
  const table = rows
    .filter((row) => occurs(row, [joint, alone]))
    .map((row) => {
      const after = row.pick(joint);
      if (!alone) return [row.label, shownAs(row, after)];
      const before = row.pick(alone);
      return [row.label, shownAs(row, before), shownAs(row, after), changeOf(row, before, after, numbers).text];
    });
  const fits = lineLength([head, ...table]) <= columns;
  return aligned([head, ...table].map((cells) => (fits ? cells : cells.slice(0, 3))));
}

function widthsOf(table: readonly (readonly string[])[]): number[] {
  const count = Math.max(...table.map((cells) => cells.length));
  return Array.from({ length: count }, (_, column) => Math.max(...table.map((cells) => cells[column]?.length ?? 0)));
}

function lineLength(table: readonly (readonly string[])[]): number {
  const widths = widthsOf(table);
  return widths.reduce((sum, width) => sum + width, 0) + GUTTER * (widths.length - 1);
}

function aligned(table: readonly (readonly string[])[]): string {
  const widths = widthsOf(table);
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => {
        const width = widths[column];
        return column === 0 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join(' '.repeat(GUTTER))
      .trimEnd();
  return table.map(line).join('\n');
}

function closing(summary: Summary, numbers: Numbers): string {
  const { joint, interchanges, saving } = summary;
  const full = interchanges.reduce((sum, one) => sum + one.windowsFull, 0);
  const windows = interchanges.reduce((sum, one) => sum + one.windows, 0);
  const reasons = joint.total.reasons.map(
    ({ reason, late, unplanned }) => `${REASON_LABELS[reason][0].toLowerCase()} ${numbers.count(late + unplanned)}`,
  );
  const lines = [
    `Cost ${numbers.money(summary.cost)}, no plan below ${numbers.money(summary.bound)}: gap ${numbers.gap(summary.gap)}, ${numbers.seconds(summary.seconds)}.`,
    saving && `Saving against alone: ${numbers.money(saving.amount)} (${numbers.share(saving.share)}).`,
    interchanges.length > 0 && `Interchange windows full: ${numbers.count(full)} of ${numbers.count(windows)}.`,
    reasons.length > 0 && `Late or unplanned because: ${reasons.join(', ')}.`,
  ];
  return lines.filter((line) => typeof line === 'string').join('\n');
}
