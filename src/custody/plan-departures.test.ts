import assert from 'node:assert/strict';
import { test } from 'node:test';
import { routeOf, type Step } from '../domain/plan.js';
import { greedyPlan } from '../testing/greedy-plan.js';
import { randomWorld } from '../testing/random-world.js';
import { shipmentsOfLeg, shipmentsOfTender } from './plan-departures.js';

test('shipmentsOfLeg and shipmentsOfTender find on random plans what reading every route finds', () => {
  let [legCount, stayCount, tenderCount] = [0, 0, 0];
  for (let seed = 1; seed <= 30; seed++) {
    const { workspace, shipments } = randomWorld(seed, 'small');
    const plan = greedyPlan(workspace, shipments);
    const routes = Array.from({ length: shipments.count }, (_, shipment) => routeOf(plan, shipment));
    const at = (step: Step | undefined, ride: Step): boolean => JSON.stringify(step) === JSON.stringify(ride);
    for (const step of new Map(routes.flat().map((one) => [JSON.stringify(one), one])).values()) {
      const riders = routes.flatMap((route, shipment) => (route.some((one) => at(one, step)) ? [shipment] : []));
      if (step.kind === 'ride') {
        const before = { ...step, call: step.call - 1 };
        const aboard = (shipment: number): boolean => {
          const route = routes[shipment];
          return at(route[route.findIndex((one) => at(one, step)) - 1], before);
        };
        const { loads, stays } = shipmentsOfLeg(plan, step);
        assert.deepEqual([...stays], riders.filter(aboard), `seed ${seed}`);
        assert.deepEqual(
          [...loads],
          riders.filter((shipment) => !aboard(shipment)),
          `seed ${seed}`,
        );
        legCount++;
        stayCount += stays.length;
      } else if (step.kind === 'transfer') {
        assert.deepEqual([...shipmentsOfTender(plan, step)], riders, `seed ${seed}`);
        tenderCount++;
      }
    }
  }
  assert.ok(
    legCount > 50 && stayCount > 0 && tenderCount > 5,
    `${legCount} legs, ${stayCount} stays, ${tenderCount} tenders`,
  );
});
