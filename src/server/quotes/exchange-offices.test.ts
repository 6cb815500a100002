import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exchangePlaces } from '../../exporting/tables/exchange-places.js';
import { shippedTables } from '../../exporting/tables/shipped-tables.js';
import { shipped } from '../../standards/tables/shipped.js';
import { smallWorkspace } from '../server-for-test.js';
import { officesOf, officesOfParties } from './exchange-offices.js';

const places = exchangePlaces(shippedTables());

test('shipped offices of exchange are in India, close in the afternoon and clear within days', () => {
  const known = new Set(shipped.upu().exchangeOffices.map((office) => office.code));
  assert.ok(places.length >= 6);
  for (const { code, lat, lon, cutOffSec, days, clearanceHours } of places) {
    assert.ok(known.has(code), code);
    assert.ok(lat > 6 && lat < 38 && lon > 68 && lon < 98, code);
    assert.ok(cutOffSec === 16 * 3600 && days === 0b011_1111, code); // Monday is bit 0
    assert.ok(clearanceHours.least < clearanceHours.most, code);
  }
});

test('of an office about which parties differ, the one whose facility stands for it is right', async () => {
  const { workspace } = await smallWorkspace();
  const [office] = officesOf(workspace, places).offices;
  assert.ok(office !== undefined);
  const holder = workspace.network.facilities.party[office.facility] ?? 0;
  const guest = workspace.parties.findIndex((_, party) => party !== holder);
  const closing = (cutOffSec: number) => places.map((place) => ({ ...place, cutOffSec }));
  const [guests, holders] = [
    { party: guest, places: closing(36_000) },
    { party: holder, places: closing(50_400) },
  ];
  const cutOffOf = (parties: (typeof guests)[]): number | undefined =>
    officesOfParties(workspace, parties).find(({ code }) => code === office.code)?.cutOffSec;
  assert.equal(cutOffOf([guests, holders]), 50_400);
  assert.equal(cutOffOf([holders, guests]), 50_400);
  assert.equal(cutOffOf([guests]), 36_000);
});

test('facilities are remembered by position, not by the office that asked first', async () => {
  const { workspace } = await smallWorkspace();
  const [first] = officesOf(workspace, places).offices;
  const [place] = places;
  assert.ok(place !== undefined);
  const far = officesOf(workspace, [{ ...place, code: first?.code ?? '', lat: 0, lon: 0 }]);
  assert.deepEqual(far, { offices: [], elsewhere: [first?.code] });
});
