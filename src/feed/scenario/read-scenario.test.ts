import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { InputError } from '../../base/input-error.js';
import { Prng } from '../../base/prng.js';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { FaultList } from '../tables/fault-list.js';
import { readScenario, readScenarios, scenarioContextOf, type ScenarioContext } from './read-scenario.js';
import { readWorkspace } from '../read-workspace.js';
import { SMALL_WORKSPACE, writeWorkspaceFiles } from '../small-workspace.js';

async function withContext(run: (context: ScenarioContext, dir: string) => Promise<void> | void): Promise<void> {
  const { dir, remove } = writeWorkspaceFiles(SMALL_WORKSPACE);
  try {
    await run(scenarioContextOf(await readWorkspace(dir)), dir);
  } finally {
    remove();
  }
}

const WHOLE = `scenario: Everything at once
about: One change of each kind.
agreement:
  set:
    interchange[IX-DEL].parcels_per_window: 500
    interchange[0].windows[1].close: "23:00"
    tariff.interchange.per_parcel: 3.5
  scale: { "capacity[ats:TRUCK-*].kg": 2, "tariff.linehaul.per_kg[*]": 0.5 }
  add:
    capacity: [{ on: "post:FEEDER-*", kg: 100 }]
  remove: ["capacity[2]"]
demand:
  - { times: 3 }
  - { times: 1.5, party: ats, product: express, from: ["11", "12"], to: 40, ready: 2026-11-23 }
network:
  close: [ats:DS-BOM, { facility: post:PO-400001, days: Sat Sun }]
  cancel: [{ trips: "post:RAIL-*", on: [2026-11-24, 2026-11-26..2026-11-27] }]
  add_runs: [{ trips: "ats:TRUCK-1", cost_per_run: 1200.50, runs_max: 3 }]
  slow_roads: [{ times: 1.4, in: "40-41", on: Tue-Thu }]
`;

test('readScenario resolves one change of each kind', async () => {
  await withContext(({ workspace, agreement }) => {
    const faults = new FaultList();
    const { scenario } = readScenario(WHOLE, 'scenarios/all.yaml', { workspace, agreement }, faults);
    assert.deepEqual(faults.list(), []);
    assert.equal(scenario.id, 'all');
    assert.equal(scenario.name, 'Everything at once');
    const changed = scenario.agreement;
    const before = workspace.agreement;
    assert.ok(changed && before);
    assert.equal(changed.interchanges[0].parcelsPerWindow, 500);
    assert.equal(changed.interchanges[0].windows[1].closeSec, 23 * 3600);
    assert.equal(changed.tariff.interchangePerParcel, 350);
    assert.deepEqual(
      changed.tariff.linehaulPerKg,
      before.tariff.linehaulPerKg.map((rate) => rate / 2),
    );
    assert.deepEqual(
      changed.capacity.map(({ pattern }) => pattern),
      ['RAIL-*', 'TRUCK-*', 'delivery', 'FEEDER-*'],
    );
    assert.deepEqual(changed.capacity[1].kg, { kind: 'share', share: 0.3 });
    assert.deepEqual(
      { ...changed, interchanges: [], tariff: {}, capacity: [] },
      { ...before, interchanges: [], tariff: {}, capacity: [] },
    );
    assert.deepEqual(scenario.demand, [
      { times: 3, party: undefined, product: undefined, from: [], to: [], days: undefined },
      { times: 1.5, party: 0, product: 1, from: ['11', '12'], to: ['40'], days: Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0) },
    ]);
    const { facilities, trips } = workspace.network;
    const [truck, rail] = [trips.id.indexOf('TRUCK-1'), trips.id.indexOf('RAIL-1')];
    assert.deepEqual(scenario.network, [
      { kind: 'close', facility: facilities.id.indexOf('DS-BOM'), weekdays: 0b1111111 },
      { kind: 'close', facility: facilities.id.indexOf('PO-400001'), weekdays: 0b1100000 },
      { kind: 'cancel', trips: [rail], days: Uint8Array.of(0, 1, 0, 1, 1, 0, 0, 0) },
      { kind: 'add_runs', trips: [truck], costPerRun: 120_050, runsMax: 3 },
      { kind: 'slow_roads', times: 1.4, codes: ['40', '41'], days: Uint8Array.of(0, 1, 1, 1, 0, 0, 0, 0) },
    ]);
    assert.ok(scenario.told.includes('capacity[1].kg: 0.15x to 0.3x'), scenario.told.join('\n'));
    assert.ok(scenario.told.includes('capacity: without post:RAIL-1'), scenario.told.join('\n'));
  });
});

test('a scenario with nothing but a name changes nothing', async () => {
  await withContext((context) => {
    const faults = new FaultList();
    const { scenario } = readScenario('scenario: Nothing\n', 'nothing.yaml', context, faults);
    assert.deepEqual(faults.list(), []);
    assert.deepEqual([scenario.agreement, scenario.demand, scenario.network, scenario.told], [undefined, [], [], []]);
  });
});

