import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { tarArchive } from './tar-archive.js';

test('tarArchive makes what tar lists and unpacks', (t) => {
  const files = [
    { name: 'plan/a.txt', bytes: Buffer.from('a'.repeat(700)) },
    { name: 'plan/empty', bytes: Buffer.alloc(0) },
  ];
  const archive = tarArchive(files);
  assert.equal(archive.length % 512, 0);
  const listed = spawnSync('tar', ['-tf', '-'], { input: archive, encoding: 'utf8' });
  if (listed.error !== undefined) {
    t.skip('this machine has no tar');
    return;
  }
  assert.deepEqual([listed.stdout, listed.stderr], ['plan/a.txt\nplan/empty\n', '']);
  const read = spawnSync('tar', ['-xOf', '-', 'plan/a.txt'], { input: archive, encoding: 'utf8' });
  assert.equal(read.stdout, 'a'.repeat(700));
});
