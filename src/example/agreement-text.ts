import { formatClock } from '../base/civil-time.js';
import { dayAfter, INTERCHANGE, START, TARIFF } from './terms.js';

/** An interchange point as the agreement names it. */
export interface InterchangeTerms {
  readonly id: string;
  readonly carrierStop: string;
  readonly postStop: string;
  readonly parcelsPerWindow: number;
}

/** `agreement.yaml` of the example: what each network opens to the other, and at which price. All figures synthetic. */
export function agreementText(points: readonly InterchangeTerms[], start = START): string {
  const clock = (hour: number) => JSON.stringify(formatClock(hour * 3600));
  const windows = INTERCHANGE.windows.map(
    ({ days, openHour, closeHour }) => `{ days: ${days}, open: ${clock(openHour)}, close: ${clock(closeHour)} }`,
  );
  const interchanges = points.map(
    ({ id, carrierStop, postStop, parcelsPerWindow }) => `  - id: ${id}
    facilities: { ats: ${carrierStop}, indiapost: ${postStop} }
    directions: [ats>indiapost, indiapost>ats]
    windows: [${windows.join(', ')}]
    minutes: ${INTERCHANGE.minutes}
    slot_minutes: ${INTERCHANGE.slotMinutes}
    parcels_per_window: ${parcelsPerWindow}
    cutoff: { manifest_minutes: ${INTERCHANGE.manifestMinutes}, grace_minutes: 15 }`,
  );
  const flat = (rate: number) => TARIFF.linehaulPerKg.map(() => rate).join(', ');
  return `# Generated example: a synthetic agreement in the shape of the memorandum of understanding of October 2024.
agreement: ats-indiapost
version: 3
parties: [ats, indiapost]
effective: { from: 2024-10-04, until: ${dayAfter(start, 314)} }
currency: INR

interchange: # 13 points are public, the cities and times are our choice
${interchanges.join('\n')}

products:
  - { id: standard, carried_as: business_parcel, weight_kg_max: 35, longest_side_cm: 150, goods_refused: [liquids, dangerous], cod: { allowed: true, amount_max: 50000 } }
  - { id: express, carried_as: speed_parcel, weight_kg_max: 20, longest_side_cm: 100, goods_refused: [liquids, dangerous], cod: { allowed: true, amount_max: 50000 } }

${CAPACITY}
tariff:
  volumetric_divisor_cm3_per_kg: 5000
  zones: { by: distance_km, bands: [${TARIFF.zoneKm.join(', ')}] }
  linehaul: { per_kg: [${TARIFF.linehaulPerKg.join(', ')}] }
  delivery: { base: { upto_kg: ${TARIFF.deliveryBaseKg}, rates: [${flat(TARIFF.deliveryBase)}] }, step: { kg: ${TARIFF.deliveryStepKg}, rates: [${flat(TARIFF.deliveryStep)}] }, branch_office: ${TARIFF.branchOffice} }
  interchange: { per_parcel: ${TARIFF.interchange} }
  cod: { percent: 1.5, least: 25 }
  return: { factor: 0.6 }
  block_space: { hard_per_kg: 3 }
  volume_discount: [{ from_monthly: 1000000, percent: 5 }, { from_monthly: 10000000, percent: 12 }]
  tax_percent: 18

${CONDITIONS}`;
}

const CAPACITY = `capacity: # the last clause that fits a departure counts
  - { on: "indiapost:ROAD-*", legs: all, days: daily, kg: 0.35x, type: free_sale }
  - { on: "indiapost:RAIL-*", legs: all, days: daily, kg: 0.30x, type: exchange }
  - { on: "indiapost:RAIL-12001", legs: all, days: daily, kg: 800, type: hard }
  - { on: "indiapost:RAIL-12005", legs: all, days: daily, kg: 800, type: hard }
  - { on: "indiapost:AIR-*", kg: 0.25x, type: soft, release: [{ hours: 72, keep: 0.8 }, { hours: 24, keep: 0.5 }, { hours: 6, keep: 0 }] }
  - { on: "indiapost:FEED-*", kg: 0.80x, type: free_sale }
  - { on: "indiapost:GDS-*", kg: 0.80x, type: free_sale }
  - { on: "ats:TRUCK-*", kg: 0.25x, type: free_sale }
  - { on: "ats:TRAIN-*", kg: 0.30x, type: exchange }
  - { on: "ats:AIR-*", kg: 0.15x, type: soft, release: [{ hours: 24, keep: 0.5 }, { hours: 6, keep: 0 }] }
  - { on: "ats:DSRUN-*", kg: 0.40x, type: free_sale }
  - { on: "indiapost:delivery", parcels: 0.60x, type: free_sale }
  - { on: "ats:delivery", parcels: 0.30x, type: free_sale }
`;

const CONDITIONS = `service:
  clock: { start: interchange_received, stop: delivered_or_first_attempt }
  targets: [{ metric: on_time, at_least: 0.95, per: week, penalty: { per_parcel_late: 10, capped_percent_of_invoice: 10 } }, { metric: scan_compliance, at_least: 0.98, per: week, penalty: { per_parcel: 1 } }]
  excused: [force_majeure, address_wrong, consignee_absent]

liability: { per_parcel_max: 5000, custody_passes: at_received_scan, lost_after_days: 15, unknown_point: split_by_charge }
discrepancies: { report_within_hours: 24, silent: accepted_as_manifested, weight_tolerance_g: 50 }
settlement: { cycle: monthly, statement_day: 3, dispute_days: 7, silent: accepted, cod_remit_days: 7, net: true }
gain_share: { method: shapley }
visibility:
  shared: [capacity_allotted, custody_events, delivery_events, exceptions]
  after_custody: [recipient_name, recipient_phone, recipient_address]
  never: [own_cost, seller_identity, item_description, own_customers]
`;
