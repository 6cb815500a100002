import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { InputError, type Fault } from '../../base/input-error.js';
import { Prng } from '../../base/prng.js';
import { NONE } from '../../base/none.js';
import { packedString, type Shipments } from '../../domain/shipments.js';
import type { Workspace } from '../../domain/workspace.js';
import { readShipments } from './read-shipments.js';
import { readWorkspace } from '../read-workspace.js';
import { openShipmentsWriter, type ShipmentBatch, type ShipmentLists } from './shipments-writer.js';
import { SMALL_WORKSPACE, writeWorkspaceFiles } from '../small-workspace.js';

async function withWorkspace(run: (dir: string, workspace: Workspace, file: string) => Promise<void>): Promise<void> {
  const { dir, remove } = writeWorkspaceFiles(SMALL_WORKSPACE);
  try {
    const { workspace, shipmentsFile } = await readWorkspace(dir);
    await run(dir, workspace, shipmentsFile);
  } finally {
    remove();
  }
}

async function faultsOf(run: Promise<unknown>): Promise<readonly Fault[]> {
  try {
    await run;
  } catch (error) {
    if (error instanceof InputError) return error.faults;
    throw error;
  }
  return [];
}

const HEADER = SMALL_WORKSPACE['shipments.csv']?.split('\n')[0] ?? '';

test('readShipments resolves facilities, postal codes, instants, money and goods of a CSV file', async () => {
  await withWorkspace(async (_, workspace, file) => {
    const { shipments, warnings } = await readShipments(file, workspace);
    const { postalCodes, facilities } = workspace.network;
    assert.deepEqual(warnings, []);
    assert.equal(shipments.count, 3);
    assert.equal(packedString(shipments.id, 1), 'A-2');
    assert.equal(facilities.id[shipments.origin[0]], 'FC-DEL');
    assert.equal(postalCodes[-1 - shipments.origin[2]], '110001');
    assert.deepEqual([...shipments.readySec], [18 * 3600, 18 * 3600, 15 * 3600]);
    assert.deepEqual([...shipments.promisedSec], [NONE, 3 * 86400 - 1, NONE]);
    assert.deepEqual([...shipments.value], [79900, 129950, 0]);
    assert.deepEqual([...shipments.goods], [0, 0b10001, 0]);
    assert.deepEqual([...shipments.volumeMl], [2500, 7500, 5000]);
    assert.equal(postalCodes[shipments.destination[1]], '400072');
  });
});

/** Synthetic shipments of the small workspace; same seed, same rows. */
function batchOf(count: number, seed: number, lists: ShipmentLists): ShipmentBatch {
  const random = new Prng(seed);
  const column = (below: number) => Array.from({ length: count }, () => random.below(below));
  return {
    count,
    id: (row) => `SHIPMENT-${seed}-${row}-${'x'.repeat(row % 30)}`,
    party: new Uint8Array(count),
    product: Uint8Array.from(column(lists.products.length)),
    origin: Uint32Array.from(column(lists.origins.length)),
    readySec: Int32Array.from(column(86_400)),
    destination: Uint32Array.from(column(lists.postalCodes.length)),
    weightG: Uint32Array.from(column(5000), (weight) => weight + 1),
    volumeMl: Uint32Array.from(column(30_000)),
    longestSideCm: Uint16Array.from(column(100)),
    value: Uint32Array.from(column(1_000_000)),
    codAmount: Uint32Array.from(column(1_000_000)),
    goods: Uint16Array.from(column(128)),
    promisedSec: Int32Array.from(column(3), (kind) => (kind === 0 ? 400_000 : NONE)),
  };
}

function listsOf(workspace: Workspace): ShipmentLists {
  return {
    calendar: workspace.calendar,
    minorPerMajor: workspace.minorPerMajor,
    parties: workspace.parties.map((party) => party.id),
    products: workspace.products.map((product) => product.id),
    origins: ['FC-DEL', 'SC-DEL', '110037', 'DS-BOM'],
    postalCodes: workspace.network.postalCodes,
  };
}

function assertSame(a: Shipments, b: Shipments): void {
  for (const column of Object.keys(a) as (keyof Shipments)[]) {
    if (column !== 'id') assert.deepEqual(a[column], b[column], column);
  }
  assert.deepEqual(Buffer.from(a.id.bytes), Buffer.from(b.id.bytes));
  assert.deepEqual(a.id.start, b.id.start);
}

test('what is written as CSV and as Parquet reads back as the same columns, across batches', async () => {
  await withWorkspace(async (dir, workspace) => {
    const lists = listsOf(workspace);
    const read: Shipments[] = [];
    for (const name of ['a.csv', 'a.parquet']) {
      const writer = await openShipmentsWriter(join(dir, name), lists);
      await writer.write(batchOf(5000, 1, lists));
      await writer.write(batchOf(777, 2, lists));
      await writer.close();
      const { shipments, warnings } = await readShipments(join(dir, name), workspace);
      assert.deepEqual(warnings, []);
      read.push(shipments);
    }
    const [csv, parquet] = read as [Shipments, Shipments];
    assert.equal(csv.count, 5777);
    assertSame(csv, parquet);
    const expected = batchOf(777, 2, lists);
    assert.deepEqual(csv.weightG.subarray(5000), expected.weightG);
    assert.equal(packedString(csv.id, 5776), expected.id(776));
    assert.deepEqual(csv.promisedSec.subarray(5000), expected.promisedSec);
  });
});

test('a broken CSV file gives every fault with its line, column and value', async () => {
  await withWorkspace(async (_, workspace, file) => {
    const rows = [
      'B-1,atz,standard,FC-DEL,2026-11-23T18:00:00+05:30,400001,480,2500,30,799,799,,',
      'B-2,ats,standart,FC-DELL,2026-11-23T18:00:00,999999,heavy,2500,30,"7,99",799,lithum,',
      'B-1,ats,standard,FC-DEL,2026-11-31T18:00:00+05:30,400001,0,2500,30,799,799,,',
      '"B\n4",ats,standard,,2026-11-30T18:00:00+05:30,400001,,2500,30,799,799,,2026-11-25T18:00:00+05:30',
      'B-5,ats,standard,FC-DEL,2026-12-23T18:00:00+05:30,400001,10,2500,30,799,799,,',
    ];
    writeFileSync(file, [HEADER, ...rows].join('\r\n'));
    const faults = await faultsOf(readShipments(file, workspace));
    const short = faults.map((fault) => `${fault.line} ${fault.column} ${fault.code} ${fault.value ?? ''}`.trim());
    const expected = [
      '2 party unknown_reference atz',
      '3 product unknown_reference standart',
      '3 origin unknown_reference FC-DELL',
      '3 ready_at bad_instant 2026-11-23T18:00:00',
      '3 destination_pin unknown_reference 999999',
      '3 weight_g bad_number heavy',
      '3 value bad_money 7,99',
      '3 goods unknown_value lithum',
      '4 ready_at bad_instant 2026-11-31T18:00:00+05:30',
      '4 weight_g out_of_range 0',
      '4 shipment_id duplicate_id B-1',
      '5 origin missing_value',
      '5 weight_g missing_value',
      '5 promised_by promised_before_ready 2026-11-25T18:00:00+05:30',
      '7 ready_at beyond_horizon 2026-12-23T18:00:00+05:30',
    ];
    assert.deepEqual(short.toSorted(), expected.toSorted());
    const origin = faults.find((fault) => fault.value === 'FC-DELL');
    assert.equal(origin?.suggestion, 'Did you mean "FC-DEL"?');
  });
});
