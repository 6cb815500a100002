import type { Siting } from '../../domain/siting.js';
import { numbersOf } from '../page/numbers.js';
import { addedWords } from './siting-words.js';

/** What was found, for a terminal. */
export function sitingText(siting: Siting): string {
  const { sets, existing, candidates, planNow, currency } = siting;
  const { money, shortMoney, count, seconds, gap, share } = numbersOf(currency);
  const head = `${count(siting.parcels)} parcels in ${count(siting.flows)} flows, ${existing.length} ${existing.length === 1 ? 'point' : 'points'}, ${count(candidates.length)} candidates within ${count(siting.reachKm)} km${siting.leftOut === 0 ? '' : `, ${count(siting.leftOut)} pairs farther apart left out`}`;
  if (sets.length === 0)
    return `${head}\n${siting.flows === 0 ? 'No parcel may change hands.' : 'Nowhere to add a point.'}`;
  const [best] = sets;
  const proof = siting.proved
    ? `proved optimal in ${seconds(siting.seconds)}`
    : `within ${gap((best.cost - siting.bound) / siting.bound)} of the bound after ${seconds(siting.seconds)}`;
  const lines = [
    head,
    `${addedWords(best.points.length)}: flows pay ${money(best.cost)} instead of ${money(siting.costNow)}, ${proof}`,
    '',
    `${'add'.padEnd(36)}${'parcels'.padStart(10)}${'in the plan'.padStart(13)}${'worth'.padStart(14)}`,
    ...best.points.map((point, index) => {
      const { parcels, worth } = best.use[index];
      const tendered = best.plan.tendered[existing.length + index];
      return `${cut(candidates[point].name, 35).padEnd(36)}${count(parcels).padStart(10)}${count(tendered).padStart(13)}${shortMoney(worth).padStart(14)}`;
    }),
    '',
    `${'joint plan'.padEnd(12)}${'cost'.padStart(16)}${'bound'.padStart(16)}${'on time'.padStart(10)}  set`,
    ...[planNow, ...sets.map(({ plan }) => plan)].map((plan, index) => {
      const name = index === 0 ? 'as it is' : `set ${index}`;
      const onTime = share(plan.onTime / Math.max(1, plan.parcels));
      const points = index === 0 ? '' : namesOf(siting, index - 1);
      return `${name.padEnd(12)}${money(plan.cost).padStart(16)}${money(plan.bound).padStart(16)}${onTime.padStart(10)}  ${points}`.trimEnd();
    }),
  ];
  return [...lines, ...leastWorth(siting, shortMoney)].join('\n');
}

/** All points of the first set; of the others what they have instead. */
function namesOf({ sets, candidates }: Siting, index: number): string {
  const [best] = sets;
  const { points } = sets[index];
  if (index === 0) return `the ${points.length} above`;
  const names = (of: readonly number[]): string => of.map((point) => candidates[point].name).join(', ');
  const added = points.filter((point) => !best.points.includes(point));
  const gone = best.points.filter((point) => !points.includes(point));
  return `${names(added)} instead of ${names(gone)}`;
}

function leastWorth({ existing }: Siting, money: (amount: number) => string): string[] {
  if (existing.length === 0) return [];
  const least = [...existing].sort((a, b) => a.use.worth - b.use.worth).slice(0, 3);
  return [
    '',
    `worth least of what there is: ${least.map(({ name, use }) => `${name} ${money(use.worth)}`).join(', ')}`,
  ];
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
