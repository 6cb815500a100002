import type { AgreementTerms } from '../../../domain/agreement-terms.js';
import { EN } from '../../words/en/all.js';
import { HI } from '../../words/hi/all.js';
import { LOCALES, type Locale } from '../../words/locales.js';
import { makeWording } from '../../words/make-wording.js';
import { proseTools, type ProseTools } from './prose-tools.js';

/** For tests: terms that use every clause once or twice, as the server tells them. */
export const TERMS: AgreementTerms = {
  agreement: 'ats-post',
  version: 3,
  parties: ['ats', 'post'],
  effective: { from: '2026-01-01', until: '2027-12-31' },
  currency: 'INR',
  interchange: ['IX-BOM', 'IX-DEL'].map((id) => ({
    id,
    facilities: { ats: `SC-${id.slice(3)}`, post: `HUB-${id.slice(3)}` },
    directions: ['ats>post', 'post>ats'],
    windows: [
      { days: 'Mon Tue Wed Thu Fri Sat', open: '05:00', close: '09:00' },
      { days: 'daily', open: '18:00', close: '22:00' },
    ],
    minutes: 60,
    slot_minutes: 60,
    parcels_per_window: id === 'IX-DEL' ? 12_000 : undefined,
    cutoff: { manifest_minutes: 60, grace_minutes: 15 },
  })),
  products: [
    {
      id: 'standard',
      carried_as: 'business_parcel',
      weight_kg_max: 35,
      longest_side_cm: 150,
      goods_refused: ['liquids', 'dangerous'],
      cod: { allowed: true, amount_max: 50_000 },
    },
  ],
  capacity: [
    { on: 'post:RAIL-*', legs: 'all', days: 'daily', kg: 800, litres: undefined, parcels: undefined, type: 'hard', release: [] },
    {
      on: 'post:RAIL-1',
      legs: ['A>B'],
      days: 'Mon Wed',
      kg: '0.3x',
      litres: undefined,
      parcels: undefined,
      type: 'soft',
      release: [{ hours: 24, keep: 0.5 }],
    },
    { on: 'post:delivery', legs: undefined, days: 'daily', kg: undefined, litres: undefined, parcels: '0.3x', type: 'free_sale', release: [] },
  ], // prettier-ignore
  tariff: {
    volumetric_divisor_cm3_per_kg: 5000,
    zones: { by: 'distance_km', bands: [200, 500] },
    linehaul: { per_kg: [2, 4.5, 7] },
    delivery: { base: { upto_kg: 0.5, rates: [20, 20, 20] }, step: { kg: 0.5, rates: [6, 6, 6] }, branch_office: 4 },
    interchange: { per_parcel: 2 },
    cod: { percent: 1.5, least: 25 },
    return: { factor: 0.6 },
    block_space: { hard_per_kg: 3 },
    volume_discount: [{ from_monthly: 1_000_000, percent: 5 }],
    tax_percent: 18,
  },
  service: {
    clock: { start: 'interchange_received', stop: 'delivered_or_first_attempt' },
    targets: [
      { metric: 'on_time', at_least: 0.95, per: 'week', penalty: { per_parcel: 10, capped_percent_of_invoice: 10 } },
    ],
    excused: ['force_majeure'],
  },
  liability: {
    per_parcel_max: 5000,
    custody_passes: 'at_received_scan',
    lost_after_days: 15,
    unknown_point: 'split_by_charge',
  },
  discrepancies: { report_within_hours: 24, silent: 'accepted_as_manifested', weight_tolerance_g: 50 },
  settlement: {
    cycle: 'monthly',
    statement_day: 3,
    dispute_days: 7,
    silent: 'accepted',
    cod_remit_days: 7,
    net: true,
  },
  gain_share: { method: 'shapley' },
  visibility: { shared: ['custody_events'], after_custody: ['recipient_name'], never: ['own_cost'] },
};

/** For tests: tools of a language, with names made of codes. */
export function toolsForTest(locale: Locale): ProseTools {
  const settings = { timeZone: 'Asia/Kolkata', currency: 'INR', minorPerMajor: 100, tag: LOCALES[locale].tag };
  const names = {
    party: (code: string) => code.toUpperCase(),
    partyInFull: (code: string) => `${code.toUpperCase()} Ltd`,
    place: (_: string, id: string) => id,
  };
  return proseTools(makeWording(locale, locale === 'en' ? EN : HI, settings), names, 'INR');
}
