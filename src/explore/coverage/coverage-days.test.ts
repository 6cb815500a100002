import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayOfSec } from '../../base/civil-time.js';
import { NONE } from '../../base/none.js';
import { Prng } from '../../base/prng.js';
import { NO_DAYS, ORIGIN_KINDS } from '../../domain/coverage.js';
import type { Deliveries } from '../../domain/network.js';
import type { Workspace } from '../../domain/workspace.js';
import { promiseDesk } from '../../planner/promise/promise-desk.js';
import type { PromiseDesk } from '../../planner/promise/promise-desk.js';
import { promise } from '../../planner/promise/promise.js';
import type { TableParcel } from '../../planner/promise/promise-table-cases.js';
import { randomWorld } from '../../testing/random-world.js';
import { coverageDays } from './coverage-days.js';
import { originsOf } from './origins.js';
import type { Origins } from './origins.js';
import { placesOf } from './places.js';

const SHARES = [0.1, 0.5, 0.9, 1] as const;

/** The days of one parcel by every way, asked one at a time: by each party alone, and with its partners. */
interface Asked {
  readonly alone: readonly number[]; // [party] NO_DAYS when not delivered
  readonly together: readonly number[];
}

/** Asks single promises from an origin to a postal code. */
function askOne(desk: PromiseDesk, parcel: TableParcel, origins: Origins, source: number, to: number): Asked {
  const { workspace } = desk.access;
  const { parties, network, calendar } = workspace;
  const alone = parties.map(() => NO_DAYS);
  const together = parties.map(() => NO_DAYS);
  const facility = origins.facility[source];
  const owner = facility === NONE ? NONE : network.facilities.party[facility];
  const ask = (from: { kind: 'facility' | 'code'; index: number }, mayCount: (party: number) => boolean) => {
    const request = { ...parcel, from, to, atSec: parcel.postedSec, longestSideCm: 0 };
    for (const offer of promise(desk, request).offers) {
      if (!mayCount(offer.party)) continue;
      const days = dayOfSec(calendar, offer.deliveredSec) - dayOfSec(calendar, parcel.postedSec);
      const of = offer.interlined ? together : alone;
      of[offer.party] = Math.min(of[offer.party], days);
    }
  };
  if (owner !== NONE) ask({ kind: 'facility', index: facility }, (party) => party === owner);
  if (origins.code[source] !== NONE) ask({ kind: 'code', index: origins.code[source] }, (party) => party !== owner);
  return { alone, together: together.map((days, party) => Math.min(days, alone[party])) };
}

/** The same workspace with a postal code for every office, delivered by what serves the office. */
function withOfficeCodes(workspace: Workspace, office: Uint32Array): Workspace {
  const { network } = workspace;
  const { deliveries, facilities } = network;
  const rows: number[] = [];
  const codes: number[] = [];
  const allRows = Array.from({ length: deliveries.count }, (_, row) => row);
  office.forEach((facility, index) => {
    const own = allRows.filter((row) => deliveries.facility[row] === facility);
    const address = facilities.postalCode[facility];
    const code = address !== NONE ? address : own.length > 0 ? deliveries.postalCode[own[0]] : NONE;
    const others = allRows.filter((row) => deliveries.postalCode[row] === code && !own.includes(row));
    const party = (row: number) => facilities.party[deliveries.facility[row]];
    const serving =
      own.length === 0 ? others : [...own, ...others.filter((row) => party(row) !== facilities.party[facility])];
    for (const row of serving) {
      rows.push(row);
      codes.push(network.postalCodes.length + index);
    }
  });
  const all = [...allRows, ...rows];
  const pick = (column: Float64Array) => Float64Array.from(all, (row) => column[row]);
  const grown: Deliveries = {
    count: all.length,
    facility: Uint32Array.from(all, (row) => deliveries.facility[row]),
    postalCode: Uint32Array.from([...deliveries.postalCode, ...codes]),
    days: Uint8Array.from(all, (row) => deliveries.days[row]),
    loadBySec: Int32Array.from(all, (row) => deliveries.loadBySec[row]),
    deliverBySec: Int32Array.from(all, (row) => deliveries.deliverBySec[row]),
    extraDays: Uint8Array.from(all, (row) => deliveries.extraDays[row]),
    parcelsPerDay: pick(deliveries.parcelsPerDay),
    cost: pick(deliveries.cost),
    weightKgMax: pick(deliveries.weightKgMax),
    cod: Uint8Array.from(all, (row) => deliveries.cod[row]),
  };
  const postalCodes = [...network.postalCodes, ...Array.from(office, (facility) => `office ${facility}`)];
  return { ...workspace, network: { ...network, deliveries: grown, postalCodes } };
}

