import type { PostalArea } from './demand.js';
import { tableText } from './feed-files.js';
import type { Office } from './offices.js';

/** `postal_codes.csv`: the circle that most of a code's offices belong to, which is real, and its people, a proxy. */
export function postalCodesText(areas: readonly PostalArea[], offices: readonly Office[]): string {
  return tableText(
    'postal_code,people,circle',
    areas.map(({ pin, people, offices: own }) => [pin, people, commonest(own.map((office) => offices[office].circle))]),
  );
}

function commonest(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].reduce((best, one) => (one[1] > best[1] ? one : best))[0].replace(/ circle$/i, '');
}
