import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { InputError } from '../../base/input-error.js';
import { NONE, UNREACHED } from '../../base/none.js';
import { UNLIMITED } from '../../domain/network.js';
import type { Plan } from '../../domain/plan.js';
import type { Shipments } from '../../domain/shipments.js';
import type { Workspace } from '../../domain/workspace.js';
import { readCertificate, writeCertificate } from './certificate.js';
import { openDuckDb, sqlText } from '../tables/duckdb-session.js';
import { readPlan } from './read-plan.js';
import { readShipments } from '../shipments/read-shipments.js';
import { readWorkspace } from '../read-workspace.js';
import { RoutePartsBuilder, RouteText } from './route-text.js';
import { SMALL_WORKSPACE, writeWorkspaceFiles } from '../small-workspace.js';
import { writePlan, type LegLoadColumns } from './write-plan.js';

/** One parcel by the post's train and postman, one bought outside, one left out. */
function smallPlan({ calendar }: Workspace): Plan {
  const parts = new RoutePartsBuilder();
  const start = calendar.dayStartSec;
  parts.add([
    { kind: 'ride', trip: 0, day: 0, call: 0 },
    { kind: 'transfer', interchange: 0, direction: 0, sec: start[1] + 5 * 3600 },
    { kind: 'ride', trip: 2, day: 1, call: 0 },
  ]);
  parts.add([
    { kind: 'ride', trip: 3, day: 3, call: 0 },
    { kind: 'deliver', delivery: 2, day: 3 },
  ]);
  return {
    parts: parts.build(),
    linehaul: Int32Array.of(0, NONE, NONE),
    lastMile: Int32Array.of(1, NONE, NONE),
    carriage: Uint8Array.of(0, 1, 2),
    status: Uint8Array.of(0, 1, 2),
    reason: Uint8Array.of(0, 1, 2),
    dueSec: Int32Array.of(518_399, 259_199, 518_399),
    arriveSec: Int32Array.of(320_400, 600_000, UNREACHED),
    cost: Float64Array.of(4321.25, 16_500, 50_000),
    openedRuns: [{ option: 0, day: 2, runs: 1 }],
  };
}

function smallLoads(): LegLoadColumns {
  return {
    count: 2,
    trip: Uint32Array.of(0, 2),
    day: Uint16Array.of(0, 1),
    call: Uint16Array.of(1, 0),
    capacityG: Float64Array.of(9e6, UNLIMITED),
    capacityMl: Float64Array.of(4e7, UNLIMITED),
    ownG: Float64Array.of(1.2e6, 0),
    ownMl: Float64Array.of(6e6, 0),
    usedG: Float64Array.of(1.3e6, 500),
    usedMl: Float64Array.of(7e6, 3000),
    blockG: Float64Array.of(1.35e6, 8e5),
    blockMl: Float64Array.of(UNLIMITED, UNLIMITED),
    partnerG: Float64Array.of(0, 500),
    partnerMl: Float64Array.of(0, 3000),
    parcels: Uint32Array.of(3, 1),
  };
}

async function withPlan(
  run: (dir: string, workspace: Workspace, shipments: Shipments, plan: Plan) => Promise<void>,
): Promise<void> {
  const { dir, remove } = writeWorkspaceFiles(SMALL_WORKSPACE);
  try {
    const { workspace, shipmentsFile } = await readWorkspace(dir);
    const { shipments } = await readShipments(shipmentsFile, workspace);
    const plan = smallPlan(workspace);
    const out = join(dir, 'plan');
    await writePlan(out, {
      workspace,
      shipments,
      plan,
      figures: () => ({ summary: { parcels: 3 }, loads: { legs: smallLoads() } }),
    });
    await run(out, workspace, shipments, plan);
  } finally {
    remove();
  }
}

/** Rewrites a file of a plan folder with an SQL select over its old rows. */
async function edit(dir: string, select: string, name = 'routes.parquet'): Promise<void> {
  const file = join(dir, name);
  const session = await openDuckDb(file);
  await session.connection.run(`create table old as select * from read_parquet(${sqlText(file)})`);
  await session.connection.run(`copy (${select}) to ${sqlText(file)} (format parquet)`);
  await session.close();
}

