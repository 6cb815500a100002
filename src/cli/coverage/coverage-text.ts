import type { Coverage, Reached } from '../../domain/coverage.js';
import { shortName } from '../../report/page/labels.js';
import { numbersOf } from '../../report/page/numbers.js';
import { shownWays, wayLabel } from '../../report/coverage/reach.js';

/** Coverage as a person reads it in a terminal. */
export function coverageText(coverage: Coverage): string {
  const { all, parties, senders, gained, withinDays, origins } = coverage;
  const numbers = numbersOf(coverage.currency);
  const heads = [...withinDays.map((days) => `<= ${days} d`), 'ever', 'mean', 'slowest', 'Gini'];
  const cells = ({ within, served, meanDays, worstTenthDays, gini }: Reached): string[] => [
    ...within.map(numbers.share),
    numbers.share(served),
    meanDays.toFixed(2),
    worstTenthDays.toFixed(2),
    gini.toFixed(3),
  ];
  const rows = (reached: readonly Reached[]) =>
    shownWays(coverage).map(({ way, index }) => [wayLabel(way, parties), ...cells(reached[index])]);
  const table = (title: string, body: readonly (readonly string[])[]): string[] =>
    aligned([[title, ...heads], ...body]);
  const senderRows = senders.flatMap(({ party, alone, together }) => {
    const name = shortName(parties.find(({ id }) => id === party)?.name ?? party);
    return [
      [`${name} alone`, ...cells(alone)],
      [`  with partners`, ...cells(together)],
    ];
  });
  return [
    `${coverage.workspace}${coverage.synthetic ? ' (figures are synthetic)' : ''}: coverage of`,
    `${numbers.count(all.postalCodes)} postal codes and ${numbers.count(all.offices)} offices, posted ${coverage.posted} at ` +
      `${numbers.count(origins.places)} places.`,
    '',
    ...table('Offices, from all origins', rows(all.byOffices)),
    ...(all.byPeople === null ? [] : ['', ...table('People, from all origins', rows(all.byPeople))]),
    ...(parties.length > 1 ? ['', ...table('Offices, by own parcels of', senderRows)] : []),
    '',
    ...gained
      .filter(
        ({ overBetter, overEach }) => parties.length > 1 && (overBetter > 0 || overEach.some((count) => count > 0)),
      )
      .map(
        ({ days, overBetter, overEach }) =>
          `Within ${days} ${days === 1 ? 'day' : 'days'} jointly but by no carrier alone: ${numbers.count(overBetter)} offices` +
          ` (${overEach.map((count, party) => `not by ${parties[party].id}: ${numbers.count(count)}`).join(', ')}).`,
      ),
    '',
  ].join('\n');
}

/** Lines of cells: the first column to the left, the others to the right. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column] + 2)))
      .join('')
      .trimEnd(),
  );
}
