import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { InputError } from '../base/input-error.js';
import { buildWorld } from '../testing/build-world.js';
import { readPostalAreas } from './read-postal-areas.js';
import { writeWorkspaceFiles } from './small-workspace.js';

const { network } = buildWorld({
  facilities: [{ id: 'PO', party: 'post' }],
  deliveries: [
    { facility: 'PO', code: '110001' },
    { facility: 'PO', code: '793101' },
  ],
}).workspace;

function fileOf(t: TestContext, text: string): string {
  const { dir, remove } = writeWorkspaceFiles({ 'codes.csv': text });
  t.after(remove);
  return join(dir, 'codes.csv');
}

test('readPostalAreas reads people and circles of the codes it knows and warns of others', (t) => {
  const file = fileOf(t, 'postal_code,people,circle\n793101,1200,North Eastern\n999999,5,\n');
  const { areas, warnings } = readPostalAreas(file, network);
  assert.deepEqual([...(areas.people ?? [])], [0, 1200]);
  assert.deepEqual(areas.circle, ['', 'North Eastern']);
  assert.deepEqual(
    warnings.map(({ code, line, value }) => [code, line, value]),
    [['unknown_reference', 3, '999999']],
  );
});

test('readPostalAreas does with people alone, or with circles alone', (t) => {
  assert.equal(readPostalAreas(fileOf(t, 'postal_code,people\n110001,7\n'), network).areas.circle, undefined);
  assert.equal(readPostalAreas(fileOf(t, 'postal_code,circle\n110001,Delhi\n'), network).areas.people, undefined);
});

test('readPostalAreas reports everything that is wrong at once', (t) => {
  const faultsOf = (text: string) => {
    try {
      readPostalAreas(fileOf(t, text), network);
    } catch (error) {
      if (error instanceof InputError) return error.faults.map(({ code, line }) => `${code} ${line ?? ''}`.trim());
      throw error;
    }
    return [];
  };
  const rows = 'postal_code,people\n110001,many\n110001,3\n,4\n793101,-2\n';
  assert.deepEqual(faultsOf(rows).sort(), ['bad_number 2', 'duplicate_id 3', 'missing_value 4', 'out_of_range 5']);
  assert.deepEqual(faultsOf('pin,people\n110001,3\n'), ['missing_column 1', 'unknown_column 1']);
  assert.throws(() => readPostalAreas('no-such-file.csv', network), InputError);
});
