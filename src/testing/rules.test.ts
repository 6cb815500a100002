import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clauseFinder, deliveryClause, granted, keptShare } from '../domain/block-space.js';
import type { CapacityClause } from '../domain/agreement.js';
import type { Workspace } from '../domain/workspace.js';
import { randomWorld } from './random-world.js';
import { blockOf, clauseOfDelivery, clauseOfLeg, dayStart } from './rules.js';

const SEEDS = Array.from({ length: 60 }, (_, index) => index + 1);

test('block space of legs in the domain is that of the rules in their plainest form', () => {
  let open = 0;
  for (const seed of SEEDS) {
    const { workspace } = randomWorld(seed);
    const { trips, calls } = workspace.network;
    const find = clauseFinder(workspace);
    for (let trip = 0; trip < trips.count; trip++) {
      for (let day = 0; day < workspace.calendar.dayCount; day++) {
        for (let at = trips.firstCall[trip]; at + 1 < trips.firstCall[trip + 1]; at++) {
          const [from, to] = [calls.facility[at], calls.facility[at + 1]];
          const clause = clauseOfLeg(workspace, { trip, day, from, to });
          assert.equal(workspace.agreement?.capacity[find(trip, day, from, to)], clause, `seed ${seed}`);
          if (!clause) continue;
          open++;
          const atSec = dayStart(workspace, day) + calls.departSec[at];
          assertGranted(workspace, clause, { measure: 'kg', whole: 7, unitsPer: 1000, atSec }, `seed ${seed}`);
          assertGranted(workspace, clause, { measure: 'litres', whole: 31, unitsPer: 1000, atSec }, `seed ${seed}`);
        }
      }
    }
  }
  assert.ok(open > 1000, `only ${open} legs are open`);
});

test('block space of delivery rounds in the domain is that of the rules in their plainest form', () => {
  let open = 0;
  for (const seed of SEEDS) {
    const { workspace } = randomWorld(seed);
    const { facilities } = workspace.network;
    for (let facility = 0; facility < facilities.count; facility++) {
      for (let day = 0; day < workspace.calendar.dayCount; day++) {
        const clause = clauseOfDelivery(workspace, facility, day);
        const found = deliveryClause(workspace, facilities.party[facility], day);
        assert.equal(workspace.agreement?.capacity[found], clause, `seed ${seed}`);
        if (!clause) continue;
        open++;
        const atSec = dayStart(workspace, day);
        assertGranted(workspace, clause, { measure: 'parcels', whole: 13, unitsPer: 1, atSec }, `seed ${seed}`);
      }
    }
  }
  assert.ok(open > 100, `only ${open} rounds are open`);
});

function assertGranted(
  workspace: Workspace,
  clause: CapacityClause,
  of: { measure: 'kg' | 'litres' | 'parcels'; whole: number; unitsPer: number; atSec: number },
  place: string,
): void {
  const quantity = clause[of.measure];
  const keep = keptShare(workspace, clause, of.atSec);
  const got = granted(quantity, of.unitsPer, of.whole * of.unitsPer, keep);
  assert.equal(got, blockOf(workspace, clause, { ...of, quantity }), place);
}
