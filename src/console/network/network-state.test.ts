import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressOf, stateOf, type NetworkState } from './network-state.js';

const queryOf = (address: string): Record<string, string> =>
  Object.fromEntries(new URL(address, 'http://localhost').searchParams);

test('a view of the network survives in its address', () => {
  const state: NetworkState = {
    plan: 'pln_1',
    at: '2026-11-24T15:00:00.000Z',
    view: undefined,
    filters: { party: 'ats', mode: 'rail', product: 'express', timing: 'late' },
    selection: { kind: 'departure', id: 'ats:TRUCK-1@2026-11-24' },
  };
  const address = addressOf(state);
  assert.equal(
    address,
    '/?plan=pln_1&at=2026-11-24T15:00Z&party=ats&mode=rail&product=express&timing=late&sel=departure:ats:TRUCK-1@2026-11-24',
  );
  assert.deepEqual(stateOf(queryOf(address)), state);
  const looking = stateOf(queryOf('/?v=22.5,78.9,5.25'));
  assert.equal(addressOf(looking), '/?v=22.500,78.900,5.25');
});

test('an address that makes no sense is the page as it opens', () => {
  const plain = stateOf({});
  assert.equal(addressOf(plain), '/');
  for (const query of [
    { at: 'noon' },
    { v: '1,2' },
    { timing: 'early' },
    { sel: 'planet:mars' },
    { sel: 'facility' },
    { party: '' },
  ]) {
    assert.deepEqual(stateOf(query), plain);
  }
});
