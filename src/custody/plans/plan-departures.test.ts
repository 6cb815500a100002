import assert from 'node:assert/strict';
import { test } from 'node:test';
import { routeOf, type Step } from '../../domain/plan.js';
import { greedyPlan } from '../../testing/greedy-plan.js';
import { randomWorld } from '../../testing/random-world.js';
import { packedString } from '../../domain/shipments.js';
import { shipmentsOfLeg, shipmentsOfTender } from './plan-departures.js';
import { packedAgainstPlan, plannedManifest, tendersOfPlan } from './plan-manifests.js';
import { plannedSteps } from './planned-steps.js';

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

test('the tenders of a plan are those of its routes, and their manifests name every shipment that is tendered', () => {
  let lineCount = 0;
  for (let seed = 1; seed <= 30; seed++) {
    const { workspace, shipments } = randomWorld(seed, 'small');
    const plan = greedyPlan(workspace, shipments);
    const tendered: string[] = [];
    for (const tender of tendersOfPlan(plan)) {
      const manifest = plannedManifest({ workspace, shipments, plan }, tender, 'M');
      assert.ok(manifest);
      assert.equal(manifest.lines.length, tender.count, `seed ${seed}`);
      assert.deepEqual(packedAgainstPlan(manifest, { ...manifest, lines: manifest.lines.slice(1) }), {
        missing: [manifest.lines[0].piece],
        unplanned: [],
      });
      tendered.push(...manifest.lines.map(({ piece }) => `${piece} ${manifest.giver} ${manifest.tenderMs}`));
    }
    const expected = Array.from({ length: shipments.count }, (_, shipment) =>
      plannedSteps(workspace, plan, shipment)
        .filter(({ kind }) => kind === 'tendered')
        .map(({ place, atMs }) => `${packedString(shipments.id, shipment)} ${place.split(':')[0]} ${atMs}`),
    ).flat();
    assert.deepEqual(tendered.sort(), expected.sort(), `seed ${seed}`);
    lineCount += expected.length;
  }
  assert.ok(lineCount > 20, `${lineCount}`);
});

test('plannedManifest has no answer for an interchange that the agreement does not know', () => {
  const { workspace, shipments } = randomWorld(1, 'small');
  const plan = greedyPlan(workspace, shipments);
  const world = { workspace, shipments, plan };
  assert.equal(plannedManifest(world, { interchange: 99, direction: 0, sec: 0 }, 'M'), undefined);
});
