import type { Coverage } from '../../domain/coverage.js';

/** Which of the steps a headline names: the one at which the partnership adds most offices, the sooner of equals. */
export function headlineStep({ all, ways, withinDays, parties }: Coverage): number {
  if (parties.length === 1) return withinDays.length >> 1;
  const [before, after] = [all.byOffices[ways.length - 2], all.byOffices[ways.length - 1]];
  return withinDays.reduce((best, _, at) => (gainAt(at) > gainAt(best) ? at : best), 0);

  function gainAt(at: number): number {
    return after.within[at] - before.within[at];
  }
}