test('a plan that is written reads back the same', async () => {
  await withPlan(async (dir, workspace, shipments, plan) => {
    assert.deepEqual(await readPlan(dir, workspace, shipments), plan);
    assert.deepEqual(JSON.parse(readFileSync(join(dir, 'summary.json'), 'utf8')), { parcels: 3 });
  });
});

test('the same plan gives the same bytes', async () => {
  const bytes: Buffer[] = [];
  for (let round = 0; round < 2; round++) {
    await withPlan(async (dir) => {
      for (const file of ['routes.parquet', 'parts.parquet', 'loads.parquet'])
        bytes.push(readFileSync(join(dir, file)));
    });
  }
  assert.deepEqual(bytes.slice(0, 3), bytes.slice(3));
});

test('rows keep the order of the shipments however many there are', async () => {
  const { dir, remove } = writeWorkspaceFiles(SMALL_WORKSPACE);
  try {
    const { workspace } = await readWorkspace(dir);
    const count = 300_000;
    const small = (await readShipments(join(dir, 'shipments.csv'), workspace)).shipments;
    const bytes = Buffer.from(Array.from({ length: count }, (_, row) => String(100_000 + row)).join(''));
    const start = Uint32Array.from({ length: count + 1 }, (_, row) => 6 * row);
    const shipments: Shipments = { ...small, count, id: { count, bytes, start } };
    const parts = new RoutePartsBuilder();
    for (let day = 0; day < 8; day++) parts.add([{ kind: 'deliver', delivery: day % 3, day }]);
    const lastMile = Int32Array.from({ length: count }, (_, row) => (row % 9) - 1);
    const plan: Plan = {
      ...smallPlan(workspace),
      parts: parts.build(),
      linehaul: new Int32Array(count).fill(NONE),
      lastMile,
      carriage: Uint8Array.from(lastMile, (index) => (index === NONE ? 1 : 0)),
      status: new Uint8Array(count),
      reason: new Uint8Array(count),
      dueSec: Int32Array.from({ length: count }, (_, row) => row),
      arriveSec: Int32Array.from({ length: count }, (_, row) => row % 1000),
      cost: Float64Array.from({ length: count }, (_, row) => row / 4),
    };
    await writePlan(join(dir, 'plan'), {
      workspace,
      shipments,
      plan,
      figures: () => ({ summary: {}, loads: { legs: smallLoads() } }),
    });
    assert.deepEqual(await readPlan(join(dir, 'plan'), workspace, shipments), plan);
  } finally {
    remove();
  }
});

test('parts of a route are written as trips, interchanges and deliveries with their dates', async () => {
  await withPlan(async (_, workspace, __, plan) => {
    assert.equal(
      new RouteText(workspace).of(plan.parts, 0),
      'ats:TRUCK-1@2026-11-23#0 IX-DEL:ats>post@2026-11-24T05:00 post:RAIL-1@2026-11-24#0',
    );
    assert.equal(
      new RouteText(workspace).of(plan.parts, 1),
      'post:FEEDER-1@2026-11-26#0 deliver:post:PO-400001:400001@2026-11-26',
    );
  });
});

test('loads name their departures and leave unlimited capacities empty', async () => {
  await withPlan(async (dir) => {
    const session = await openDuckDb(join(dir, 'x'));
    const result = await session.connection.runAndReadAll(
      `select party, trip_id, date::varchar, call, "from", "to", capacity_kg, free_kg, allotted_kg, partner_kg, parcels
        from read_parquet(${sqlText(join(dir, 'loads.parquet'))})`,
    );
    const rows = result.getRows();
    await session.close();
    assert.deepEqual(rows, [
      ['ats', 'TRUCK-1', '2026-11-23', 1, 'SC-DEL', 'SC-BOM', 9000, 7700, 1350, 0, 3],
      ['post', 'RAIL-1', '2026-11-24', 0, 'HUB-DEL', 'HUB-BOM', null, null, 800, 0.5, 1],
    ]);
  });
});