test('clauses of a changed agreement keep their lines', async () => {
  await withContext(({ workspace, agreement }) => {
    const text = 'scenario: More\nagreement: { set: { "capacity[0].kg": 900 } }\n';
    const { scenario } = readScenario(text, 'more.yaml', { workspace, agreement }, new FaultList());
    const lines = (clauses: readonly { line: number }[] | undefined) => clauses?.map(({ line }) => line);
    assert.deepEqual(lines(scenario.agreement?.capacity), lines(workspace.agreement?.capacity));
    assert.deepEqual(scenario.agreement?.capacity[0].kg, { kind: 'amount', amount: 900 });
  });
});

/** Faulty lines, as the third line of a file, with the code and the column expected; `warning` where it is none. */
const FAULTY: readonly (readonly [line: string, code: string, column: string, severity?: 'warning'])[] = [
  ['agreemnt: {}', 'unknown_key', 'agreemnt'],
  ['agreement: { set: { "capacity[9].kg": 5 } }', 'out_of_range', 'agreement.set.capacity[9].kg'],
  ['agreement: { set: { "capacity[0].kgs": 5 } }', 'unknown_key', 'agreement.set.capacity[0].kgs'],
  ['agreement: { set: { "capacity[0].kg": lots } }', 'bad_quantity', 'agreement.set.capacity[0].kg'],
  ['agreement: { set: { "interchange[IX-DLE].minutes": 5 } }', 'unknown_reference', 'agreement.set.interchange[IX-DLE].minutes'],
  ['agreement: { set: { "capacity[": 5 } }', 'bad_path', 'agreement.set.capacity['],
  ['agreement: { set: { "tariff[0]": 5 } }', 'bad_path', 'agreement.set.tariff[0]'],
  ['agreement: { set: { "interchange[0].windows[0].close": "04:00" } }', 'window_empty', 'agreement.set.interchange[0].windows[0].close'],
  ['agreement: { scale: { "capacity[0].on": 2 } }', 'bad_number', 'agreement.scale.capacity[0].on'],
  ['agreement: { scale: { "capacity[0].kg": two } }', 'bad_number', 'agreement.scale.capacity[0].kg'],
  ['agreement: { add: { capacity: [{ on: "post:TRIAL-*", kg: 5 }] } }', 'matches_nothing', 'agreement.add.capacity[0]', 'warning'],
  ['agreement: { add: { interchange: [{ id: IX-2 }] } }', 'missing_value', 'agreement.add.interchange[0]'],
  ['agreement: { add: { clauses: [] } }', 'unknown_key', 'agreement.add.clauses'],
  ['agreement: { remove: ["interchange[IX-BOM]"] }', 'unknown_reference', 'agreement.remove[0]'],
  ['demand: [{ times: -1 }]', 'out_of_range', 'demand[0].times'],
  ['demand: [{ party: ats }]', 'missing_value', 'demand[0].times'],
  ['demand: [{ times: 2, party: atz }]', 'unknown_reference', 'demand[0].party'],
  ['demand: [{ times: 2, product: expres }]', 'unknown_reference', 'demand[0].product'],
  ['demand: [{ times: 2, to: "85-80" }]', 'bad_postal_codes', 'demand[0].to'],
  ['demand: [{ times: 2, to: "999" }]', 'matches_nothing', 'demand[0].to', 'warning'],
  ['demand: [{ times: 2, ready: someday }]', 'bad_days', 'demand[0].ready'],
  ['demand: [{ times: 2, ready: 2027-01-01 }]', 'beyond_horizon', 'demand[0].ready', 'warning'],
  ['demand: { times: 2 }', 'wrong_shape', 'demand'],
  ['shipments: other.csv', 'missing_file', ''],
  ['network: { close: [ats:SC-DLE] }', 'unknown_reference', 'network.close[0]'],
  ['network: { close: [SC-DEL] }', 'bad_pattern', 'network.close[0]'],
  ['network: { close: [{ facility: ats:SC-DEL, days: never }] }', 'bad_days', 'network.close[0].days'],
  ['network: { cancel: [{ trips: "post:RIAL-1", on: daily }] }', 'unknown_reference', 'network.cancel[0].trips'],
  ['network: { cancel: [{ trips: "pots:RAIL-1" }] }', 'unknown_reference', 'network.cancel[0].trips'],
  ['network: { add_runs: [{ trips: "ats:*", runs_max: 0 }] }', 'out_of_range', 'network.add_runs[0].runs_max'],
  ['network: { add_runs: [{ trips: "ats:*", cost_per_run: much }] }', 'bad_money', 'network.add_runs[0].cost_per_run'],
  ['network: { slow_roads: [{ times: 0.5 }] }', 'out_of_range', 'network.slow_roads[0].times'],
  ['network: { slow_roads: [{ in: "11" }] }', 'missing_value', 'network.slow_roads[0].times'],
  ['network: { faster: [] }', 'unknown_key', 'network.faster'],
  ['network: [', 'bad_yaml', ''],
]; // prettier-ignore

