import { isMap, isScalar, isSeq, type Document, type Node } from 'yaml';
import { didYouMean } from '../../base/did-you-mean.js';
import type { NewFault } from '../tables/fault-list.js';

/** Keys and list positions from the root of a document to a value. */
export type Place = readonly (string | number)[];

/** What is wrong with a path, to be completed with where it stands. */
export type PathFault = Pick<NewFault, 'code' | 'message' | 'allowed' | 'suggestion'>;

export const PATH_ALLOWED =
  'a path such as capacity[0].kg, interchange[IX-DEL].parcels_per_window, tariff.linehaul.per_kg[*]';

/**
 * Places that a path names in an agreement: `capacity[0].kg` as faults write it; in brackets a position from 0, `*` for
 * every entry of the list, or the `id` or `on` of entries. The last key need not exist yet.
 */
export function placesOf(document: Document, path: string): Place[] | PathFault {
  const steps = stepsOf(path);
  if (steps === undefined) return { code: 'bad_path', message: 'is no path into the agreement', allowed: PATH_ALLOWED };
  let places: Place[] = [[]];
  for (const [index, step] of steps.entries()) {
    const next: Place[] = [];
    for (const place of places) {
      const node = place.length === 0 ? document.contents : document.getIn(place, true);
      const found = step.list
        ? entriesOf(node as Node | undefined, step.text)
        : keyOf(node as Node | undefined, step.text, index === steps.length - 1);
      if (!Array.isArray(found)) return found;
      for (const key of found) next.push([...place, key]);
    }
    places = next;
  }
  return places;
}

/** `capacity[3].kg` of a place, as faults name it. */
export function placeText(place: Place): string {
  return place.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? key : `${text}.${key}`;
  }, '');
}

interface PathStep {
  readonly list: boolean; // in brackets
  readonly text: string;
}

function stepsOf(path: string): PathStep[] | undefined {
  const steps: PathStep[] = [];
  let rest = path.trim();
  while (rest !== '') {
    const match = steps.length === 0 ? /^([^.[\]]+)/.exec(rest) : /^(?:\.([^.[\]]+)|\[([^\]]+)\])/.exec(rest);
    if (!match) return undefined;
    steps.push(match[2] === undefined ? { list: false, text: match[1] } : { list: true, text: match[2].trim() });
    rest = rest.slice(match[0].length);
  }
  return steps.length === 0 ? undefined : steps;
}

function keyOf(node: Node | undefined, key: string, last: boolean): string[] | PathFault {
  const keys = isMap(node) ? node.items.map((pair) => (isScalar(pair.key) ? String(pair.key.value) : '')) : [];
  if (keys.includes(key)) return [key];
  const suggestion = didYouMean(key, keys);
  if (last && isMap(node) && suggestion === undefined) return [key];
  return {
    code: 'unknown_key',
    message: `the agreement has no ${key} there`,
    allowed: keys.length === 0 ? PATH_ALLOWED : keys.join(', '),
    suggestion,
  };
}

function entriesOf(node: Node | undefined, text: string): number[] | PathFault {
  if (!isSeq(node)) {
    return { code: 'bad_path', message: `there is no list to choose [${text}] of`, allowed: PATH_ALLOWED };
  }
  if (text === '*') return node.items.map((_, index) => index);
  if (/^\d+$/.test(text)) {
    if (Number(text) < node.items.length) return [Number(text)];
    const allowed = node.items.length === 0 ? 'none' : `0 to ${node.items.length - 1}`;
    return { code: 'out_of_range', message: `the list has no entry ${text}`, allowed };
  }
  const names = node.items.map((item) =>
    isMap(item) ? [item.get('id'), item.get('on')].filter((name) => name !== undefined).map(String) : [],
  );
  const found = names.flatMap((own, index) => (own.includes(text) ? [index] : []));
  if (found.length > 0) return found;
  return {
    code: 'unknown_reference',
    message: `no entry of the list has the id or pattern ${text}`,
    allowed: [...new Set(names.flat())].slice(0, 20).join(', '),
    suggestion: didYouMean(text, names.flat()),
  };
}
