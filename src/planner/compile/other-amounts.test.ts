import assert from 'node:assert/strict';
import test from 'node:test';
import { checkBound } from '../../audit/check-bound.js';
import { checkPlan } from '../../audit/check-plan.js';
import type { Agreement, Quantity } from '../../domain/agreement.js';
import { TimedFinder } from '../../engine/timed/timed-finder.js';
import { randomWorld } from '../../testing/random-world.js';
import type { World } from '../../testing/build-world.js';
import { solve, type Solution } from '../answer/solve.js';
import { accessOf } from '../network/access.js';
import { timetableOf } from '../network/timetable.js';
import { compile, type Compiled } from './compile.js';
import { withOtherAmounts } from './other-amounts.js';

function compiled({ workspace, shipments }: World): Compiled {
  return compile(workspace, accessOf(workspace, timetableOf(workspace)), shipments, 'joint');
}

function solved({ workspace, shipments }: World, problem: Compiled): Promise<Solution> {
  const options = { gap: 1e-3, roundsMax: 12, stop: () => false, onRound: () => undefined };
  return solve(workspace, problem, shipments, new TimedFinder(problem.problem), options);
}

/** So little that no whole parcel is left, and unlimited stays unlimited. */
const NONE_LEFT = 1e-9;

function scaled(quantity: Quantity | undefined, times: number): Quantity | undefined {
  if (quantity === undefined) return undefined;
  return quantity.kind === 'amount'
    ? { kind: 'amount', amount: quantity.amount * times }
    : { kind: 'share', share: Math.min(1, quantity.share * times) };
}

function times(agreement: Agreement, factor: number): Agreement {
  return {
    ...agreement,
    interchanges: agreement.interchanges.map((point) => ({
      ...point,
      parcelsPerWindow: Math.floor(point.parcelsPerWindow * factor),
    })),
    // Of clauses that limit kilograms and litres the amounts are to stay.
    capacity: agreement.capacity.map((clause) =>
      clause.kg && clause.litres
        ? clause
        : {
            ...clause,
            kg: scaled(clause.kg, factor),
            litres: scaled(clause.litres, factor),
            parcels: scaled(clause.parcels, factor),
          },
    ),
  };
}

test('a problem under other amounts gives valid plans, and bounds as those of the problem compiled for them', async () => {
  for (let seed = 1; seed <= 8; seed++) {
    const { workspace, shipments } = randomWorld(seed, 'small');
    const { agreement } = workspace;
    assert.ok(agreement);
    const least = compiled({ workspace: { ...workspace, agreement: times(agreement, NONE_LEFT) }, shipments });
    for (const factor of [NONE_LEFT, 0.5, 1, 3]) {
      const granted = times(agreement, factor);
      const world = { workspace: { ...workspace, agreement: granted }, shipments };
      const direct = await solved(world, compiled(world));
      const other = await solved(world, withOtherAmounts(least, granted));
      const which = `seed ${seed}, times ${factor}`;
      assert.deepEqual(checkPlan(world.workspace, shipments, other.plan), [], which);
      assert.deepEqual(checkBound(world.workspace, shipments, other.certificate).findings, [], which);
      assert.ok(other.bound <= direct.cost * (1 + 1e-6) && direct.bound <= other.cost * (1 + 1e-6), which);
    }
  }
});

test('a problem under its own amounts has its own capacities', () => {
  const world = randomWorld(3, 'medium');
  const { agreement } = world.workspace;
  assert.ok(agreement);
  const problem = compiled(world);
  const { capacity } = withOtherAmounts(problem, agreement).problem.flow.resources;
  assert.deepEqual(capacity, problem.problem.flow.resources.capacity);
});
