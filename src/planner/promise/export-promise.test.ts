import assert from 'node:assert/strict';
import test from 'node:test';
import { DAILY, DAY_SEC, HOUR_SEC, weekdayBit } from '../../base/civil-time.js';
import { UNREACHED } from '../../base/none.js';
import { Prng } from '../../base/prng.js';
import { bandOf } from '../../domain/shipments.js';
import type { Workspace } from '../../domain/workspace.js';
import { buildWorld } from '../../testing/build-world.js';
import { plainParcel } from '../../testing/plain-parcel.js';
import { randomWorld } from '../../testing/random-world.js';
import { exportPromise } from './export-promise.js';
import type { ExchangeOffice, ExportOffer, ExportRequest } from './export-promise.js';
import { promiseDesk } from './promise-desk.js';
import { whyNotInterlined } from './promise-reasons.js';
import { randomRequest, readyByRiding } from './riding-for-test.js';

function randomOffices(prng: Prng, workspace: Workspace): ExchangeOffice[] {
  return Array.from({ length: 1 + prng.below(3) }, (_, index) => ({
    code: `INAAA${index}`,
    facility: prng.below(workspace.network.facilities.count),
    days: prng.chance(0.7) ? DAILY : 1 + prng.below(DAILY),
    cutOffSec: prng.below(24) * HOUR_SEC,
    clearanceHours: { least: prng.below(24), most: 24 + prng.below(48) },
  }));
}

/** The first cut-off that a parcel makes by riding everything; UNREACHED when none. */
function closingByRiding(
  workspace: Workspace,
  request: ExportRequest,
  offer: Pick<ExportOffer, 'office' | 'party' | 'interlined'>,
): number {
  const { office, party, interlined } = offer;
  const band = bandOf(workspace.bands, request.g, request.ml);
  const ready = readyByRiding(workspace, request, { party, interlined, goods: request.goods, band })[office.facility];
  const { calendar } = workspace;
  for (let day = 0; day < calendar.dayCount; day++) {
    const sec = calendar.dayStartSec[day] + office.cutOffSec;
    if ((weekdayBit(calendar.firstDay + day) & office.days) !== 0 && sec >= ready) return sec;
  }
  return UNREACHED;
}

test('exportPromise makes the cut-off that riding everything makes, and the last posting that makes it', () => {
  let offered = 0;
  let joint = 0;
  for (let seed = 1; seed <= 120; seed++) {
    const { workspace } = randomWorld(seed, seed % 3 === 0 ? 'medium' : 'small');
    const desk = promiseDesk(workspace);
    const prng = new Prng(seed);
    for (let round = 0; round < 6; round++) {
      const plain = randomRequest(prng, workspace);
      const offices = randomOffices(prng, workspace);
      const request: ExportRequest = { ...plain, offices, transitDays: { least: 3, most: 9 } };
      if (bandOf(workspace.bands, request.g, request.ml) < 0) continue;
      const { offers } = exportPromise(desk, request);
      const name = `seed ${seed} round ${round}`;
      workspace.parties.forEach((_, party) => {
        if (plain.from.kind === 'facility' && workspace.network.facilities.party[plain.from.index] !== party) return;
        for (const office of offices) {
          const alone = closingByRiding(workspace, request, { office, party, interlined: false });
          const may = workspace.agreement !== undefined && !whyNotInterlined(workspace, { ...plain, codAmount: 0 });
          const together = may ? closingByRiding(workspace, request, { office, party, interlined: true }) : alone;
          const found = offers.filter((offer) => offer.party === party && offer.office === office);
          assert.equal(found.find(({ interlined }) => !interlined)?.closesSec ?? UNREACHED, alone, name);
          const best = Math.min(UNREACHED, ...found.map(({ closesSec }) => closesSec));
          assert.equal(best, Math.min(alone, together), name);
          if (together < alone) joint++;
        }
      });
      for (const offer of offers) {
        offered++;
        const at = (sec: number): number => closingByRiding(workspace, { ...request, atSec: sec }, offer);
        assert.equal(at(offer.postBySec), offer.closesSec, name);
        const later = plain.from.kind === 'facility' ? [1] : [1, 3600, 14_400, 43_200];
        for (const more of later) assert.ok(at(offer.postBySec + more) > offer.closesSec, `${name}: ${more} s later`);
      }
    }
  }
  assert.ok(offered > 200 && joint > 20, `${offered} offers, ${joint} by partnership: the worlds are too poor`);
});