const EDITS: readonly { file?: string; select: string; code: string; line?: number }[] = [
  { select: 'select * from old limit 2', code: 'foreign_plan' },
  { select: "select * replace (shipment_id || 'x' as shipment_id) from old", code: 'foreign_plan', line: 1 },
  { select: "select * replace ('fine' as status) from old", code: 'bad_plan', line: 1 },
  { select: 'select * replace (null as carried_by) from old', code: 'bad_plan', line: 1 },
  { select: 'select * replace (2 as last_mile) from old', code: 'bad_route', line: 1 },
  { select: 'select * replace (-2 as linehaul) from old', code: 'bad_route', line: 1 },
  { select: 'select * replace (null::integer as last_mile) from old', code: 'bad_plan', line: 1 },
  { select: "select * replace ('nan'::double as cost) from old", code: 'bad_plan', line: 1 },
  { select: "select * replace (timestamptz '1200-01-01 00:00:00+00' as due) from old", code: 'bad_plan', line: 1 },
  { select: "select * replace ('soon' as arrives) from old", code: 'bad_parquet' },
  { select: 'select * exclude (reason) from old', code: 'missing_column' },
  { file: 'parts.parquet', select: 'select * exclude (steps) from old', code: 'bad_parquet' },
  { file: 'parts.parquet', select: 'select * replace (part + 1 as part) from old', code: 'bad_plan', line: 1 },
  ...[
    'ats:NO@2026-11-23#0',
    'ats:TRUCK-1@2026-11-23#2',
    'ats:TRUCK-1@2020-11-23#0',
    'IX-BOM:ats>post@2026-11-23T06:00',
    'nonsense',
  ].map((steps) => ({
    file: 'parts.parquet',
    select: `select * replace ('${steps}' as steps) from old`,
    code: 'bad_route',
    line: 1,
  })),
];

test('an edited or foreign plan gives faults with row and column, and never crashes', async () => {
  for (const { file, select, code, line } of EDITS) {
    await withPlan(async (dir, workspace, shipments) => {
      await edit(dir, select, file);
      await assert.rejects(readPlan(dir, workspace, shipments), (error) => {
        assert.ok(error instanceof InputError, `${select}: ${String(error)}`);
        assert.equal(error.faults[0]?.code, code, select);
        assert.equal(error.faults[0]?.line, line, select);
        return true;
      });
    });
  }
});

test('a plan folder without routes, with other bytes, or with unknown runs is refused', async () => {
  await withPlan(async (dir, workspace, shipments) => {
    await assert.rejects(readPlan(join(dir, 'none'), workspace, shipments), InputError);
    writeFileSync(join(dir, 'opened_runs.csv'), 'option,party,trip_id,date,runs\n0,post,TRUCK-1,2026-11-25,1\n');
    await assert.rejects(
      readPlan(dir, workspace, shipments),
      /opened_runs.csv:2 trip_id: there is no such optional run/,
    );
    writeFileSync(join(dir, 'routes.parquet'), 'PAR1 no');
    await assert.rejects(readPlan(dir, workspace, shipments), InputError);
  });
});

test('a certificate reads back the same, and a broken one gives faults', async () => {
  await withPlan(async (dir) => {
    const path = join(dir, 'certificate.json');
    const certificate = { bound: 12.5, resources: ['kg:ats:T"1@2026-11-23#0', 'hour:ats:X@7'], prices: [0.1, 2] };
    writeCertificate(path, certificate);
    assert.deepEqual(readCertificate(path), certificate);
    for (const text of ['{', '[]', '{"bound":1}', '{"bound":1,"prices":{"a":-1}}', '{"bound":1,"prices":{"a":"1"}}']) {
      writeFileSync(path, text);
      assert.throws(() => readCertificate(path), InputError, text);
    }
    writeCertificate(path, { bound: 0, resources: [], prices: [] });
    assert.deepEqual(readCertificate(path), { bound: 0, resources: [], prices: [] });
  });
});
