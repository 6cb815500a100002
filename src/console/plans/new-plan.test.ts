import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EMPTY_DRAFT, readDraft } from './new-plan.js';

const SHIPMENT = `shp_${'0'.repeat(26)}`;
const PLAN = `pln_${'0'.repeat(26)}`;

test('a draft as it comes is a plan of everything', () => {
  assert.deepEqual(readDraft(EMPTY_DRAFT).body, { seconds: 60, gap: 0.005, assign: true });
});

test('pins are taken with any sign between them, and need a plan that they are of', () => {
  const pinned = `${SHIPMENT},\n${SHIPMENT}`;
  const based = readDraft({ ...EMPTY_DRAFT, basedOn: PLAN, pinned });
  assert.deepEqual(based.body?.pinned, [SHIPMENT, SHIPMENT]);
  assert.deepEqual([...readDraft({ ...EMPTY_DRAFT, pinned }).wrong], ['pinned']);
});

test('every field that cannot be asked so is named at once', () => {
  const { body, wrong } = readDraft({ ...EMPTY_DRAFT, seconds: '0', gapPercent: '', pinned: 'x' });
  assert.equal(body, undefined);
  assert.deepEqual([...wrong], ['seconds', 'gap', 'pinned']);
});
