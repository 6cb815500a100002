import assert from 'node:assert/strict';
import { test } from 'node:test';
import { REASONS } from '../../domain/plan.js';
import { TimedFinder } from '../../engine/timed/timed-finder.js';
import { buildWorld } from '../../testing/build-world.js';
import { accessOf } from '../network/access.js';
import { compile } from '../compile/compile.js';
import { solve } from './solve.js';
import { timetableOf } from '../network/timetable.js';

test('a parcel of refused goods says so only where the same parcel without them would be carried', async () => {
  // A -> B refuses lithium; nothing at all leads to C.
  const { workspace, shipments } = buildWorld({
    days: 2,
    parties: ['ats'],
    facilities: ['A', 'B', 'C'].map((id) => ({ id, party: 'ats' })),
    trips: [{ id: 'T', party: 'ats', calls: 'A 02:00, B 05:00', refuses: ['lithium'] }],
    deliveries: [
      { facility: 'B', code: '1', cost: 20 },
      { facility: 'C', code: '2', cost: 20 },
    ],
    shipments: [
      { party: 'ats', from: 'A', to: '1' },
      { party: 'ats', from: 'A', to: '1', goods: ['lithium'] },
      { party: 'ats', from: 'A', to: '2', goods: ['lithium'] },
    ],
  });
  const compiled = compile(workspace, accessOf(workspace, timetableOf(workspace)), shipments, 'joint');
  const options = { gap: 1e-3, roundsMax: 10, stop: () => false, onRound: () => undefined };
  const { plan } = await solve(workspace, compiled, shipments, new TimedFinder(compiled.problem), options);
  assert.deepEqual(
    [...plan.reason].map((reason) => REASONS[reason]),
    ['', 'goods_refused', 'no_service'],
  );
});
