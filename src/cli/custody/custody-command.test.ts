import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { makeKeyPair } from '../../base/signing.js';
import { headOf, nextRecord, sealEvent, signHead } from '../../custody/log/custody-log.js';
import type { CustodyRecord, PersonalOpening } from '../../domain/custody-record.js';
import { runInterlineCommand } from '../spawn-interline.js';

const shipment = 'shp_1';

/** A folder with a signed log of three records and the public key of who signed it. */
function logFolder(t: TestContext): { file: string; keys: string; write: (log: object) => void; log: Log } {
  const folder = mkdtempSync(join(tmpdir(), 'interline-custody-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const records: CustodyRecord[] = [];
  const openings: (PersonalOpening & { sequence: number })[] = [];
  for (const kind of ['booked', 'accepted', 'delivered'] as const) {
    const event = { id: kind, shipment, kind, party: 'ats', deviceMs: 1, serverMs: 1, source: 'scan' as const };
    const sealed = sealEvent(
      { ...event, ...(kind === 'delivered' ? { personal: { signed_by: 'A. Made-up' } } : {}) },
      () => 'ab'.repeat(16),
    );
    const last = records.at(-1);
    records.push(nextRecord(shipment, last && headOf(last), { body: sealed.body, recordedMs: 1 }));
    openings.push(...sealed.openings.map((opening) => ({ ...opening, sequence: records.length - 1 })));
  }
  const { privatePem, publicPem } = makeKeyPair();
  const heads = [signHead(headOf(records[2]), { party: 'ats', privatePem, signedMs: 2 })];
  const [file, keys] = [join(folder, 'log.json'), join(folder, 'keys')];
  mkdirSync(keys);
  writeFileSync(join(keys, 'ats.public.pem'), publicPem);
  const log = { shipment, records, openings, heads };
  const write = (changed: object): void => writeFileSync(file, JSON.stringify(changed));
  write(log);
  return { file, keys, write, log };
}

interface Log {
  readonly records: readonly CustodyRecord[];
  readonly openings: readonly PersonalOpening[];
}

test('custody verify finds nothing in a whole log, and what was done to one that is not', async (t) => {
  const { file, keys, write, log } = logFolder(t);
  const whole = await runInterlineCommand('custody', 'verify', file, '--keys', keys);
  assert.deepEqual([whole.code, /Nothing was found/.test(whole.stdout)], [0, true]);
  const unknown = await runInterlineCommand('custody', 'verify', file);
  assert.deepEqual([unknown.code, /not known to be ats's/.test(unknown.stdout)], [1, true]);

  write({ ...log, records: log.records.slice(0, 2) });
  const cut = await runInterlineCommand('custody', 'verify', file, '--keys', keys, '--json');
  assert.equal(cut.code, 1);
  assert.equal((JSON.parse(cut.stdout) as { heads: { finding: string }[] }).heads[0]?.finding, 'truncated');

  write({ ...log, openings: log.openings.map((opening) => ({ ...opening, value: 'Another' })) });
  const altered = await runInterlineCommand('custody', 'verify', file, '--keys', keys);
  assert.match(altered.stdout, /signed_by of record 2 is not what was recorded/);

  write({ shipment });
  assert.equal((await runInterlineCommand('custody', 'verify', file)).code, 2);
});

test('custody verify checks a file of all logs as a whole, and tells logs and lines that cannot be relied on', async (t) => {
  const { file, keys, log } = logFolder(t);
  const path = `${file}.ndjson`;
  const other = { ...log, shipment: 'shp_2', records: [], openings: [], heads: [] };
  const start = { format: 'interline-custody-logs-1', party: 'ats', mode: 'live', exported_at: '2026-11-23T10:00:00Z' };
  const writeLines = (values: readonly object[], cut = false): void => {
    const lines = values.map((value) => `${JSON.stringify(value)}\n`).join('');
    const end = { logs: values.length - 1, sha256: createHash('sha256').update(lines).digest('hex') };
    writeFileSync(path, cut ? lines : `${lines}${JSON.stringify(end)}\n`);
  };
  const verify = async (): Promise<Many & { code: number | null }> => {
    const { code, stdout } = await runInterlineCommand('custody', 'verify', path, '--keys', keys, '--json');
    return { code, ...(JSON.parse(stdout) as Many) };
  };
  writeLines([start, log, other]);
  const whole = await verify();
  assert.deepEqual([whole.code, whole.whole, whole.logs, whole.records, whole.heads], [0, true, 2, 3, 1]);
  writeLines([start, log, other], true);
  const cut = await verify();
  assert.deepEqual([cut.code, cut.file_faults.length, cut.faulty.length], [1, 1, 0]);
  writeLines([start, other, { ...log, records: log.records.slice(1) }]);
  const broken = await verify();
  assert.deepEqual([broken.code, broken.faulty.map(({ line, shipment: id }) => [line, id])], [1, [[3, shipment]]]);
  writeLines([start, log]);
  writeFileSync(path, readFileSync(path, 'utf8').replace('"recordedMs":1', '"recordedMs":2'));
  const altered = await verify();
  assert.deepEqual([altered.code, altered.faulty.length, altered.file_faults.length], [1, 1, 1]);
});

interface Many {
  readonly whole: boolean;
  readonly logs: number;
  readonly records: number;
  readonly heads: number;
  readonly faulty: readonly { readonly line: number; readonly shipment: string }[];
  readonly file_faults: readonly string[];
}