const WORLD = {
  days: 5,
  facilities: [
    { id: 'SC', party: 'ats', sortMinutes: 30 },
    { id: 'BO', party: 'post', kind: 'branch_office' as const },
    { id: 'HUB', party: 'post', sortMinutes: 60 },
    { id: 'BOM', party: 'post', sortMinutes: 60 },
    { id: 'DEL', party: 'post', sortMinutes: 60 },
  ],
  trips: [
    { id: 'FEEDER', party: 'post', calls: 'BO 14:00, HUB 16:00' },
    { id: 'SOUTH', party: 'post', calls: 'HUB 18:00, BOM 30:00', legKm: 800 },
    { id: 'NORTH', party: 'post', calls: 'HUB 20:00, DEL 26:00', legKm: 400 },
  ],
  pickups: [{ facility: 'BO', code: '370001', acceptBy: '12:00' }],
  deliveries: [{ facility: 'BO', code: '370001' }],
};

test('exportPromise tells cut-offs, ranges and stages, the surest office first', () => {
  const { workspace } = buildWorld(WORLD);
  const { facilities } = workspace.network;
  const office = (code: string, id: string, cutOffHour: number, most: number): ExchangeOffice => ({
    code,
    facility: facilities.id.indexOf(id),
    days: DAILY,
    cutOffSec: cutOffHour * HOUR_SEC,
    clearanceHours: { least: 12, most },
  });
  const offices = [office('INDELA', 'DEL', 2, 72), office('INBOMA', 'BOM', 18, 36)];
  const parcel = plainParcel(workspace, '370001', '370001', 10 * HOUR_SEC);
  const { offers } = exportPromise(promiseDesk(workspace), { ...parcel, offices, transitDays: { least: 6, most: 15 } });
  assert.deepEqual(
    offers.map(({ office: { code }, readySec, closesSec, postBySec }) => [
      code,
      readySec / HOUR_SEC,
      closesSec / HOUR_SEC,
      postBySec / HOUR_SEC,
    ]),
    [
      ['INBOMA', 31, 42, 12],
      ['INDELA', 27, 50, 12],
    ],
  );
  const [best] = offers;
  assert.deepEqual(
    best?.stages.map(({ kind, departSec }) => [kind, departSec / HOUR_SEC]),
    [
      ['ride', 14],
      ['ride', 18],
    ],
  );
  assert.deepEqual(best.despatchedSec, { least: (42 + 12) * HOUR_SEC, most: (42 + 36) * HOUR_SEC });
  assert.deepEqual(best.deliveredSec, {
    least: (42 + 12) * HOUR_SEC + 6 * DAY_SEC,
    most: (42 + 36) * HOUR_SEC + 15 * DAY_SEC,
  });
});

test('exportPromise says why an office cannot be reached', () => {
  const { workspace } = buildWorld(WORLD);
  const facility = workspace.network.facilities.id.indexOf('SC');
  const office = { code: 'INMAAA', facility, days: DAILY, cutOffSec: 0, clearanceHours: { least: 0, most: 0 } };
  const parcel = plainParcel(workspace, '370001', '370001', 10 * HOUR_SEC);
  const answer = exportPromise(promiseDesk(workspace), {
    ...parcel,
    offices: [office],
    transitDays: { least: 1, most: 2 },
  });
  assert.deepEqual(answer.offers, []);
  assert.deepEqual(
    answer.refusals.map(({ party, interlined, reason, detail }) => [party, interlined, reason, detail]),
    [
      [0, false, 'no_service', 'ats does not collect in 370001'],
      [0, true, 'no_service', 'ats does not collect in 370001'],
      [1, false, 'no_service', 'nothing that may carry it reaches SC within the horizon'],
      [1, true, 'no_service', 'nothing that may carry it reaches SC within the horizon'],
    ],
  );
});
