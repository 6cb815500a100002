import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axisOver, lineChart, roundTicks } from './line-chart.js';

test('roundTicks are round, even and hold both ends', () => {
  assert.deepEqual(roundTicks(0, 2000), [0, 500, 1000, 1500, 2000]);
  assert.deepEqual(roundTicks(0.13, 0.29), [0.1, 0.15, 0.2, 0.25, 0.3]);
  assert.deepEqual(roundTicks(-3, 4, 4), [-4, -2, 0, 2, 4]);
  assert.deepEqual(roundTicks(5, 5), [5]);
});

test('lineChart draws low values low, steps as steps, and keeps what lies beyond the axis at its end', () => {
  const axis = { from: 0, to: 10, ticks: [0, 10], show: String };
  const chart = (style?: 'steps') =>
    lineChart({
      label: 'a chart',
      lines: [
        {
          label: 'cost',
          tone: 'joint',
          points: [
            [0, 0],
            [5, 10],
            [10, 25],
          ],
          ...(style && { style }),
        },
      ],
      x: axis,
      y: axis,
      marks: [{ x: 5, label: 'knee' }],
    }).html;
  assert.match(chart(), /points="0\.00,100\.00 50\.00,0\.00 100\.00,0\.00"/);
  assert.match(chart('steps'), /points="0\.00,100\.00 50\.00,100\.00 50\.00,0\.00 100\.00,0\.00 100\.00,0\.00"/);
  assert.match(chart(), /knee/);
});

test('axisOver has room for every value, also for one or for none that differs', () => {
  for (const values of [[3], [2, 7, 4], [-1, 0], [1e9, 1e9]]) {
    const { from, to } = axisOver(values, String);
    assert.ok(from < to && values.every((value) => value >= from && value <= to), `${values.join()}: ${from} ${to}`);
  }
  assert.equal(axisOver([4, 9], String, { fromZero: true }).from, 0);
});
