import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bagsInHand, emptyBag, shownBag, type KnownBag } from './bag-state.js';
import type { KeptAct } from '../device/dock-store.js';
import type { YardDoing } from '../scan/scan-list.js';

const BAG = { id: 'bag_1', status: 'open', seal: null, pieces: [] } as unknown as KnownBag;

function actOf(seq: number, doing: YardDoing, rest: Partial<KeptAct> = {}): KeptAct {
  const kept = { photo: undefined, evidenceId: undefined, refusal: undefined };
  return { seq, id: `act-${seq}`, handoverId: 'bag_1', atMs: seq, step: { kind: 'yard', doing }, ...kept, ...rest };
}

test('a bag is shown with what waits to be sent, in the order in which it was done', () => {
  const acts = [
    actOf(1, { kind: 'put', piece: 'ATS1', into: 'bag_1' }),
    actOf(2, { kind: 'put', piece: 'ATS2', into: 'bag_1' }, { refusal: 'too heavy' }),
    actOf(3, { kind: 'put', piece: 'ATS3', into: 'bag_2' }, { handoverId: 'bag_2' }),
    actOf(4, { kind: 'close', container: 'bag_1' }),
    actOf(5, { kind: 'seal', container: 'bag_1', seal: 'S-77' }),
  ];
  const shown = shownBag(BAG, acts);
  assert.deepEqual([shown.status, shown.seal, shown.waiting], ['sealed', 'S-77', ['ATS1']]);
  const reopened = shownBag(BAG, [...acts, actOf(6, { kind: 'open', container: 'bag_1' })]);
  assert.deepEqual([reopened.status, reopened.seal], ['open', null]);
});

test('a bag of which nothing waits is as the server told it', () => {
  assert.deepEqual(shownBag(BAG, []), { bag: BAG, status: 'open', seal: null, waiting: [] });
});

const SSCC = '089012340000000014';
const NEW = { kind: 'bag', opens_at: 'post:HUB-DEL', sscc: SSCC } as const;

test('a bag that was made here is in hand before the server has it, once, and with what was done with it under either name', () => {
  const made = actOf(1, { kind: 'close', container: SSCC }, { handoverId: SSCC, step: { kind: 'bag', bag: NEW } });
  const closed = actOf(2, { kind: 'close', container: SSCC }, { handoverId: SSCC });
  const own = { ...emptyBag(NEW), container: null };
  assert.deepEqual(bagsInHand([], [made, closed]), [{ ...own, status: 'closed' }]);
  const told = { ...own, id: 'cnt_1' };
  const sealed = actOf(3, { kind: 'seal', container: 'cnt_1', seal: 'S-1' }, { handoverId: 'cnt_1' });
  assert.deepEqual(bagsInHand([told], [made, closed, sealed]), [{ ...told, status: 'sealed', seal: 'S-1' }]);
  assert.deepEqual(bagsInHand([], [{ ...made, refusal: 'no such place' }]), []);
});
