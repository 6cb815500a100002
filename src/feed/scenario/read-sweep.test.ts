import assert from 'node:assert/strict';
import test from 'node:test';
import { InputError } from '../../base/input-error.js';
import { readSweep } from './read-sweep.js';
import { scenarioContextOf, type ScenarioContext } from './read-scenario.js';
import { readWorkspace } from '../read-workspace.js';
import { SMALL_WORKSPACE, writeWorkspaceFiles } from '../small-workspace.js';

async function context(): Promise<ScenarioContext> {
  const { dir, remove } = writeWorkspaceFiles(SMALL_WORKSPACE);
  try {
    return scenarioContextOf(await readWorkspace(dir));
  } finally {
    remove();
  }
}

test('readSweep makes a scenario of every value, both ends included', async () => {
  const sweep = readSweep('agreement.capacity[0].kg=0..2000:500', await context());
  assert.equal(sweep.unit, 'kg');
  assert.deepEqual(sweep.base, { value: 800, text: '800', unit: 'kg' });
  assert.deepEqual(
    sweep.points.map(({ value }) => value),
    [0, 500, 1000, 1500, 2000],
  );
  const amounts = sweep.points.map(({ scenario }) => scenario.agreement?.capacity[0].kg);
  assert.deepEqual(amounts[1], { kind: 'amount', amount: 500 });
  assert.deepEqual(sweep.points[1].more?.agreement.capacity[0].kg, { kind: 'amount', amount: 501 });
});

test('readSweep tells in its own unit what the agreement counts another way', async () => {
  const { unit, base } = readSweep('agreement.capacity[ats:TRUCK-*].kg=100..200:100', await context());
  assert.equal(unit, 'kg');
  assert.equal(base?.unit, 'share');
});

test('readSweep takes shares, money and times of day', async () => {
  const read = await context();
  const shares = readSweep('agreement.capacity[ats:TRUCK-*].kg=0.8x..1x:0.1x', read);
  assert.deepEqual(
    shares.points.map(({ text }) => text),
    ['0.8x', '0.9x', '1x'],
  );
  assert.deepEqual(
    shares.points.map(({ more }) => more?.by),
    [0.01, 0.01, -0.01],
  );
  const money = readSweep('agreement.tariff.interchange.per_parcel=1.5..2.5:0.5', read);
  assert.deepEqual(
    money.points.map(({ scenario }) => scenario.agreement?.tariff.interchangePerParcel),
    [150, 200, 250],
  );
  const times = readSweep('agreement.interchange[IX-DEL].windows[0].close=06:00..08:00:60', read);
  assert.deepEqual(
    times.points.map(({ text }) => text),
    ['06:00', '07:00', '08:00'],
  );
  assert.deepEqual(
    times.points.map(({ scenario }) => scenario.agreement?.interchanges[0].windows[0].closeSec),
    [6 * 3600, 7 * 3600, 8 * 3600],
  );
  assert.deepEqual(
    times.points.map(({ more }) => more),
    [undefined, undefined, undefined],
  );
});

test('readSweep refuses what is no range of a number, and values that the agreement may not have', async () => {
  const read = await context();
  const faulty: readonly (readonly [string, string])[] = [
    ['capacity[0].kg=0..5:1', 'bad_sweep'],
    ['agreement.capacity[0].kg=0-5', 'bad_sweep'],
    ['agreement.capacity[0].kg=5..0:1', 'bad_sweep'],
    ['agreement.capacity[0].kg=0..5:0', 'bad_sweep'],
    ['agreement.capacity[0].kg=0..5000:1', 'bad_sweep'],
    ['agreement.capacity[0].kg=0..1x:0.1', 'bad_sweep'],
    ['agreement.capacity[9].kg=0..5:1', 'out_of_range'],
    ['agreement.capcity[0].kg=0..5:1', 'unknown_key'],
    ['agreement.tax_percent.x=0..5:1', 'unknown_key'],
    ['agreement.capacity[0].on=1..2:1', 'bad_pattern'],
    ['agreement.interchange[0].windows[0].close=04:00..06:00:60', 'window_empty'],
  ];
  for (const [text, code] of faulty) {
    assert.throws(
      () => readSweep(text, read),
      (error) => error instanceof InputError && error.faults.some((fault) => fault.code === code),
      `${text} is no ${code}`,
    );
  }
});
