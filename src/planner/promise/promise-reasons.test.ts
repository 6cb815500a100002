import assert from 'node:assert/strict';
import test from 'node:test';
import { buildWorld } from '../../testing/build-world.js';
import { plainParcel } from '../../testing/plain-parcel.js';
import type { WorldSketch } from '../../testing/world-sketch.js';
import { promiseDesk } from './promise-desk.js';
import { promise } from './promise.js';
import type { PromiseRequest } from './promise-request.js';

/** ats collects in 110001 and hands over to post at 20:00, which delivers in 793101 two days later. */
const SKETCH: WorldSketch = {
  days: 3,
  facilities: [
    { id: 'SC', party: 'ats' },
    { id: 'HUB', party: 'post' },
    { id: 'PO', party: 'post', kind: 'post_office' },
  ],
  trips: [{ id: 'MAIL', party: 'post', calls: 'HUB 23:00, PO 29:00' }],
  pickups: [{ facility: 'SC', code: '110001', acceptBy: '16:00' }],
  deliveries: [{ facility: 'PO', code: '793101' }],
  interchanges: [{ id: 'IX', at: { ats: 'SC', post: 'HUB' }, windows: [{ open: '20:00', close: '21:00' }] }],
};

/** Why it cannot go as an interlined parcel of ats; '' when it can. */
function whyNotTogether(sketch: WorldSketch, about: Partial<PromiseRequest> = {}): string {
  return whyNot(sketch, about, true);
}

function whyNot(sketch: WorldSketch, about: Partial<PromiseRequest>, interlined: boolean): string {
  const { workspace } = buildWorld({ ...sketch, shipments: [{ party: 'ats', from: '110001', to: '793101' }] });
  const parcel = plainParcel(workspace, '110001', '793101', 10 * 3600);
  const answer = promise(promiseDesk(workspace), { ...parcel, ...about });
  return answer.refusals.find((why) => why.party === 0 && why.interlined === interlined)?.reason ?? '';
}

test('promise says which clause of the agreement keeps a parcel from the partner', () => {
  assert.equal(whyNotTogether(SKETCH), '');
  const terms = { product: 'standard', kgMax: 2, sideCmMax: 60, refuses: ['liquids' as const], codMax: 5000 };
  const strict = { ...SKETCH, terms: [terms] };
  assert.equal(whyNotTogether(strict), '');
  assert.equal(whyNotTogether(strict, { g: 2500 }), 'too_heavy');
  assert.equal(whyNotTogether(strict, { longestSideCm: 61 }), 'too_large');
  assert.equal(whyNotTogether(strict, { goods: 2 }), 'goods_refused');
  assert.equal(whyNotTogether(strict, { codAmount: 5001 }), 'cod_not_offered');
  assert.equal(whyNotTogether({ ...SKETCH, terms: [] }), 'no_service');
});

test('promise says what at the destination refuses a parcel', () => {
  const row = { facility: 'PO', code: '793101' };
  const light = { ...SKETCH, deliveries: [{ ...row, kgMax: 1 }] };
  assert.equal(whyNotTogether(light, { g: 1001 }), 'too_heavy');
  const prepaid = { ...SKETCH, deliveries: [{ ...row, cod: false }] };
  assert.equal(whyNotTogether(prepaid, { codAmount: 100 }), 'cod_not_offered');
  assert.equal(whyNotTogether({ ...SKETCH, deliveries: [] }), 'no_service');
  const closed = { ...SKETCH, capacity: [{ party: 'post', on: 'MAIL' }] };
  assert.equal(whyNotTogether(closed), 'no_capacity');
});

test('promise says what on the way keeps a parcel back', () => {
  const delivery = { party: 'post', on: 'delivery' };
  const narrow = { ...SKETCH, capacity: [delivery, { party: 'post', on: 'MAIL', kg: 2 }] };
  assert.equal(whyNotTogether(narrow), '');
  assert.equal(whyNotTogether(narrow, { g: 3000 }), 'no_capacity');
  assert.equal(whyNotTogether({ ...SKETCH, capacity: [delivery] }), 'no_service');
  const [mail] = SKETCH.trips ?? [];
  const careful = { ...SKETCH, trips: mail ? [{ ...mail, refuses: ['lithium' as const] }] : [] };
  assert.equal(whyNotTogether(careful, { goods: 1 }), 'goods_refused');
  const mondays = {
    ...SKETCH,
    interchanges: [{ id: 'IX', at: { ats: 'SC', post: 'HUB' }, windows: [{ days: 1, open: '10:00', close: '12:00' }] }],
  };
  assert.equal(whyNotTogether(mondays), 'window_closed');
  assert.equal(whyNotTogether(SKETCH, { atSec: 41 * 3600 }), 'beyond_horizon');
  assert.equal(whyNotTogether(SKETCH, { atSec: 65 * 3600 }), 'beyond_horizon');
});

test('promise says what an earlier posting would have met', () => {
  assert.equal(whyNotTogether({ ...SKETCH, days: 5 }, { atSec: 17 * 3600 }), 'missed_cutoff');
});

test('promise refuses what no size band holds', () => {
  assert.equal(whyNot(SKETCH, { g: 6000 }, false), 'too_large');
});
