import assert from 'node:assert/strict';
import test from 'node:test';
import { weekdayBit } from '../../base/civil-time.js';
import { UNREACHED } from '../../base/none.js';
import { Prng } from '../../base/prng.js';
import type { CapacityClause, Interchange, Quantity } from '../../domain/agreement.js';
import { bandOf } from '../../domain/shipments.js';
import type { Workspace } from '../../domain/workspace.js';
import { buildWorld } from '../../testing/build-world.js';
import { plainParcel } from '../../testing/plain-parcel.js';
import { randomSketch, randomWorld } from '../../testing/random-world.js';
import type { WorldSketch } from '../../testing/world-sketch.js';
import type { Usage } from '../network/access-reach.js';
import { promiseDesk } from './promise-desk.js';
import { whyNotInterlined } from './promise-reasons.js';
import { OriginDeliveries } from './origin-deliveries.js';
import { deliveredSec, promise, quickPromise } from './promise.js';
import type { PromiseRequest } from './promise.js';

/** Delivery by riding everything, again and again, straight from the tables; shares no code with the promise. */
function bruteForce(workspace: Workspace, request: PromiseRequest, usage: Usage): number {
  const { network, calendar, agreement } = workspace;
  const { trips, calls, facilities, deliveries, pickups } = network;
  const { dayStartSec, dayCount } = calendar;
  const start = (day: number): number => dayStartSec[day];
  const onDay = (mask: number, day: number): boolean => (mask & weekdayBit(calendar.firstDay + day)) !== 0;
  const ready = Array.from({ length: facilities.count }, () => UNREACHED);
  if (request.from.kind === 'facility') ready[request.from.index] = request.atSec;
  else {
    const moments: { sec: number; facility: number }[] = [];
    for (let row = 0; row < pickups.count; row++) {
      const facility = pickups.facility[row];
      if (pickups.postalCode[row] !== request.from.index || facilities.party[facility] !== usage.party) continue;
      for (let day = 0; day < dayCount; day++) {
        const sec = start(day) + pickups.acceptBySec[row];
        if (onDay(pickups.days[row], day) && sec >= request.atSec) moments.push({ sec, facility });
      }
    }
    moments.sort((a, b) => a.sec - b.sec);
    if (moments[0]) ready[moments[0].facility] = moments[0].sec;
  }
  for (let changed = true; changed;) {
    changed = false;
    const arrive = (facility: number, sec: number): void => {
      if (sec >= ready[facility]) return;
      ready[facility] = sec;
      changed = true;
    };
    for (let trip = 0; trip < trips.count; trip++) {
      if ((trips.refuses[trip] & request.goods) !== 0) continue;
      for (let day = 0; day < dayCount; day++) {
        if (trips.runs[trip * dayCount + day] !== 1) continue;
        let aboard = false;
        for (let call = trips.firstCall[trip]; call < trips.firstCall[trip + 1] - 1; call++) {
          const from = calls.facility[call];
          const to = calls.facility[call + 1];
          const depart = start(day) + calls.departSec[call];
          aboard ||= ready[from] <= depart;
          aboard &&= depart < start(dayCount) && mayRide(workspace, usage, { trip, day, from, to, depart });
          if (!aboard) continue;
          const opened = opensAt(workspace, to, start(day) + calls.arriveSec[call + 1]);
          arrive(to, opened + facilities.sortSec[to]);
        }
      }
    }
    for (const interchange of usage.interlined ? (agreement?.interchanges ?? []) : []) {
      for (const tender of tenders(workspace, interchange)) {
        for (const direction of interchange.directions) {
          const from = interchange.facilities.get(direction.from) as number;
          const to = interchange.facilities.get(direction.to) as number;
          if (ready[from] <= tender - interchange.manifestSec) arrive(to, tender + interchange.transferSec);
        }
      }
    }
  }
  let best = UNREACHED;
  for (let row = 0; row < deliveries.count; row++) {
    const facility = deliveries.facility[row];
    if (deliveries.postalCode[row] !== request.to || request.g > deliveries.weightKgMax[row] * 1000) continue;
    if (request.codAmount > 0 && deliveries.cod[row] !== 1) continue;
    for (let day = 0; day < dayCount; day++) {
      if (!onDay(deliveries.days[row], day) || !mayDeliver(workspace, usage, facility, day)) continue;
      if (ready[facility] > start(day) + deliveries.loadBySec[row]) continue;
      best = Math.min(best, start(day + deliveries.extraDays[row]) + deliveries.deliverBySec[row]);
    }
  }
  return best;
}

function opensAt(workspace: Workspace, facility: number, sec: number): number {
  const { facilities } = workspace.network;
  const { calendar } = workspace;
  const opens = facilities.opensSec[facility];
  const closes = facilities.closesSec[facility];
  if (opens === closes) return sec;
  let best = UNREACHED;
  for (let day = 0; day < calendar.dayStartSec.length; day++) {
    const start = calendar.dayStartSec[day];
    if ((facilities.days[facility] & weekdayBit(calendar.firstDay + day)) === 0) continue;
    if (sec < start + closes) best = Math.min(best, Math.max(sec, start + opens));
  }
  return best;
}

