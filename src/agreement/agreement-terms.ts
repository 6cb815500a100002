import { canonicalJson, type Json } from '../base/canonical-json.js';
import { sha256 } from '../base/signing.js';
import {
  USUAL_CONTAINERS,
  USUAL_OFFLINE_HOURS,
  USUAL_TIMES,
  type Agreement,
  type CapacityClause,
  type ContainerLimits,
  type ExceptionTimes,
  type Interchange,
  type ProductTerms,
  type Quantity,
  type Tariff,
} from '../domain/agreement.js';
import { CONTAINER_KINDS } from '../domain/container.js';
import type {
  AgreementTerms,
  Amount,
  CapacityTerms,
  InterchangeTerms,
  ProductTermsText,
} from '../domain/agreement-terms.js';
import { GOODS } from '../domain/network.js';
import { formatDays } from '../feed/tables/values.js';

/** What the indices in an agreement stand for. */
export interface AgreementNames {
  readonly parties: readonly string[];
  readonly products: readonly string[];
  readonly facilityId: (facility: number) => string;
  readonly minorPerMajor: number;
}

/** The terms of an agreement, in the one form that everything equal in meaning has. */
export function termsOf(agreement: Agreement, names: AgreementNames): AgreementTerms {
  const { liability, settlement, visibility, discrepancies } = agreement;
  const major = (minor: number): number => rounded(minor / names.minorPerMajor);
  return {
    agreement: agreement.id,
    version: agreement.version,
    parties: agreement.parties.map((party) => names.parties[party]).sort(),
    effective: { from: agreement.effectiveFrom, until: agreement.effectiveUntil },
    currency: agreement.currency,
    interchange: agreement.interchanges.map((one) => interchangeTerms(one, names)).sort((a, b) => compare(a.id, b.id)),
    products: agreement.products.map((one) => productTerms(one, names)).sort((a, b) => compare(a.id, b.id)),
    capacity: agreement.capacity.map((clause) => capacityTerms(clause, names)),
    tariff: tariffTerms(agreement.tariff, major),
    service: serviceTerms(agreement, major),
    liability: {
      per_parcel_max: major(liability.perParcelMax),
      custody_passes: liability.custodyPasses,
      lost_after_days: liability.lostAfterDays,
      unknown_point: liability.unknownPoint,
    },
    containers: unusual(containersOf(agreement.containers), containersOf(USUAL_CONTAINERS)),
    discrepancies: {
      report_within_hours: discrepancies.reportWithinHours,
      silent: discrepancies.silent,
      weight_tolerance_g: discrepancies.weightToleranceG,
      offline_hours: unusual(discrepancies.offlineHours, USUAL_OFFLINE_HOURS),
    },
    exceptions: unusual(timesOf(agreement.exceptions), timesOf(USUAL_TIMES)),
    settlement: {
      cycle: settlement.cycle,
      statement_day: settlement.statementDay,
      dispute_days: settlement.disputeDays,
      silent: settlement.silent,
      cod_remit_days: settlement.codRemitDays,
      net: settlement.net,
    },
    gain_share: { method: agreement.gainShare.method },
    visibility: {
      shared: setOf(visibility.shared),
      after_custody: setOf(visibility.afterCustody),
      never: setOf(visibility.never),
    },
  };
}

/** The terms with what is usual written out, too, as they are compared and read. */
export function wholeTerms(terms: AgreementTerms): AgreementTerms {
  const { offline_hours: offline, ...discrepancies } = terms.discrepancies as {
    readonly [key: string]: Json | undefined;
  };
  return {
    ...terms,
    containers: terms.containers ?? containersOf(USUAL_CONTAINERS),
    discrepancies: { ...discrepancies, offline_hours: offline ?? USUAL_OFFLINE_HOURS },
    exceptions: terms.exceptions ?? timesOf(USUAL_TIMES),
  };
}

/** The bytes that are hashed and signed, as text: canonical JSON of the terms. */
export function canonicalTerms(terms: AgreementTerms): string {
  return canonicalJson(terms as unknown as Json);
}

/** What a version of an agreement is known by: SHA-256 of its canonical terms, lower-case hex. */
export function versionIdOf(terms: AgreementTerms): string {
  return sha256(canonicalTerms(terms));
}

function containersOf(limits: ContainerLimits): Json {
  const pairs = CONTAINER_KINDS.map((kind) => {
    const { weightKgMax, piecesMax } = limits[kind];
    return [kind, { weight_kg_max: rounded(weightKgMax), pieces_max: piecesMax }];
  });
  return Object.fromEntries(pairs) as Json;
}

function timesOf({ noScanHours, stuckHours, slackMinutes }: ExceptionTimes): Json {
  return { no_scan_hours: noScanHours, stuck_hours: stuckHours, slack_minutes: slackMinutes };
}

