import { DAILY } from '../base/civil-time.js';
import {
  USUAL_CONTAINERS,
  USUAL_OFFLINE_HOURS,
  USUAL_TIMES,
  type Agreement,
  type CapacityClause,
  type Interchange,
  type ProductTerms,
  type Tariff,
} from '../domain/agreement.js';
import { UNLIMITED } from '../domain/network.js';
import type { Product } from '../domain/workspace.js';
import { clockSec, goodsMask, indexIn, quantityOf } from './world-sketch.js';
import type { ClauseSketch, InterchangeSketch, Names, TermsSketch, WorldSketch } from './world-sketch.js';

/** The agreement of a sketch; undefined when a sketch has one party only. */
export function buildAgreement(sketch: WorldSketch, names: Names, products: readonly Product[]): Agreement | undefined {
  if (names.parties.length < 2) return undefined;
  const open = names.parties.flatMap((party) => [
    { party, on: '*' },
    { party, on: 'delivery' },
  ]);
  const terms = sketch.terms ?? products.map((product) => ({ product: product.id }));
  return {
    id: names.parties.join('-'),
    version: 1,
    parties: [...names.parties.keys()],
    effectiveFrom: '2026-01-01',
    effectiveUntil: '2027-12-31',
    currency: 'INR',
    interchanges: (sketch.interchanges ?? []).map((interchange) => interchangeOf(interchange, names)),
    products: terms.map((row) => termsOf(row, products)),
    capacity: (sketch.capacity ?? open).map((clause, index) => clauseOf(clause, names, index + 1)),
    tariff: { ...PLAIN_TARIFF, ...sketch.tariff },
    service: { clockStart: 'interchange_received', clockStop: 'delivered_or_first_attempt', targets: [], excused: [] },
    liability: { perParcelMax: 500_000, custodyPasses: 'at_received_scan', lostAfterDays: 15, unknownPoint: 'split' },
    containers: USUAL_CONTAINERS,
    discrepancies: {
      reportWithinHours: 24,
      silent: 'accepted_as_manifested',
      weightToleranceG: 50,
      offlineHours: USUAL_OFFLINE_HOURS,
    },
    exceptions: USUAL_TIMES,
    settlement: {
      cycle: 'monthly',
      statementDay: 3,
      disputeDays: 7,
      silent: 'accepted',
      codRemitDays: 7,
      net: true,
    },
    gainShare: { method: 'shapley' },
    visibility: { shared: [], afterCustody: [], never: [] },
  };
}

const PLAIN_TARIFF: Tariff = {
  volumetricCm3PerKg: 5000,
  zoneKm: [200, 500],
  linehaulPerKg: [400, 700, 1100],
  deliveryBaseKg: 0.5,
  deliveryBase: [2200, 2200, 2200],
  deliveryStepKg: 0.5,
  deliveryStep: [600, 600, 600],
  branchOffice: 500,
  interchangePerParcel: 200,
  codPercent: 1.5,
  codLeast: 2500,
  returnFactor: 0.6,
  hardBlockPerKg: 300,
  volumeDiscounts: [],
  taxPercent: 18,
};

function interchangeOf(sketch: InterchangeSketch, names: Names): Interchange {
  const meeting = names.parties.filter((party) => sketch.at[party] !== undefined);
  const directions = sketch.directions ?? [meeting.join('>'), meeting.toReversed().join('>')];
  return {
    id: sketch.id,
    facilities: new Map(
      Object.entries(sketch.at).map(([party, facility]) => [
        indexIn(names.parties, party),
        indexIn(names.facilities, facility),
      ]),
    ),
    directions: directions.map((text) => {
      const [from, to] = text.split('>') as [string, string];
      return { from: indexIn(names.parties, from), to: indexIn(names.parties, to) };
    }),
    windows: (sketch.windows ?? [{ open: '06:00', close: '22:00' }]).map((window) => ({
      days: window.days ?? DAILY,
      openSec: clockSec(window.open),
      closeSec: clockSec(window.close),
    })),
    transferSec: (sketch.minutes ?? 60) * 60,
    slotSec: (sketch.slotMinutes ?? 60) * 60,
    parcelsPerWindow: sketch.perWindow ?? UNLIMITED,
    manifestSec: (sketch.manifestMinutes ?? 0) * 60,
    graceSec: 0,
  };
}

function clauseOf(sketch: ClauseSketch, names: Names, line: number): CapacityClause {
  const legs = sketch.legs?.map(([from, to]) => ({
    from: indexIn(names.facilities, from),
    to: indexIn(names.facilities, to),
  }));
  return {
    party: indexIn(names.parties, sketch.party),
    pattern: sketch.on,
    legs: legs ?? 'all',
    days: sketch.days ?? DAILY,
    kg: quantityOf(sketch.kg),
    litres: quantityOf(sketch.litres),
    parcels: quantityOf(sketch.parcels),
    type: sketch.type ?? 'free_sale',
    release: sketch.release ?? [],
    line,
  };
}

function termsOf(sketch: TermsSketch, products: readonly Product[]): ProductTerms {
  return {
    product: indexIn(
      products.map((product) => product.id),
      sketch.product,
    ),
    carriedAs: sketch.product,
    weightKgMax: sketch.kgMax ?? UNLIMITED,
    longestSideCmMax: sketch.sideCmMax ?? UNLIMITED,
    goodsRefused: goodsMask(sketch.refuses),
    codAllowed: sketch.cod ?? true,
    codAmountMax: sketch.codMax ?? UNLIMITED,
  };
}
