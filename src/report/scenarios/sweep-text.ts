import type { SweepResult } from '../../domain/exploration.js';
import { numbersOf } from '../page/numbers.js';
import { wrapText } from '../wrap-text.js';
import { alignedTable } from './scenarios-text.js';
import { marginalText, sweepFinding, unitStep, valueText } from './sweep-words.js';

/** A sweep for a terminal: a line for each value. */
export function sweepText(sweep: SweepResult, columns: number): string {
  const numbers = numbersOf(sweep.subject.currency);
  const { name, synthetic } = sweep.subject;
  const rows = sweep.points.map((point) => {
    const { cost, gain, onTimeShare, unplanned, gap } = point.outcome;
    return [
      valueText(sweep.unit, point.value, numbers) + (point.value === sweep.knee?.value ? '  <- knee' : ''),
      numbers.money(cost.amount),
      numbers.money(cost.low),
      numbers.shortMoney(gain.amount),
      marginalText(sweep, point, numbers),
      numbers.share(onTimeShare),
      numbers.count(unplanned),
      gap === null ? '-' : numbers.fineShare(gap),
    ];
  });
  return [
    `${name}${synthetic ? ' (synthetic data)' : ''}`,
    wrapText(sweepFinding(sweep, numbers), columns),
    '',
    ...alignedTable(
      [
        ['', 'cost', 'at least', 'gain', `one ${unitStep(sweep.unit).name} more`, 'on time', 'unplanned', 'gap'],
        ...rows,
      ],
      columns,
    ),
  ].join('\n');
}
