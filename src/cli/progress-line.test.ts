import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ProgressLine } from './progress-line.js';

/** A terminal that keeps what is written to it. */
function terminalOf(isTTY: boolean, columns: number) {
  const written: string[] = [];
  return { isTTY, columns, written, write: (text: string) => written.push(text) };
}

test('ProgressLine writes over one line, cut to the width of the terminal, and clears it at the end', () => {
  const terminal = terminalOf(true, 10);
  const line = new ProgressLine(terminal);
  line.show('round 1');
  line.show('a line that is too long');
  line.end();
  line.end();
  assert.deepEqual(terminal.written, ['\r\u001b[Kround 1', '\r\u001b[Ka line th', '\r\u001b[K']);
});

test('ProgressLine is silent where nobody watches', () => {
  const terminal = terminalOf(false, 80);
  const line = new ProgressLine(terminal);
  line.show('round 1');
  line.end();
  assert.deepEqual(terminal.written, []);
});
