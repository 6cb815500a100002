import assert from 'node:assert/strict';
import { test } from 'node:test';
import { csvLine } from './csv-line.js';

test('csvLine quotes what needs it, and leaves nothing for a formula', () => {
  const line = csvLine(['a', 'b,c', 'say "x"', 'two\nlines', null, undefined, 0, -5]);
  assert.equal(line, 'a,"b,c","say ""x""","two\nlines",,,0,-5\r\n');
  for (const text of ['=1+1', '+91 98', '-2', '@SUM(A1)', ' =x', '\t=x', '＝x']) {
    assert.ok(csvLine([text]).replace('"', '').startsWith("'"), text);
  }
});