test('every faulty scenario names file, line and key, and none throws anything but an InputError', async () => {
  await withContext(async (context, dir) => {
    for (const [line, code, column, severity = 'error'] of FAULTY) {
      const path = join(dir, 'faulty.yaml');
      writeFileSync(path, `scenario: Faulty\nabout: ""\n${line}\n`);
      const faults = await readScenarios([path], context).then(
        ({ warnings }) => warnings,
        (error: unknown) => {
          assert.ok(error instanceof InputError, `${line}: ${String(error)}`);
          return error.faults;
        },
      );
      const found = faults.find((fault) => fault.code === code && fault.severity === severity);
      assert.ok(found, `${line}: ${JSON.stringify(faults)}`);
      if (code === 'missing_file') continue;
      assert.equal(found.file, path, line);
      assert.ok(found.line === 3 || code === 'bad_yaml', `${line}: line ${found.line}`);
      assert.equal(found.column ?? '', column, line);
    }
  });
});

test('readScenarios reads an own list of shipments beside the file, and tells files of one name apart', async () => {
  await withContext(async (context, dir) => {
    const rows = SMALL_WORKSPACE['shipments.csv'].split('\n').slice(0, 2).join('\n');
    writeFileSync(join(dir, 'one.csv'), `${rows}\n`);
    writeFileSync(join(dir, 'one.yaml'), 'scenario: One\nshipments: one.csv\n');
    const paths = [join(dir, 'one.yaml'), join(dir, 'one.yaml')];
    const { scenarios } = await readScenarios(paths, context);
    assert.deepEqual(
      scenarios.map(({ id }) => id),
      ['one', 'one-2'],
    );
    assert.equal(scenarios[0].shipments?.count, 1);
  });
});

function schemaAccepts(text: string): boolean {
  const read = (name: string): object =>
    JSON.parse(readFileSync(join(process.cwd(), 'schemas', `${name}.schema.json`), 'utf8')) as object;
  const ajv = new Ajv({ allowUnionTypes: true, allErrors: true });
  ajv.addSchema(read('agreement'), 'agreement.schema.json');
  return ajv.validate(read('scenario'), parse(text));
}

/** Faults that only a reader with the workspace at hand can see. */
const BEYOND_SCHEMA = new Set([
  'out_of_range',
  'unknown_reference',
  'matches_nothing',
  'beyond_horizon',
  'missing_file',
]);

test('the schema of scenarios accepts what the reader accepts, and refuses what it can see', () => {
  assert.ok(schemaAccepts(WHOLE));
  assert.ok(schemaAccepts('scenario: Nothing'));
  const document = readFileSync(join(process.cwd(), 'docs', 'scenarios.md'), 'utf8');
  const examples = [...document.matchAll(/```yaml\n([^]*?)```/g)].map(([, text]) => text);
  assert.equal(examples.length, 3);
  for (const example of examples) assert.ok(schemaAccepts(example), example);
  for (const line of ['agreemnt: {}', 'demand: [{ times: -1 }]', 'demand: [{ party: ats }]', 'demand: { times: 2 }']) {
    assert.equal(schemaAccepts(`scenario: Faulty\n${line}\n`), false, line);
  }
  for (const [line, code] of FAULTY) {
    if (BEYOND_SCHEMA.has(code) || code === 'bad_yaml') continue;
    if (line.includes('agreement: { s') || line.includes('ready:') || line.includes('to: "')) continue; // values of any kind
    if (line.includes('days: never')) continue;
    assert.equal(schemaAccepts(`scenario: Faulty\n${line}\n`), false, line);
  }
});

test('whatever is in a scenario, nothing but faults with file and line come of it', async () => {
  await withContext((context) => {
    const seed = 7;
    const prng = new Prng(seed);
    const pieces = [
      '*',
      '[',
      ']',
      '{',
      '}',
      ':',
      '- ',
      '"',
      '0',
      '-1',
      'x',
      '\n',
      '..',
      'capacity',
      'null',
      '~',
      '&a ',
      '*a',
      '!!int ',
    ];
    for (let round = 0; round < 400; round++) {
      let text = WHOLE;
      for (let edit = 0; edit <= prng.below(3); edit++) {
        const at = prng.below(text.length);
        text = text.slice(0, at) + prng.pick(pieces) + text.slice(at + prng.below(12));
      }
      const faults = new FaultList();
      try {
        readScenario(text, 'fuzzed.yaml', context, faults);
      } catch (error) {
        assert.fail(`seed ${seed}, round ${round}: ${String(error)}\n${text}`);
      }
      for (const fault of faults.list()) {
        assert.equal(fault.file, 'fuzzed.yaml');
        assert.ok(fault.line === undefined || fault.line >= 1);
      }
    }
  });
});
