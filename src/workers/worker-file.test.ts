import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import test from 'node:test';
import { workerFile } from './worker-file.js';

test('workerFile finds entry points in the built and in the source layout', () => {
  assert.ok(existsSync(workerFile('promise-table')));
  const source = workerFile('promise-table', 'file:///interline/src/workers/worker-file.ts');
  assert.equal(source.pathname, '/interline/src/workers/promise-table-worker.ts');
});
