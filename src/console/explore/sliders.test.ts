import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AS_IT_IS, isAsItIs, pinnedOf, pinnedText, queryOf, scenarioOf, valuesOf, type LastWindow } from './sliders.js';

const WINDOWS: readonly LastWindow[] = [
  { path: 'interchange[IX-DEL].windows[2].close', closeMinutes: 1440 },
  { path: 'interchange[IX-BOM].windows[2].close', closeMinutes: 1440 },
];

test('an address holds what stands otherwise than the agreement, and nothing else', () => {
  assert.equal(queryOf(AS_IT_IS), '');
  assert.ok(isAsItIs(valuesOf({})));
  const values = { ...AS_IT_IS, capacity: 1.5, later: 2 };
  assert.equal(queryOf(values), 'capacity=1.5&later=2');
  assert.deepEqual(valuesOf(Object.fromEntries(new URLSearchParams(queryOf(values)))), values);
});

test('what an address says beyond a slider is kept within it, and nonsense is as it is', () => {
  assert.deepEqual(valuesOf({ capacity: '99', delivery: 'x', later: '-3', volume: '1.6', slots: '' }), {
    ...AS_IT_IS,
    capacity: 2,
    volume: 1.5,
  });
});

test('pinned scenarios stand in one value of an address', () => {
  const pinned = [
    { ...AS_IT_IS, capacity: 2 },
    { ...AS_IT_IS, later: 1, volume: 3 },
  ];
  assert.deepEqual(pinnedOf(pinnedText(pinned)), pinned);
  assert.deepEqual(pinnedOf(undefined), []);
});

test('values become a scenario as files have it, one path where all windows are alike', () => {
  assert.deepEqual(scenarioOf(AS_IT_IS, 'As it is', WINDOWS), { scenario: 'As it is' });
  const values = { capacity: 1.5, delivery: 0.5, slots: 2, later: 3, volume: 2 };
  assert.deepEqual(scenarioOf(values, 'All', WINDOWS), {
    scenario: 'All',
    agreement: {
      scale: { 'capacity[*].kg': 1.5, 'capacity[*].parcels': 0.5, 'interchange[*].parcels_per_window': 2 },
      set: { 'interchange[*].windows[2].close': '27:00' },
    },
    demand: [{ times: 2 }],
  });
  const other = [...WINDOWS, { path: 'interchange[IX-PAT].windows[0].close', closeMinutes: 600 }];
  assert.deepEqual(scenarioOf({ ...AS_IT_IS, later: 1 }, 'Later', other).agreement?.set, {
    'interchange[IX-DEL].windows[2].close': '25:00',
    'interchange[IX-BOM].windows[2].close': '25:00',
    'interchange[IX-PAT].windows[0].close': '11:00',
  });
});
