import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EMPTY_DRAFT, readDraft } from './new-plan.js';

const SHIPMENT = `shp_${'0'.repeat(26)}`;
const PLAN = `pln_${'0'.repeat(26)}`;

test('a draft as it comes is a plan of everything', () => {
  assert.deepEqual(readDraft(EMPTY_DRAFT, []).body, { seconds: 60, gap: 0.005, assign: true });
});

test('pinned parcels are sent with the plan whose routes they keep, and not without one', () => {
  const based = readDraft({ ...EMPTY_DRAFT, basedOn: PLAN }, [SHIPMENT]);
  assert.deepEqual(based.body, { seconds: 60, gap: 0.005, assign: true, based_on: PLAN, pinned: [SHIPMENT] });
  assert.equal(readDraft(EMPTY_DRAFT, [SHIPMENT]).body?.pinned, undefined);
});

test('every field that cannot be asked so is named at once', () => {
  const { body, wrong } = readDraft({ ...EMPTY_DRAFT, seconds: '0', gapPercent: '' }, []);
  assert.equal(body, undefined);
  assert.deepEqual([...wrong], ['seconds', 'gap']);
});
