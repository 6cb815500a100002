import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AgreementTerms } from '../../../domain/agreement-terms.js';
import { diffProse } from '../compare/diff-prose.js';
import { proseOf } from './prose.js';
import { TERMS, toolsForTest } from './terms-for-test.js';

const read = (terms: AgreementTerms, locale: 'en' | 'hi' = 'en') => proseOf(terms, toolsForTest(locale));
const textOf = (terms: AgreementTerms, id: string): string =>
  read(terms)
    .filter((section) => section.id === id)
    .flatMap(({ paragraphs }) => paragraphs.map(({ sentences }) => sentences.map(({ text }) => text).join(' ')))
    .join('\n');

test('an agreement reads as prose', () => {
  assert.equal(
    textOf(TERMS, 'parties'),
    'ats-post, version 3, is an agreement between ATS Ltd and POST Ltd. It is in force from 1 January 2026 to 31 December 2027. ' +
      'All amounts are in INR.',
  );
  assert.equal(
    textOf(TERMS, 'interchange'),
    'Parcels change hands at 2 points, all under these terms. Parcels pass from ATS to POST and from POST to ATS. ' +
      'Hands are changed Mon–Sat from 05:00 to 09:00 and every day from 18:00 to 22:00. ' +
      'What is tendered is ready on the other side after 60 minutes; a tender starts every 60 minutes. ' +
      'The list of what comes is sent 60 minutes before; a tender may be up to 15 minutes late.\n' +
      'IX-BOM: SC-BOM of ATS and HUB-BOM of POST. The number of parcels in a window is not limited.\n' +
      'IX-DEL: SC-DEL of ATS and HUB-DEL of POST. At most 12,000 parcels change hands in a window, both directions together.',
  );
  assert.equal(
    textOf(TERMS, 'capacity'),
    'POST opens 800 kg of each departure of RAIL-* to ATS, every day. The room is paid for, used or not.\n' +
      'POST opens 30% of the weight it can carry of each departure of RAIL-1 to ATS, Mon and Wed. This holds on A → B. ' +
      'The room is held, and can be given back. Before departure it shrinks: 50% is left from 24 hours before.\n' +
      'POST delivers for ATS, every day: 30% of the day’s work at each office. ' +
      'Only what is free is used, and it is paid for when used.\n' +
      'Where several clauses cover a departure, the last one counts.',
  );
  assert.match(textOf(TERMS, 'tariff'), /costs ₹2 to 200 km, ₹4.50 to 500 km and ₹7 beyond 500 km\./);
  assert.match(
    textOf(TERMS, 'tariff'),
    /Delivering up to 0.5 kg costs ₹20 at any distance\. Each further 0.5 kg costs ₹6/,
  );
  assert.match(textOf(TERMS, 'tariff'), /Discounts: 5% from 10,00,000 parcels a month\. Tax of 18% is added\./);
  assert.match(textOf(TERMS, 'service'), /Delivered on time: at least 95%, by the week\. .*up to 10% of the invoice/);
});

test('points with other hours are told apart, and what is not limited says so', () => {
  const [bom, del] = TERMS.interchange;
  assert.ok(bom !== undefined && del !== undefined);
  const text = textOf({ ...TERMS, interchange: [bom, { ...del, minutes: 90 }] }, 'interchange');
  assert.match(text, /^At IX-BOM: .*60 minutes; .*\n.*\nAt IX-DEL: .*90 minutes; /);
  const open = { ...TERMS, effective: { from: '2026-01-01', until: '9999-12-31' } };
  assert.match(textOf(open, 'parties'), /from 1 January 2026 on, without end/);
});

test('every leaf of the terms is said: changing it changes a sentence, in both languages', () => {
  const silent: string[] = [];
  for (const locale of ['en', 'hi'] as const) {
    const plain = JSON.stringify(read(TERMS, locale));
    eachLeaf(TERMS, (path, changed) => {
      if (JSON.stringify(read(changed, locale)) === plain) silent.push(path);
    });
  }
  assert.deepEqual(silent, ['tariff.zones.by', 'tariff.zones.by']); // there is one way only
});

test('a sentence that says something else stands against the one it was, and what both have is left out', () => {
  const [first, ...others] = TERMS.capacity;
  assert.ok(first !== undefined);
  const changed = {
    ...TERMS,
    version: 4,
    capacity: [...others, { ...first, kg: 900 }],
    gain_share: { method: 'none' },
  };
  const sections = diffProse(read(TERMS), read(changed));
  assert.deepEqual(
    sections.map(({ id }) => id),
    ['parties', 'capacity', 'settlement'],
  );
  assert.deepEqual(sections[1]?.changes, [
    {
      before: 'POST opens 800 kg of each departure of RAIL-* to ATS, every day.',
      after: undefined,
    },
    {
      before: undefined,
      after: 'POST opens 900 kg of each departure of RAIL-* to ATS, every day.',
    },
  ]);
  assert.match(sections[2]?.changes[0]?.before ?? '', /Shapley/);
  assert.match(sections[2]?.changes[0]?.after ?? '', /as it falls/);
  assert.deepEqual(diffProse(read(TERMS), read(TERMS)), []);
});

/** Calls `visit` with the terms in which one leaf is another. */
function eachLeaf(terms: AgreementTerms, visit: (path: string, changed: AgreementTerms) => void): void {
  const walk = (value: unknown, path: readonly (string | number)[]): void => {
    if (typeof value === 'object' && value !== null) {
      for (const [key, child] of Object.entries(value))
        walk(child, [...path, Array.isArray(value) ? Number(key) : key]);
      return;
    }
    const other = otherThan(value);
    if (other === undefined) return;
    const changed = structuredClone(terms) as unknown as Record<string | number, unknown>;
    let at: Record<string | number, unknown> = changed;
    for (const key of path.slice(0, -1)) at = at[key] as Record<string | number, unknown>;
    at[path.at(-1) ?? ''] = other;
    visit(path.join('.'), changed as unknown as AgreementTerms);
  };
  walk(terms, []);
}

function otherThan(value: unknown): unknown {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  if (typeof value !== 'string' || value === 'INR') return undefined;
  if (/^\d{4}-/.test(value)) return '2027-06-15';
  if (/^\d\d:/.test(value)) return '23:59';
  if (value.endsWith('x')) return '0.77x';
  if (value === 'daily' || value.startsWith('Mon')) return 'Sun';
  if (value === 'all') return ['C>D'];
  if (value.includes('>')) return 'C>D';
  return value.includes(':') ? 'ats:TRUCK-9' : `${value}_other`;
}