test('coverageDays says of every postal code and office what single promises from all origins add up to', () => {
  let [reached, gained, local] = [0, 0, 0];
  for (let seed = 1; seed <= 40; seed++) {
    const { workspace, shipments } = randomWorld(seed, seed % 4 === 0 ? 'medium' : 'small');
    const prng = new Prng(seed);
    const share = prng.pick(SHARES);
    const kind = ORIGIN_KINDS[seed % 3];
    const desk = promiseDesk(workspace);
    const origins = originsOf(workspace, kind, shipments);
    const places = placesOf(desk.access);
    const parcel = {
      postedSec: prng.below(30 * 3600),
      g: 400,
      ml: 900,
      product: prng.below(2),
      goods: 0,
      codAmount: 0,
    };
    const measured = coverageDays(desk, parcel, { origins, places, share });
    const asking = promiseDesk(withOfficeCodes(workspace, places.office));
    for (let place = 0; place < measured.places.count; place++) {
      const asked = Array.from({ length: origins.count }, (_, source) =>
        askOne(asking, parcel, origins, source, place),
      );
      const best = (days: readonly number[]) => Math.min(NO_DAYS, ...days);
      const everyone = origins.weight.reduce((sum, weights) => sum.map((weight, at) => weight + weights[at]));
      const ways = [
        ...workspace.parties.map((_, party) => asked.map(({ alone }) => alone[party])),
        asked.map(({ alone }) => best(alone)),
        asked.map(({ together }) => best(together)),
      ];
      const expect = (
        column: { days: Uint8Array; mean: Float64Array },
        days: readonly number[],
        weights: Float64Array,
      ) => {
        const { quantile, mean } = naive(days, weights, share, measured.beyondDays);
        assert.equal(column.days[place], quantile, `seed ${seed}, place ${place}`);
        assert.ok(
          Math.abs(column.mean[place] - mean) < 1e-9,
          `seed ${seed}, place ${place}: ${column.mean[place]} ${mean}`,
        );
      };
      const columnsOf = ({ days, meanDays }: typeof measured.places, way: number) => ({
        days: days[way],
        mean: meanDays[way],
      });
      ways.forEach((days, way) => expect(columnsOf(measured.places, way), days, everyone));
      workspace.parties.forEach((_, party) => {
        const own = measured.senders[party];
        expect(
          columnsOf(own, 0),
          asked.map(({ alone }) => alone[party]),
          origins.weight[party],
        );
        expect(
          columnsOf(own, 1),
          asked.map(({ together }) => together[party]),
          origins.weight[party],
        );
      });
      const joint = measured.places.days[ways.length - 1][place];
      if (joint !== NO_DAYS) reached++;
      if (joint < measured.places.days[ways.length - 2][place]) gained++;
    }
    local += desk.access.pockets.pocketCount;
  }
  assert.ok(
    reached > 300 && gained > 20 && local > 20,
    `${reached} reached, ${gained} gained: the worlds are too poor`,
  );
});

/** Sorts and counts; no histograms. */
function naive(
  days: readonly number[],
  weights: Float64Array,
  share: number,
  beyondDays: number,
): { quantile: number; mean: number } {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total === 0) return { quantile: NO_DAYS, mean: 0 };
  const sum = days.reduce((so, day, source) => so + weights[source] * (day === NO_DAYS ? beyondDays : day), 0);
  const order = days.map((day, source) => ({ day, weight: weights[source] })).sort((a, b) => a.day - b.day);
  let delivered = 0;
  for (const { day, weight } of order) {
    delivered += weight;
    if (day !== NO_DAYS && delivered >= share * total) return { quantile: day, mean: sum / total };
  }
  return { quantile: NO_DAYS, mean: sum / total };
}
