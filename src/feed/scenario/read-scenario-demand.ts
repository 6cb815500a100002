import { NONE } from '../../base/none.js';
import type { DemandChange } from '../../domain/scenario.js';
import type { Workspace } from '../../domain/workspace.js';
import { didYouMean } from '../../base/did-you-mean.js';
import { readServiceDays } from '../network/service-days.js';
import type { YamlValue } from '../tables/yaml-value.js';

const TIMES_MAX = 1000;

/** Reads `demand`: factors on the shipments, each for those that all of its conditions name. */
export function readDemandChanges(
  value: YamlValue,
  workspace: Workspace,
): { readonly changes: readonly DemandChange[]; readonly told: readonly string[] } {
  const changes: DemandChange[] = [];
  const told: string[] = [];
  for (const item of value.items()) {
    item.only(['times', 'party', 'product', 'from', 'to', 'ready']);
    const party = indexOf(item.get('party'), workspace.parties, 'party');
    const product = indexOf(item.get('product'), workspace.products, 'product');
    const ready = item.get('ready');
    changes.push({
      times: item.get('times').required('a factor, such as 1.5').number(1, { max: TIMES_MAX }),
      party,
      product,
      from: readPostalCodes(item.get('from'), workspace),
      to: readPostalCodes(item.get('to'), workspace),
      days: ready.isAbsent ? undefined : readServiceDays(ready, workspace.calendar),
    });
    told.push(sentenceOf(item));
  }
  return { changes, told };
}

/**
 * Beginnings of postal codes: `80`, or `80-85` for all from 80 to 85. One or a list. A warning where no code of the
 * workspace begins so.
 */
export function readPostalCodes(value: YamlValue, workspace: Workspace): string[] {
  if (value.isAbsent) return [];
  const all: string[] = [];
  for (const item of value.isList ? value.items() : [value]) {
    const text = item.text('').trim();
    const range = /^(\d+)\s*-\s*(\d+)$/.exec(text);
    const beginnings = range ? rangeOf(range[1], range[2]) : [text];
    if (text === '' || beginnings === undefined) {
      const allowed = 'the beginning of postal codes, such as "80", or a range of them, "80-85"';
      item.fault({ code: 'bad_postal_codes', message: 'names no postal codes', value: text, allowed });
      continue;
    }
    const any = workspace.network.postalCodes.some((code) => beginnings.some((one) => code.startsWith(one)));
    if (!any) {
      const message = 'no postal code of the workspace begins so';
      item.fault({ code: 'matches_nothing', severity: 'warning', message, value: text });
    }
    all.push(...beginnings);
  }
  return all;
}

const RANGE_MAX = 1000;

function rangeOf(first: string, last: string): string[] | undefined {
  const count = Number(last) - Number(first) + 1;
  if (first.length !== last.length || first.length > 9 || count < 1 || count > RANGE_MAX) return undefined;
  return Array.from({ length: count }, (_, index) => String(Number(first) + index).padStart(first.length, '0'));
}

function indexOf(value: YamlValue, named: readonly { readonly id: string }[], what: string): number | undefined {
  if (value.isAbsent) return undefined;
  const ids = named.map(({ id }) => id);
  const id = value.text('');
  const index = ids.indexOf(id);
  if (index !== NONE) return index;
  const suggestion = didYouMean(id, ids);
  value.fault({ code: 'unknown_reference', message: `there is no such ${what}`, allowed: ids.join(', '), suggestion });
  return undefined;
}

/** `parcels x 1.6: product express, to 80-85`. */
function sentenceOf(item: YamlValue): string {
  const conditions = ['party', 'product', 'from', 'to', 'ready'].flatMap((key) => {
    const value = item.get(key);
    if (value.isAbsent) return [];
    const texts = value.isList ? value.items().map((one) => one.text('')) : [value.text('')];
    return [`${key} ${texts.join(' ')}`];
  });
  const times = `parcels x ${item.get('times').text('')}`;
  return conditions.length === 0 ? times : `${times}: ${conditions.join(', ')}`;
}
