import { calendarOf } from '../base/civil-time.js';
import { NONE } from '../base/none.js';
import { Prng } from '../base/prng.js';
import { GOODS } from '../domain/network.js';
import { openShipmentsWriter, type ShipmentBatch } from '../feed/shipments/shipments-writer.js';
import type { PostalArea } from './demand.js';
import { parcelSize } from './parcels.js';
import type { Origin } from './sizing.js';
import { CARRIER_SHARE, DAYS, EXPRESS_SHARE, OWN_SHARE, PRODUCTS, TIMEZONE, WAVES } from './terms.js';

/** Origins of a party as the file names them. */
export interface PartyOrigins {
  readonly stopIds: readonly string[];
  readonly origins: readonly Origin[]; // in the order of stopIds
}

export interface ShipmentsInput {
  readonly file: string;
  readonly areas: readonly PostalArea[];
  readonly carrier: PartyOrigins;
  readonly post: PartyOrigins;
  readonly parcels: number; // joint
  readonly seed: number;
  readonly start: string; // first day, YYYY-MM-DD
}

/** What was written. */
export interface ShipmentTotals {
  readonly shipments: number;
  readonly ownShipments: number;
  readonly kg: number;
  readonly codShare: number;
}

const BATCH_ROWS = 50_000;
const COD_SHARE = 0.5;
const CARRIER = 0;
const OWN_PRODUCT = PRODUCTS.length - 1;

/** Chances of goods that somebody may refuse. */
const GOODS_CHANCES = { lithium: 0.06, liquids: 0.02, fragile: 0.05, aerosols: 0.005, valuables: 0.005 } as const;

/** Writes joint parcels and own-product parcels of one day, in random order; memory is bounded by a batch. */
export async function writeExampleShipments(input: ShipmentsInput): Promise<ShipmentTotals> {
  const { areas, carrier, post, parcels, seed } = input;
  const own = Math.round(parcels * OWN_SHARE);
  const total = parcels + own;
  const writer = await openShipmentsWriter(input.file, {
    calendar: calendarOf(TIMEZONE, input.start, DAYS),
    minorPerMajor: 100,
    parties: ['ats', 'indiapost'],
    products: PRODUCTS.map(({ id }) => id),
    origins: [...carrier.stopIds, ...post.stopIds],
    postalCodes: areas.map(({ pin }) => pin),
  });
  const prng = new Prng(seed);
  const choose = {
    area: new Sampler(areas.map(({ share }) => share)),
    carrier: new Sampler(carrier.origins.map(({ share }) => share)),
    post: new Sampler(post.origins.map(({ share }) => share)),
    firstPost: carrier.stopIds.length,
  };
  let kg = 0;
  let cod = 0;
  const batch = emptyBatch(Math.min(BATCH_ROWS, total));
  // Own-product parcels are spread evenly among the joint ones.
  const isOwn = (row: number) => Math.floor(((row + 1) * own) / total) > Math.floor((row * own) / total);
  for (let first = 0; first < total; first += BATCH_ROWS) {
    const count = Math.min(BATCH_ROWS, total - first);
    for (let row = 0; row < count; row++) {
      fillRow(batch, row, prng, choose, isOwn(first + row));
      kg += batch.weightG[row] / 1000;
      if (batch.codAmount[row] > 0) cod++;
    }
    await writer.write({ ...batch, count, id: (row) => `P${String(first + row + 1).padStart(8, '0')}` });
  }
  await writer.close();
  return { shipments: total, ownShipments: own, kg: Math.round(kg), codShare: cod / total };
}

interface Choices {
  readonly area: Sampler;
  readonly carrier: Sampler;
  readonly post: Sampler;
  readonly firstPost: number;
}

function fillRow(batch: ShipmentBatch, row: number, prng: Prng, choose: Choices, own: boolean): void {
  const byCarrier = prng.chance(own ? 0.3 : CARRIER_SHARE);
  const { weightG, volumeMl, longestSideCm } = parcelSize(prng);
  // Paise; dearer with weight, whole rupees less one, as shops price.
  const value = Math.round(Math.min(90_000, 350 * Math.exp(0.9 * prng.normal()) * (1 + weightG / 2500))) * 100 + 9900;
  batch.party[row] = byCarrier ? CARRIER : 1;
  batch.product[row] = own ? OWN_PRODUCT : prng.chance(EXPRESS_SHARE) ? 1 : 0;
  batch.origin[row] = byCarrier ? choose.carrier.draw(prng) : choose.firstPost + choose.post.draw(prng);
  batch.readySec[row] = (prng.chance(WAVES[0].share) ? WAVES[0] : WAVES[1]).readySec;
  batch.destination[row] = choose.area.draw(prng);
  batch.weightG[row] = weightG;
  batch.volumeMl[row] = volumeMl;
  batch.longestSideCm[row] = longestSideCm;
  batch.value[row] = value;
  batch.codAmount[row] = prng.chance(COD_SHARE) ? value : 0;
  let goods = 0;
  for (const [name, chance] of GOODS_ENTRIES) if (prng.chance(chance)) goods |= 1 << name;
  batch.goods[row] = goods;
  batch.promisedSec[row] = NONE;
}

const GOODS_ENTRIES = Object.entries(GOODS_CHANCES).map(
  ([name, chance]) => [(GOODS as readonly string[]).indexOf(name), chance] as const,
);

function emptyBatch(rows: number): ShipmentBatch {
  return {
    count: 0,
    id: String,
    party: new Uint8Array(rows),
    product: new Uint8Array(rows),
    origin: new Uint32Array(rows),
    readySec: new Int32Array(rows),
    destination: new Uint32Array(rows),
    weightG: new Uint32Array(rows),
    volumeMl: new Uint32Array(rows),
    longestSideCm: new Uint16Array(rows),
    value: new Uint32Array(rows),
    codAmount: new Uint32Array(rows),
    goods: new Uint16Array(rows),
    promisedSec: new Int32Array(rows),
  };
}

/** Draws indices in proportion to weights in constant time: the alias method (Walker 1977, Vose 1991). */
class Sampler {
  private readonly chance: Float64Array;
  private readonly alias: Uint32Array;

  constructor(weights: readonly number[]) {
    const count = weights.length;
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    this.chance = Float64Array.from(weights, (weight) => (weight * count) / total);
    this.alias = Uint32Array.from(weights.keys());
    const small: number[] = [];
    const large: number[] = [];
    this.chance.forEach((chance, i) => (chance < 1 ? small : large).push(i));
    while (small.length > 0 && large.length > 0) {
      const less = small.pop() as number;
      const more = large.at(-1) as number;
      this.alias[less] = more;
      const rest = this.chance[more] + this.chance[less] - 1;
      this.chance[more] = rest;
      if (rest < 1) small.push(large.pop() as number);
    }
    for (const rest of [...small, ...large]) this.chance[rest] = 1;
  }

  draw(prng: Prng): number {
    const i = prng.below(this.chance.length);
    return prng.next() < this.chance[i] ? i : this.alias[i];
  }
}