/** A clause that came later than others; undefined where it says what held before. */
function unusual(value: Json, usual: Json): Json | undefined {
  return canonicalJson(value) === canonicalJson(usual) ? undefined : value;
}

function interchangeTerms(one: Interchange, { parties, facilityId }: AgreementNames): InterchangeTerms {
  const facilities = Array.from(one.facilities, ([party, facility]) => [parties[party], facilityId(facility)] as const);
  return {
    id: one.id,
    facilities: Object.fromEntries(facilities),
    directions: one.directions.map(({ from, to }) => `${parties[from]}>${parties[to]}`).sort(),
    windows: one.windows.map(({ days, openSec, closeSec }) => ({
      days: formatDays(days),
      open: clockText(openSec),
      close: clockText(closeSec),
    })),
    minutes: rounded(one.transferSec / 60),
    slot_minutes: rounded(one.slotSec / 60),
    parcels_per_window: limit(one.parcelsPerWindow),
    cutoff: { manifest_minutes: rounded(one.manifestSec / 60), grace_minutes: rounded(one.graceSec / 60) },
  };
}

function productTerms(one: ProductTerms, { products, minorPerMajor }: AgreementNames): ProductTermsText {
  return {
    id: products[one.product],
    carried_as: one.carriedAs,
    weight_kg_max: limit(one.weightKgMax),
    longest_side_cm: limit(one.longestSideCmMax),
    goods_refused: GOODS.filter((_, bit) => (one.goodsRefused & (1 << bit)) !== 0),
    cod: { allowed: one.codAllowed, amount_max: limit(one.codAmountMax / minorPerMajor) },
  };
}

function capacityTerms(clause: CapacityClause, { parties, facilityId }: AgreementNames): CapacityTerms {
  const legs = clause.legs === 'all' ? [] : clause.legs.map(({ from, to }) => `${facilityId(from)}>${facilityId(to)}`);
  return {
    on: `${parties[clause.party]}:${clause.pattern}`,
    legs: clause.pattern === 'delivery' ? undefined : clause.legs === 'all' ? 'all' : setOf(legs),
    days: formatDays(clause.days),
    kg: amountOf(clause.kg),
    litres: amountOf(clause.litres),
    parcels: amountOf(clause.parcels),
    type: clause.type,
    release: clause.release.map(({ hours, keep }) => ({ hours, keep })),
  };
}

function tariffTerms(tariff: Tariff, major: (minor: number) => number): Json {
  const { zoneKm, volumeDiscounts } = tariff;
  return {
    volumetric_divisor_cm3_per_kg: tariff.volumetricCm3PerKg,
    zones: { by: 'distance_km', bands: zoneKm },
    linehaul: { per_kg: tariff.linehaulPerKg.map(major) },
    delivery: {
      base: { upto_kg: tariff.deliveryBaseKg, rates: tariff.deliveryBase.map(major) },
      step: { kg: tariff.deliveryStepKg, rates: tariff.deliveryStep.map(major) },
      branch_office: major(tariff.branchOffice),
    },
    interchange: { per_parcel: major(tariff.interchangePerParcel) },
    cod: { percent: tariff.codPercent, least: major(tariff.codLeast) },
    return: { factor: tariff.returnFactor },
    block_space: { hard_per_kg: major(tariff.hardBlockPerKg) },
    volume_discount: volumeDiscounts.map(({ fromMonthly, percent }) => ({ from_monthly: fromMonthly, percent })),
    tax_percent: tariff.taxPercent,
  };
}

function serviceTerms({ service }: Agreement, major: (minor: number) => number): Json {
  const targets = service.targets.map(({ metric, atLeast, per, penaltyPerParcel, cappedPercentOfInvoice }) => ({
    metric,
    at_least: atLeast,
    per,
    penalty: { per_parcel: major(penaltyPerParcel), capped_percent_of_invoice: cappedPercentOfInvoice },
  }));
  return {
    clock: { start: service.clockStart, stop: service.clockStop },
    targets: targets.sort((a, b) => compare(canonicalJson(a), canonicalJson(b))),
    excused: setOf(service.excused),
  };
}

function amountOf(quantity: Quantity | undefined): Amount | undefined {
  if (quantity === undefined) return undefined;
  return quantity.kind === 'amount' ? quantity.amount : `${quantity.share}x`;
}

/** `HH:MM`, with seconds only where there are any; hours pass 24 as in the file. */
function clockText(sec: number): string {
  const two = (number: number): string => String(number).padStart(2, '0');
  const minutes = `${two(Math.floor(sec / 3600))}:${two(Math.floor(sec / 60) % 60)}`;
  return sec % 60 === 0 ? minutes : `${minutes}:${two(sec % 60)}`;
}

function limit(value: number): number | undefined {
  return Number.isFinite(value) ? rounded(value) : undefined;
}

/** Free of binary noise far below anything that is meant. */
function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

function setOf(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
