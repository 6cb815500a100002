import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { runInThisContext } from 'node:vm';

type Load = (specifier: string) => Promise<unknown>;
type Example = (load: Load, log: (value: unknown) => void) => Promise<void>;

const EXAMPLES = ['docs/standards.md', 'docs/edi.md'].flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(/^```js\n([\s\S]*?)^```/gm)].map(([, code]) => code ?? ''),
);

/** Example code as a function: imports through `load`, what it logs to `log`. */
function exampleOf(code: string): Example {
  const body = code
    .replace(/^import \{([^}]*)\} from '([^']*)';/gm, "const {$1} = await load('$2');")
    .replaceAll('console.log(', 'log(');
  return runInThisContext(`(async (load, log) => {${body}\n})`) as Example;
}

/** Built files of this package, and modules of Node. */
const load: Load = (specifier) =>
  specifier.startsWith('#interline/')
    ? import(new URL(specifier.replace('#interline/', '../'), import.meta.url).href)
    : import(specifier);

test('the documentation has examples of every standard', () => {
  for (const folder of [
    's10',
    's9',
    'gstin',
    'iec',
    'ad-code',
    'hs',
    'upu',
    'pin',
    'gs1',
    'digipin',
    'epcis',
    'label',
  ]) {
    assert.ok(
      EXAMPLES.some((code) => code.includes(`#interline/standards/${folder}/`)),
      folder,
    );
  }
});

for (const [index, code] of EXAMPLES.entries()) {
  test(`example ${index + 1} of the documentation logs what it says`, async () => {
    const logged: string[] = [];
    await exampleOf(code)(load, (value) => logged.push(typeof value === 'string' ? value : inspect(value)));
    const said = [...code.matchAll(/^console\.log\(.*\); \/\/ (.*)$/gm)].map(([, text]) => text);
    assert.deepEqual(logged, said);
  });
}
