import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { InputError } from '../../base/input-error.js';
import { readWorkspace } from '../../feed/read-workspace.js';
import { SMALL_WORKSPACE, writeWorkspaceFiles } from '../../feed/small-workspace.js';
import { lookupDays } from '../../planner/promise/promise-lookup.js';
import { promiseDesk } from '../../planner/promise/promise-desk.js';
import { standardTable } from '../../planner/promise/promise-table.js';
import { promise } from '../../planner/promise/promise.js';
import { promiseTable } from '../../workers/promise-table.js';
import { promiseRequest } from './promise-request.js';
import { summaryText } from './promise-summary-text.js';
import { readPromiseTable, writePromiseTable } from './promise-table-file.js';
import { promiseText } from './promise-text.js';
import { runInterlineCommand } from '../spawn-interline.js';

const OPTIONS = { weight: 500, volume: 0, longestSide: 0, cod: 0, goods: '' };

test('a promise is told with its route, its cut-off and the ways that are closed', async () => {
  const { dir, remove } = writeWorkspaceFiles(SMALL_WORKSPACE);
  try {
    const { workspace } = await readWorkspace(dir);
    const ask = (from: string, to: string, at: string): string => {
      const request = promiseRequest(workspace, dir, { from, to, options: { ...OPTIONS, at } });
      return promiseText(workspace, request, promise(promiseDesk(workspace), request), 100);
    };
    const mail = ask('110001', '400001', '2026-11-23 15:00');
    assert.match(mail, /^110001 to 400001, 0\.5 kg, standard, posted 2026-11-23 15:00$/m);
    assert.match(mail, /^By post alone: delivered by 2026-11-25 17:00 \(2 days\) when posted by 2026-11-23 16:00$/m);
    assert.match(mail, /leaves +Delhi hub +post/);
    assert.match(mail, /ats alone {2}no_service: ats does not collect in 110001/);
    const later = ask('110001', '400001', '2026-11-23T18:30:00+05:30');
    assert.match(later, /post alone {2}missed_cutoff: posted by 2026-11-23 16:00/);
    assert.match(ask('ats:SC-DEL', '400072', '2026-11-23 12:00'), /^By ats alone: delivered by 2026-11-25 20:00/m);
  } finally {
    remove();
  }
});

test('a promise names everything that is wrong with the question', async () => {
  const { dir, remove } = writeWorkspaceFiles(SMALL_WORKSPACE);
  try {
    const { workspace } = await readWorkspace(dir);
    const options = { ...OPTIONS, at: 'tomorrow', product: 'fast', goods: 'gold' };
    assert.throws(
      () => promiseRequest(workspace, dir, { from: '110009', to: 'x', options }),
      (error) => {
        assert.ok(error instanceof InputError);
        assert.deepEqual(
          error.faults.map(({ column }) => column ?? '').toSorted((a, b) => (a < b ? -1 : 1)),
          ['--at', '--goods', '--product', 'FROM', 'TO'],
        );
        return true;
      },
    );
    const late = { ...OPTIONS, at: '2027-01-01 10:00' };
    assert.throws(() => promiseRequest(workspace, dir, { from: '110001', to: '400001', options: late }), /horizon/);
  } finally {
    remove();
  }
});

test('a table of promises is read back as it was written, and a file cut short is refused', async () => {
  const { dir, remove } = writeWorkspaceFiles(SMALL_WORKSPACE);
  try {
    const { workspace } = await readWorkspace(dir);
    const { table, summary } = await promiseTable(promiseDesk(workspace), standardTable(workspace), { threads: 1 });
    const file = join(dir, 'days.bin');
    const bytes = await writePromiseTable(file, table);
    const back = await readPromiseTable(file);
    assert.deepEqual(back.days, new Uint8Array(table.days));
    assert.deepEqual(back.codes, table.codes);
    assert.equal(lookupDays(back, '110001', '400001'), 2);
    assert.match(summaryText(summary, 0.5), /pairs of \d+ postal codes/);
    const whole = await readFile(file);
    assert.equal(whole.length, bytes);
    await writeFile(file, whole.subarray(0, whole.length - 1));
    await assert.rejects(readPromiseTable(file), InputError);
    await writeFile(file, 'days');
    await assert.rejects(readPromiseTable(file), InputError);
  } finally {
    remove();
  }
});

test('promise DIR --all --out FILE writes the table and its summary', async () => {
  const { dir, remove } = writeWorkspaceFiles(SMALL_WORKSPACE);
  try {
    const out = join(dir, 'days.bin');
    const { code, stdout } = await runInterlineCommand(
      'promise',
      dir,
      '--all',
      '--out',
      out,
      '--threads',
      '2',
      '--json',
    );
    assert.equal(code, 0);
    const told = JSON.parse(stdout) as { pairs: number };
    const kept = JSON.parse(await readFile(`${out}.json`, 'utf8')) as { pairs: number; fromCircle: object };
    assert.equal(told.pairs, kept.pairs);
    assert.equal((await readPromiseTable(out)).codes.length ** 2, kept.pairs);
    assert.ok(Object.keys(kept.fromCircle).length > 1);
  } finally {
    remove();
  }
});
