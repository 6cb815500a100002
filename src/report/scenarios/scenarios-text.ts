import type { Exploration, Outcome } from '../../domain/exploration.js';
import { numbersOf, type Numbers } from '../page/numbers.js';
import { wrapText } from '../wrap-text.js';
import { allOutcomes, certaintyOf, findingOf, signed } from './scenario-words.js';

/** An exploration for a terminal: a line for each scenario, then how sure its cost is. */
export function scenariosText(exploration: Exploration, columns: number): string {
  const numbers = numbersOf(exploration.subject.currency);
  const { name, synthetic } = exploration.subject;
  const outcomes = allOutcomes(exploration);
  return [
    `${name}${synthetic ? ' (synthetic data)' : ''}`,
    wrapText(findingOf(exploration, numbers), columns),
    '',
    ...alignedTable([HEADINGS, ...outcomes.map((outcome) => cells(outcome, numbers))], columns, DROPPABLE),
    '',
    'Cost against the workspace as it is, for the best plans of both:',
    ...outcomes.flatMap(({ name: called, difference }) =>
      difference === null ? [] : [`  ${called}: ${certaintyOf(difference.cost, numbers)}`],
    ),
  ].join('\n');
}

const HEADINGS = ['', 'a parcel', 'change', 'on time', 'days', 'spot', 'unplanned', 'CO2e', 'gain', 'gap'];

/** Columns that a narrow terminal does without, first to go first: days, CO2e, unplanned, spot. */
const DROPPABLE = [4, 7, 6, 5];

function cells(outcome: Outcome, numbers: Numbers): string[] {
  const { difference } = outcome;
  return [
    outcome.name,
    numbers.money(outcome.costPerParcel.amount),
    difference === null ? '' : signed(difference.costPerParcel.amount, numbers.money),
    numbers.share(outcome.onTimeShare),
    outcome.transitDays === null ? '-' : outcome.transitDays.toFixed(2),
    numbers.count(outcome.spot),
    numbers.count(outcome.unplanned),
    numbers.mass(outcome.co2Kg),
    numbers.shortMoney(outcome.gain.amount),
    outcome.gap === null ? '-' : numbers.fineShare(outcome.gap),
  ];
}

/** The first column is not cut below this many characters. */
const NAME_LEAST = 20;

/**
 * Rows of cells set under each other. Where they are too wide, columns from `droppable` on are left out one by one, then the
 * first column is cut.
 */
export function alignedTable(
  rows: readonly (readonly string[])[],
  columns: number,
  droppable: readonly number[] = [],
): string[] {
  const widths = rows[0].map((_, index) => Math.max(...rows.map((row) => row[index].length)));
  const rest = widths.slice(1).reduce((sum, width) => sum + width + 2, 0);
  const [drop, ...others] = droppable;
  if (drop !== undefined && Math.min(widths[0], NAME_LEAST) + rest > columns) {
    const fewer = rows.map((row) => row.filter((_, index) => index !== drop));
    return alignedTable(fewer, columns, others.map((index) => (index > drop ? index - 1 : index))); // prettier-ignore
  }
  const first = Math.max(12, Math.min(widths[0], columns - rest));
  return rows.map(([heading, ...others]) => {
    const cut = heading.length > first ? `${heading.slice(0, first - 1)}…` : heading;
    return [cut.padEnd(first), ...others.map((cell, index) => cell.padStart(widths[index + 1] + 2))].join('').trimEnd();
  });
}