function tenders(workspace: Workspace, interchange: Interchange): number[] {
  const { calendar } = workspace;
  const all: number[] = [];
  for (let day = 0; day < calendar.dayCount; day++) {
    for (const window of interchange.windows) {
      if ((window.days & weekdayBit(calendar.firstDay + day)) === 0) continue;
      const start = calendar.dayStartSec[day];
      for (let sec = window.openSec; sec < window.closeSec; sec += interchange.slotSec) all.push(start + sec);
    }
  }
  return all.filter((sec) => sec < calendar.dayStartSec[calendar.dayCount]);
}

function mayRide(
  workspace: Workspace,
  usage: Usage,
  leg: { trip: number; day: number; from: number; to: number; depart: number },
): boolean {
  const { trips, vehicles } = workspace.network;
  if (trips.party[leg.trip] === usage.party) return true;
  if (!usage.interlined) return false;
  const clause = lastClause(workspace, (entry) => {
    const id = trips.id[leg.trip];
    const [head, ...rest] = entry.pattern.split('*') as [string, ...string[]];
    const fits = rest.length === 0 ? id === head : id.startsWith(head) && id.endsWith(rest[rest.length - 1]);
    const named = entry.legs === 'all' || entry.legs.some((l) => l.from === leg.from && l.to === leg.to);
    const onDay = (entry.days & weekdayBit(workspace.calendar.firstDay + leg.day)) !== 0;
    return entry.party === trips.party[leg.trip] && entry.pattern !== 'delivery' && fits && named && onDay;
  });
  if (!clause) return false;
  const band = workspace.bands[usage.band];
  const vehicle = trips.vehicle[leg.trip];
  const keep = kept(workspace, clause, leg.depart);
  const room = (quantity: Quantity | undefined, capacity: number): number => {
    if (quantity === undefined) return capacity * 1000;
    const all = quantity.kind === 'amount' ? quantity.amount : quantity.share * capacity;
    return keep === 0 ? 0 : Math.floor(all * 1000 * keep + 1e-6);
  };
  const kg = vehicle < 0 ? Infinity : vehicles.capacityKg[vehicle];
  const litres = vehicle < 0 ? Infinity : vehicles.capacityLitres[vehicle];
  return room(clause.kg, kg) >= band.g && room(clause.litres, litres) >= band.ml;
}

function mayDeliver(workspace: Workspace, usage: Usage, facility: number, day: number): boolean {
  const { facilities, deliveries } = workspace.network;
  const perDay = Math.max(
    ...[...deliveries.facility].map((f, row) => (f === facility ? deliveries.parcelsPerDay[row] : 0)),
  );
  if (perDay < 1) return false;
  const party = facilities.party[facility];
  if (party === usage.party) return true;
  if (!usage.interlined) return false;
  const clause = lastClause(
    workspace,
    (entry) =>
      entry.party === party &&
      entry.pattern === 'delivery' &&
      (entry.days & weekdayBit(workspace.calendar.firstDay + day)) !== 0,
  );
  if (!clause) return false;
  if (clause.parcels === undefined) return true;
  const all = clause.parcels.kind === 'amount' ? clause.parcels.amount : clause.parcels.share * perDay;
  const keep = kept(workspace, clause, workspace.calendar.dayStartSec[day]);
  return keep > 0 && Math.floor(all * keep + 1e-6) >= 1;
}

function lastClause(workspace: Workspace, fits: (clause: CapacityClause) => boolean): CapacityClause | undefined {
  return workspace.agreement?.capacity.filter(fits).pop();
}

function kept(workspace: Workspace, clause: CapacityClause, sec: number): number {
  const lead = (sec - workspace.plannedAtSec) / 3600;
  const steps = clause.release.filter((step) => step.hours >= lead).sort((a, b) => a.hours - b.hours);
  return steps[0]?.keep ?? 1;
}

function randomRequest(prng: Prng, workspace: Workspace): PromiseRequest {
  const { network } = workspace;
  const code = prng.chance(0.6) && network.postalCodes.length > 0;
  const weights = [300, 800, 1900, 4000];
  return {
    from: code
      ? { kind: 'code', index: prng.below(network.postalCodes.length) }
      : { kind: 'facility', index: prng.below(network.facilities.count) },
    to: prng.below(network.postalCodes.length),
    atSec: prng.below(36 * 3600),
    g: prng.pick(weights),
    ml: prng.pick([500, 3000, 20_000]),
    longestSideCm: prng.pick([0, 40, 120]),
    product: prng.below(workspace.products.length),
    codAmount: prng.chance(0.3) ? 30_000 : 0,
    goods: prng.chance(0.4) ? 1 << prng.below(3) : 0,
  };
}

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
