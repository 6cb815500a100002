import assert from 'node:assert/strict';
import { test } from 'node:test';
import { IntlMessageFormat } from 'intl-messageformat';
import { EN, type WordKey } from './en/all.js';
import { HI } from './hi/all.js';
import { localeOf } from './locales.js';

/** Names that a message expects values for. */
function namesIn(message: string, tag: string): string[] {
  const names = new Set<string>();
  const visit = (elements: readonly unknown[]): void => {
    for (const element of elements as readonly {
      type: number;
      value: string;
      options?: Record<string, { value: unknown[] }>;
    }[]) {
      if (element.type !== 0 && element.type !== 7) names.add(element.value);
      for (const option of Object.values(element.options ?? {})) visit(option.value);
    }
  };
  visit(new IntlMessageFormat(message, tag, undefined, { ignoreTag: true }).getAst());
  return [...names].toSorted();
}

test('every message of every language is read as ICU, and names the same values', () => {
  for (const key of Object.keys(EN) as WordKey[]) {
    assert.deepEqual(namesIn(HI[key], 'hi-IN'), namesIn(EN[key], 'en-IN'), key);
  }
});

test('words of Hindi are in its script, but for names, codes and signs', () => {
  const latin = (Object.keys(HI) as WordKey[]).filter(
    (key) =>
      /[A-Za-z]{2}/.test(HI[key].replaceAll(/\{[^{}]*\}|\{\w+, \w+,|\b[A-Z][A-Z0-9.]+\b/g, '')) &&
      !/[ऀ-ॿ]/.test(HI[key]),
  );
  assert.deepEqual(latin, []);
});

test('the language that was chosen comes first, then the browser’s, then English', () => {
  assert.equal(localeOf('hi', ['en-GB']), 'hi');
  assert.equal(localeOf(undefined, ['ta-IN', 'hi-IN', 'en']), 'hi');
  assert.equal(localeOf('xx', ['ta']), 'en');
});
