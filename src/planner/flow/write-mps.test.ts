import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TimedFinder } from '../../engine/timed/timed-finder.js';
import { solveArcLp } from '../../testing/arc-lp.js';
import { buildWorld } from '../../testing/build-world.js';
import type { World } from '../../testing/build-world.js';
import { randomWorld } from '../../testing/random-world.js';
import { SCARCE_VAN } from '../../testing/sketches.js';
import { solveMps } from '../../testing/solve-mps.js';
import { accessOf } from '../network/access.js';
import { compile } from '../compile/compile.js';
import type { Compiled } from '../compile/compile.js';
import { solve } from '../answer/solve.js';
import { timetableOf } from '../network/timetable.js';
import { mpsSize, writeMps } from './write-mps.js';

const ROUNDING = 1e-6;

function compiledOf({ workspace, shipments }: World): Compiled {
  return compile(workspace, accessOf(workspace, timetableOf(workspace)), shipments, 'joint');
}

function mpsOf(world: World, compiled: Compiled): string {
  return [...writeMps(world.workspace, compiled, world.shipments)].join('');
}

test('writeMps writes the relaxation: its optimum is that of the model written apart, between bound and cost', async () => {
  let runs = 0;
  for (let seed = 1; seed <= 20; seed++) {
    const world = randomWorld(seed, 'small');
    const { workspace, shipments } = world;
    const compiled = compiledOf(world);
    const { optimum } = await solveMps(mpsOf(world, compiled));
    const relaxed = (await solveArcLp(workspace, shipments)).bound;
    const options = { gap: 1e-3, roundsMax: 12, stop: () => false, onRound: () => undefined };
    const { bound, cost } = await solve(workspace, compiled, shipments, new TimedFinder(compiled.problem), options);
    runs += compiled.departures.length;
    assert.ok(Math.abs(optimum - relaxed) <= ROUNDING * relaxed, `seed ${seed}: ${optimum}, written apart ${relaxed}`);
    assert.ok(bound <= optimum * (1 + ROUNDING), `seed ${seed}: bound ${bound} above ${optimum}`);
    assert.ok(optimum <= cost * (1 + ROUNDING), `seed ${seed}: cost ${cost} below ${optimum}`);
  }
  assert.ok(runs > 0, 'no seed has optional runs');
});

test('mpsSize tells the size of the file', async () => {
  for (let seed = 1; seed <= 8; seed++) {
    const world = randomWorld(seed, 'small');
    const compiled = compiledOf(world);
    const size = mpsSize(compiled);
    const { rows, columns, nonzeros } = await solveMps(mpsOf(world, compiled));
    assert.deepEqual([rows + 1, columns], [size.rows, size.columns], `seed ${seed}`);
    assert.ok(
      nonzeros <= size.nonzeros && size.nonzeros <= 1.5 * nonzeros,
      `seed ${seed}: ${size.nonzeros}, ${nonzeros}`,
    );
  }
});

test('writeMps names flows, deliveries, runs and resources, and adds what no plan can avoid', async () => {
  // One parcel more than those that want the van is too large for any band.
  const world = buildWorld({
    ...SCARCE_VAN,
    bands: [{ g: 1000, ml: 5000 }],
    products: [{ id: 'standard', unplannedCost: 7000 }],
    shipments: [...(SCARCE_VAN.shipments ?? []), { party: 'ats', from: 'A', to: '1', g: 9000 }],
  });
  const text = mpsOf(world, compiledOf(world));
  assert.match(text, /^ L kg:ats:VAN@2026-11-23#0$/m);
  assert.match(text, /^ run:ats:VAN@2026-11-23#0 cost 1000 kg:ats:VAN@2026-11-23#0 -2000$/m);
  assert.match(text, /^ o0 cost 7000 c0 1$/m);
  assert.match(text, /^ RHS cost -7000$/m);
  assert.match(text, /^ UP BOUND run:ats:VAN@2026-11-23#0 1$/m);
  assert.match(text, /^\* Made from synthetic data/m);
  const { optimum } = await solveMps(text);
  assert.ok(Math.abs(optimum - (4 * 120 + 1000 + 7000 + 7000)) < 1e-6, `optimum ${optimum}`);
});

test('writeMps of nothing to carry is a program all the same', async () => {
  const world = buildWorld({ parties: ['ats'], facilities: [{ id: 'A', party: 'ats' }] });
  const { optimum } = await solveMps(mpsOf(world, compiledOf(world)));
  assert.equal(optimum, 0);
});
