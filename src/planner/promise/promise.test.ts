import assert from 'node:assert/strict';
import test from 'node:test';
import { UNREACHED } from '../../base/none.js';
import { Prng } from '../../base/prng.js';
import { bandOf } from '../../domain/shipments.js';
import { buildWorld } from '../../testing/build-world.js';
import { plainParcel } from '../../testing/plain-parcel.js';
import { randomSketch, randomWorld } from '../../testing/random-world.js';
import type { WorldSketch } from '../../testing/world-sketch.js';
import { promiseDesk } from './promise-desk.js';
import { whyNotInterlined } from './promise-reasons.js';
import { OriginDeliveries } from './origin-deliveries.js';
import { deliveredSec, promise, quickPromise } from './promise.js';
import { bruteForce, randomRequest } from './riding-for-test.js';

test('promise delivers when riding everything delivers, for each party alone and interlined', () => {
  let offered = 0;
  let joint = 0;
  for (let seed = 1; seed <= 150; seed++) {
    const { workspace } = randomWorld(seed, seed % 3 === 0 ? 'medium' : 'small');
    const desk = promiseDesk(workspace);
    const prng = new Prng(seed);
    for (let round = 0; round < 10; round++) {
      const request = randomRequest(prng, workspace);
      const band = bandOf(workspace.bands, request.g, request.ml);
      if (band < 0) continue;
      const answer = promise(desk, request);
      let best = UNREACHED;
      workspace.parties.forEach((_, party) => {
        if (request.from.kind === 'facility' && workspace.network.facilities.party[request.from.index] !== party)
          return;
        for (const interlined of [false, true]) {
          if (interlined && whyNotInterlined(workspace, request)) continue;
          const usage = { party, interlined, goods: request.goods, band };
          const want = bruteForce(workspace, request, usage);
          assert.equal(deliveredSec(desk, request, usage) ?? UNREACHED, want, `seed ${seed} round ${round}`);
          if (want < best && interlined) joint++;
          best = Math.min(best, want);
        }
      });
      assert.equal(answer.best?.deliveredSec ?? UNREACHED, best, `seed ${seed} round ${round}`);
      if (answer.best) offered++;
      for (const refusal of answer.refusals) assert.ok(refusal.reason !== '' && refusal.detail.length > 0);
    }
  }
  assert.ok(offered > 200 && joint > 20, `${offered} promises, ${joint} by partnership: the worlds are too poor`);
});

test('promise cut-off is the last posting that is delivered no later', () => {
  let checked = 0;
  for (let seed = 1; seed <= 80; seed++) {
    const { workspace } = randomWorld(seed, 'small');
    const desk = promiseDesk(workspace);
    const prng = new Prng(seed * 31);
    for (let round = 0; round < 6; round++) {
      const request = randomRequest(prng, workspace);
      const band = bandOf(workspace.bands, request.g, request.ml);
      for (const offer of promise(desk, request).offers) {
        const usage = { party: offer.party, interlined: offer.interlined, goods: request.goods, band };
        const at = (sec: number): number => bruteForce(workspace, { ...request, atSec: sec }, usage);
        assert.equal(at(offer.cutoffSec), offer.deliveredSec, `seed ${seed} round ${round}`);
        const later = request.from.kind === 'facility' ? [1] : [1, 3600, 7200, 14_400, 43_200, 86_400];
        for (const more of later) {
          assert.ok(at(offer.cutoffSec + more) > offer.deliveredSec, `seed ${seed} round ${round}: ${more} s later`);
        }
        checked++;
      }
    }
  }
  assert.ok(checked > 100, `only ${checked} cut-offs`);
});

test('quickPromise equals the best offer of a promise, however many are asked before it', () => {
  let found = 0;
  for (let seed = 1; seed <= 60; seed++) {
    const prng = new Prng(seed);
    const { workspace } = randomWorld(seed, seed % 3 === 0 ? 'medium' : 'small');
    const desk = promiseDesk(workspace);
    const origins = new OriginDeliveries(desk.access);
    for (let n = 0; n < 30; n++) {
      const request = randomRequest(prng, workspace);
      for (let party = 0; party < workspace.parties.length; party++) {
        const { best } = promise(desk, request, party);
        const quick = quickPromise(desk, origins, request, party);
        const want = best && { deliveredSec: best.deliveredSec, interlined: best.interlined };
        assert.deepEqual(quick, want, `seed ${seed}, request ${n}`);
        if (quick) found++;
      }
    }
  }
  assert.ok(found > 200, `only ${found} promises`);
});

test('promise is never later when a trip is added', () => {
  for (let seed = 1; seed <= 60; seed++) {
    const sketch: WorldSketch = randomSketch(seed, 'small');
    const poorer = { ...sketch, trips: (sketch.trips ?? []).slice(1) };
    const dropped = sketch.trips?.[0]?.id;
    const without = { ...poorer, ownTraffic: [], options: [] };
    const rich = buildWorld({ ...sketch, ownTraffic: [], options: [] }).workspace;
    const poor = buildWorld(without).workspace;
    const prng = new Prng(seed);
    for (let round = 0; round < 10; round++) {
      const request = randomRequest(prng, rich);
      const before = promise(promiseDesk(poor), request).best?.deliveredSec ?? UNREACHED;
      const after = promise(promiseDesk(rich), request).best?.deliveredSec ?? UNREACHED;
      assert.ok(after <= before, `seed ${seed} round ${round}: later with ${dropped}`);
    }
  }
});

test('promise tells a timetable, the partner’s charge and why others cannot', () => {
  const { workspace } = buildWorld({
    days: 4,
    facilities: [
      { id: 'FC', party: 'ats' },
      { id: 'SC', party: 'ats', sortMinutes: 30 },
      { id: 'HUB', party: 'post', sortMinutes: 60 },
      { id: 'BO', party: 'post', kind: 'branch_office' },
    ],
    trips: [
      { id: 'SHUTTLE', party: 'ats', calls: 'FC 18:00, SC 19:00' },
      { id: 'MAIL', party: 'post', calls: 'HUB 23:00, BO 29:00', legKm: 150 },
    ],
    pickups: [{ facility: 'FC', code: '110001', acceptBy: '16:00' }],
    deliveries: [{ facility: 'BO', code: '793101' }],
    interchanges: [{ id: 'IX', at: { ats: 'SC', post: 'HUB' }, minutes: 60 }],
    shipments: [{ party: 'ats', from: '110001', to: '793101' }],
  });
  const answer = promise(promiseDesk(workspace), plainParcel(workspace, '110001', '793101', 10 * 3600));
  assert.equal(answer.best?.deliveredSec, (24 + 18) * 3600);
  assert.equal(answer.best?.cutoffSec, 16 * 3600);
  assert.deepEqual(
    answer.best?.stages.map((stage) => [stage.kind, stage.party, stage.departSec / 3600]),
    [
      ['ride', 0, 18],
      ['transfer', 0 + 1, 20],
      ['ride', 1, 23],
      ['deliver', 1, 33],
    ],
  );
  const { charge } = answer.best;
  assert.ok(charge.linehaul >= 0 && charge.total === charge.linehaul + charge.interchange + charge.delivery);
  assert.deepEqual(
    answer.refusals.map((refusal) => [refusal.party, refusal.interlined, refusal.reason]),
    [
      [0, false, 'no_service'],
      [1, false, 'no_service'],
      [1, true, 'no_service'],
    ],
  );
});
