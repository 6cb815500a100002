import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { GainShares, GroupGain, RuleShares } from '../../domain/gain-shares.js';
import { renderSharing } from './render-sharing.js';
import { sharingText } from './sharing-text.js';

/** Three parties that would spend 60 apart, and spend `together` together; a third of the gain each. */
function gainsOf(together: number): GainShares {
  const gain = 60 - together;
  const rule: RuleShares = {
    rule: 'shapley',
    agreed: true,
    parties: [0, 1, 2].map((party) => ({
      share: 20 - gain / 3,
      gain: gain / 3,
      transfer: party === 0 ? -2 : 1,
      least: 20 - gain / 3 - 1,
      most: 20 - gain / 3 + 1,
    })),
    range: 'exact',
    surplus: 0,
    leastSaving: gain / 3,
    coreSlack: -4,
    worstCoalition: [0, 2],
    monotone: { aggregate: true, coalitional: false },
  };
  const lane: GroupGain = {
    from: '11 Delhi',
    to: '80 Patna',
    parcels: 3,
    apart: 60,
    together,
    gain,
    landed: [gain, 0, 0],
    shared: [gain / 3, gain / 3, gain / 3],
  };
  return {
    name: 'Three',
    synthetic: false,
    currency: 'INR',
    timezone: 'Asia/Kolkata',
    start: '2026-11-23',
    days: 3,
    parties: ['one', 'two', 'three'].map((id) => ({ id, name: `<${id}> & partners` })),
    agreedRule: 'shapley',
    apart: 60,
    together,
    gain,
    gainLeast: gain - 3,
    gainMost: gain + 3,
    optionalRuns: 0,
    positions: [0, 1, 2].map(() => ({
      parcels: 1,
      alone: 20,
      cost: together / 3,
      paid: 2,
      received: 2,
      carrying: 0,
      net: together / 3,
      gain: gain / 3,
    })),
    coalitions: [{ members: [0, 2], cost: 30, costLeast: 29, charged: 31, chargedBound: 30, gap: 1 / 30 }],
    rules: [rule],
    lanes: [lane],
    interchanges: [{ ...lane, from: 'Delhi', to: '' }],
  };
}

test('renderSharing names payers, groups that would leave, and escapes what comes from the workspace', () => {
  const page = renderSharing(gainsOf(30), ['a note']);
  assert.match(
    page,
    /&lt;one&gt; &amp; partners pays ₹2 to &lt;two&gt; &amp; partners and &lt;three&gt; &amp; partners/,
  );
  assert.match(page, /Somebody would rather leave/);
  assert.match(page, /in the whole only/);
  assert.match(page, /What each group could do without the others/);
  assert.doesNotMatch(page, /<one>|undefined|NaN/);
  assert.match(sharingText(gainsOf(30)), /not in the core/);
});

test('renderSharing says when there is only a loss to divide', () => {
  const page = renderSharing(gainsOf(66), []);
  assert.match(page, /spends ₹6 more than each carrier alone/);
  assert.match(page, /somebody loses/);
  assert.doesNotMatch(page, /undefined|NaN/);
});
