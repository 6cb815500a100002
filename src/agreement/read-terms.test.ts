import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse, stringify } from 'yaml';
import { InputError } from '../base/input-error.js';
import { Prng } from '../base/prng.js';
import { readWorkspace } from '../feed/read-workspace.js';
import { SMALL_WORKSPACE, writeWorkspaceFiles } from '../feed/small-workspace.js';
import { agreementText, termsWith } from './agreement-for-test.js';
import { canonicalTerms, versionIdOf } from './agreement-terms.js';
import { readTerms, termsOfWorkspace } from './read-terms.js';

const canonicalOf = (text: string): string => canonicalTerms(readTerms(text, 'agreement.yaml').terms);

test('a file read alone and read in its workspace has the same canonical terms', async () => {
  const { dir, remove } = writeWorkspaceFiles(SMALL_WORKSPACE);
  try {
    const { workspace } = await readWorkspace(dir);
    assert.ok(workspace.agreement);
    const terms = termsOfWorkspace(workspace, workspace.agreement);
    assert.equal(canonicalTerms(terms), canonicalOf(SMALL_WORKSPACE['agreement.yaml']));
  } finally {
    remove();
  }
});

test('the canonical terms are an agreement themselves, and read back as the same', () => {
  const canonical = canonicalOf(agreementText());
  assert.equal(canonicalOf(canonical), canonical);
  assert.match(versionIdOf(termsWith()), /^[0-9a-f]{64}$/);
});

test('layout, comments, quotes, order of keys and of sets, and defaults written out change nothing', () => {
  const canonical = canonicalOf(agreementText());
  const data = parse(agreementText()) as Record<string, unknown>;
  const texts = [
    JSON.stringify(data),
    stringify(data, { indent: 4, defaultKeyType: 'QUOTE_DOUBLE' }),
    `# signed in Delhi\n${agreementText()}\n# end`,
    agreementText(['kg: 800,', 'kg: 800.0,']),
    agreementText(['daily, kg: 800', 'Mon-Sun, kg: "800"']),
    agreementText(['legs: all, days: daily, kg: 800', 'kg: 800']),
    agreementText([
      '{ hours: 6, keep: 0 }, { hours: 24, keep: 0.5 }',
      '{ hours: 24, keep: .5 }, { hours: 6, keep: 0 }',
    ]),
    agreementText(['[ats>post, post>ats]', '[post>ats, ats>post]'], ['parties: [ats, post]', 'parties: [post, ats]']),
    agreementText([', weight_tolerance_g: 50', '']),
    agreementText(['0.15x', '.15x'], ['"05:00"', '"05:00:00"']),
  ];
  for (const text of texts) assert.equal(canonicalOf(text), canonical, text);
  for (let seed = 1; seed <= 30; seed++) {
    const text = JSON.stringify(shuffledKeys(data, new Prng(seed)));
    assert.equal(canonicalOf(text), canonical, `seed ${seed}`);
  }
});

test('what changes the meaning changes the canonical terms', () => {
  const canonical = canonicalOf(agreementText());
  for (const [from, to] of [
    ['kg: 800', 'kg: 801'],
    ['version: 3', 'version: 4'],
    ['SC-DEL,', 'SC-DEX,'],
    ['goods_refused: [liquids]', 'goods_refused: []'],
    ['weight_tolerance_g: 50', 'weight_tolerance_g: 51'],
    ['2027-12-31', '2027-12-30'],
  ] as const) {
    assert.notEqual(canonicalOf(agreementText([from, to])), canonical, `${from} to ${to}`);
  }
});

test('readTerms tells every fault of a file at once, and what only a workspace can tell is not asked', () => {
  const text = agreementText(
    ['currency: INR\n', ''],
    ['type: hard', 'type: hrad'],
    ['{ ats: SC-DEL,', '{ atz: SC-DEL,'],
  );
  assert.throws(
    () => readTerms(text, 'mine.yaml'),
    (error: unknown) => {
      assert.ok(error instanceof InputError);
      const errors = error.faults.filter(({ severity }) => severity === 'error');
      assert.deepEqual(errors.map(({ code }) => code).sort(), ['missing_value', 'unknown_reference', 'unknown_value']);
      assert.ok(errors.every(({ file }) => file === 'mine.yaml'));
      return true;
    },
  );
  assert.deepEqual(readTerms(agreementText(), 'mine.yaml').warnings, []);
  for (const broken of [
    '',
    '[',
    'agreement: x',
    'parties: 5\nproducts: [[[]]]',
    'null',
    'parties: [a, a]',
    '\ud800: 1',
  ]) {
    assert.throws(() => readTerms(broken, 'mine.yaml'), InputError, broken);
  }
});

function shuffledKeys(value: unknown, random: Prng): unknown {
  if (Array.isArray(value)) return value.map((item) => shuffledKeys(item, random));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [random.next(), key, shuffledKeys(item, random)] as const);
  return Object.fromEntries(entries.sort((a, b) => a[0] - b[0]).map(([, key, item]) => [key, item]));
}
