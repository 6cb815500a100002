import assert from 'node:assert/strict';
import { test } from 'node:test';
import { calendarStrip } from './calendar-strip.js';

test('versions lie one after the other on the strip, with gaps between, and today within', () => {
  const strip = calendarStrip(
    [
      { from: '2026-11-01', until: '2026-12-31', id: 'one' },
      { from: '2027-02-01', until: '2027-06-30', id: 'two' },
    ],
    [{ from: '2027-01-01', until: '2027-01-31' }],
    '2026-11-23',
  );
  assert.ok(strip !== undefined);
  const [one, two] = strip.stretches;
  assert.deepEqual([one?.days.id, two?.days.id], ['one', 'two']);
  const [gap] = strip.gaps;
  const days = 30 + 31 + 31 + 28 + 31 + 30 + 31 + 30;
  assert.ok(Math.abs((one?.width ?? 0) - 61 / days) < 1e-9);
  assert.ok(Math.abs((gap?.left ?? 0) - (one?.width ?? 0)) < 1e-9);
  assert.ok(Math.abs((two?.left ?? 0) + (two?.width ?? 0) - 1) < 1e-9);
  assert.ok(strip.today > 0 && strip.today < (one?.width ?? 0));
  assert.deepEqual(
    strip.marks.map(({ date }) => date),
    ['2026-12-01', '2027-01-01', '2027-02-01', '2027-03-01', '2027-04-01', '2027-05-01', '2027-06-01'],
  );
});

test('what began long ago or never ends is cut, and without versions there is no strip', () => {
  const strip = calendarStrip([{ from: '0001-01-01', until: '9999-12-31' }], [], '2026-11-23');
  assert.deepEqual(
    strip?.stretches.map(({ left, width }) => [left, width]),
    [[0, 1]],
  );
  assert.ok((strip?.marks.length ?? 99) <= 10);
  assert.equal(calendarStrip([], [], '2026-11-23'), undefined);
  // A version that ended before what is shown leaves no trace of it.
  const ended = calendarStrip([{ from: '2020-01-01', until: '2020-12-31' }], [], '2026-11-23');
  assert.deepEqual(ended?.stretches, []);
});
