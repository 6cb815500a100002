import { canonicalJson, type Json } from '../base/canonical-json.js';

/** How a value is written for people. */
type Unit =
  | 'text'
  | 'id'
  | 'number'
  | 'money'
  | 'percent'
  | 'share'
  | 'yes'
  | 'date'
  | 'kg'
  | 'cm'
  | 'g'
  | 'km'
  | 'minutes'
  | 'hours'
  | 'days';

/**
 * Single values of an agreement in words, by where they stand; `{}` is the id or number in the innermost brackets. What
 * is not listed is named by its path, so that nothing is ever left out.
 */
const LEAVES: Readonly<Record<string, readonly [label: string, unit: Unit]>> = {
  agreement: ['id of the agreement', 'id'],
  version: ['version', 'number'],
  'effective.from': ['in force from', 'date'],
  'effective.until': ['in force until', 'date'],
  currency: ['currency', 'id'],
  'interchange[].minutes': ['{}, tender to ready on the other side', 'minutes'],
  'interchange[].slot_minutes': ['{}, time between tenders', 'minutes'],
  'interchange[].parcels_per_window': ['{}, parcels in a window', 'number'],
  'interchange[].cutoff.manifest_minutes': ['{}, manifest before the tender', 'minutes'],
  'interchange[].cutoff.grace_minutes': ['{}, grace for late tenders', 'minutes'],
  'products[].carried_as': ['{}, carried as', 'id'],
  'products[].weight_kg_max': ['{}, heaviest parcel', 'kg'],
  'products[].longest_side_cm': ['{}, longest side', 'cm'],
  'products[].cod.allowed': ['{}, cash on delivery', 'yes'],
  'products[].cod.amount_max': ['{}, largest amount of cash on delivery', 'money'],
  'tariff.volumetric_divisor_cm3_per_kg': ['volume that counts as a kilogram, in cm³', 'number'],
  'tariff.zones.bands': ['distance zones end at km', 'id'],
  'tariff.linehaul.per_kg': ['linehaul a kilogram, by zone', 'money'],
  'tariff.delivery.base.rates': ['delivery, base rates by zone', 'money'],
  'tariff.delivery.step.rates': ['delivery, rates of further steps by zone', 'money'],
  'tariff.volume_discount': ['volume discount', 'id'],
  'tariff.linehaul.per_kg[]': ['linehaul a kilogram, {}', 'money'],
  'tariff.delivery.base.upto_kg': ['delivery, weight that the base rate covers', 'kg'],
  'tariff.delivery.base.rates[]': ['delivery, base rate, {}', 'money'],
  'tariff.delivery.step.kg': ['delivery, weight of a further step', 'kg'],
  'tariff.delivery.step.rates[]': ['delivery, each further step, {}', 'money'],
  'tariff.delivery.branch_office': ['delivery by a branch office, added', 'money'],
  'tariff.interchange.per_parcel': ['handling at an interchange, a parcel', 'money'],
  'tariff.cod.percent': ['collecting cash on delivery, of the amount', 'percent'],
  'tariff.cod.least': ['collecting cash on delivery, at least', 'money'],
  'tariff.return.factor': ['returns, times the rate', 'number'],
  'tariff.block_space.hard_per_kg': ['hard block space, a kilogram', 'money'],
  'tariff.tax_percent': ['tax', 'percent'],
  'service.clock.start': ['service clock starts at', 'text'],
  'service.clock.stop': ['service clock stops at', 'text'],
  'service.targets[].at_least': ['target {}', 'share'],
  'service.targets[].penalty.per_parcel': ['target {}, penalty a parcel', 'money'],
  'service.targets[].penalty.capped_percent_of_invoice': ['target {}, penalties at most, of the invoice', 'percent'],
  'liability.per_parcel_max': ['liability, a parcel at most', 'money'],
  'liability.custody_passes': ['custody passes', 'text'],
  'liability.lost_after_days': ['lost when not scanned for', 'days'],
  'liability.unknown_point': ['loss at an unknown point', 'text'],
  'containers.bag.weight_kg_max': ['a bag, heaviest', 'kg'],
  'containers.bag.pieces_max': ['a bag, pieces at most', 'number'],
  'containers.cage.weight_kg_max': ['a cage, heaviest', 'kg'],
  'containers.cage.pieces_max': ['a cage, pieces at most', 'number'],
  'discrepancies.report_within_hours': ['discrepancies are told within', 'hours'],
  'discrepancies.silent': ['silence about discrepancies means', 'text'],
  'discrepancies.weight_tolerance_g': ['weights may differ by', 'g'],
  'discrepancies.offline_hours': ['scans made in time reach a server within', 'hours'],
  'exceptions.no_scan_hours': ['an exception when not scanned for', 'hours'],
  'exceptions.stuck_hours': ['an exception when at an interchange for', 'hours'],
  'exceptions.slack_minutes': ['departure scans may come later by', 'minutes'],
  'settlement.cycle': ['settlement', 'text'],
  'settlement.statement_day': ['day of the month of the statement', 'number'],
  'settlement.dispute_days': ['statements are disputed within', 'days'],
  'settlement.silent': ['silence about a statement means', 'text'],
  'settlement.cod_remit_days': ['cash on delivery is remitted within', 'days'],
  'settlement.net': ['net settlement', 'yes'],
  'gain_share.method': ['the gain is shared by', 'text'],
};

/** `{label}: {after} instead of {before}` of a single value; numbers also say how much more or less. */
export function leafWords(path: string, before: Json | undefined, after: Json | undefined, currency: string): string {
  const names = [...path.matchAll(/\[([^\]]*)\]/g)].map(([, name]) => name);
  const pattern = path.replaceAll(/\[[^\]]*\]/g, '[]');
  const party = /^interchange\[\]\.facilities\.(.+)$/.exec(pattern)?.[1];
  const [label, unit] =
    party === undefined ? (LEAVES[pattern] ?? [path, 'id']) : [`{}, facility of ${party}`, 'id' as const];
  const written = (value: Json | undefined): string => valueWords(value, unit, currency);
  const named = label.replace('{}', names.at(-1) ?? '');
  const change =
    typeof before === 'number' && typeof after === 'number' ? ` (${moreWords(after - before, unit, currency)})` : '';
  const differs = ['date', 'text', 'id', 'yes'].includes(unit) || path === 'version' ? '' : change;
  return `${named}: ${written(after)} instead of ${written(before)}${differs}`;
}

/** `300 kg more`, `INR 2 less`. */
function moreWords(difference: number, unit: Unit, currency: string): string {
  const amount = valueWords(Math.abs(Math.round(difference * 1e6) / 1e6), unit, currency).replace(/ %$/, ' points');
  return `${amount} ${difference > 0 ? 'more' : 'less'}`;
}

/** A value as people write it: `1,100 kg`, `INR 4.50`, `95 %`, `1 Dec 2026`, `no limit`. */
export function valueWords(value: Json | undefined, unit: Unit, currency: string): string {
  if (value === undefined || value === null) return 'no limit';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') {
    if (unit === 'date') return dateWords(value);
    return unit === 'id' ? value : value.replaceAll('_', ' ');
  }
  if (typeof value !== 'number') return listWords(value);
  const digits = value.toLocaleString('en', { maximumFractionDigits: 6 });
  if (unit === 'money') {
    return `${currency} ${Number.isInteger(value) ? digits : value.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 6 })}`;
  }
  if (unit === 'percent') return `${digits} %`;
  if (unit === 'share')
    return `${(Math.round(value * 1e8) / 1e6).toLocaleString('en', { maximumFractionDigits: 6 })} %`;
  return ['number', 'text', 'id'].includes(unit) ? digits : `${digits} ${value === 1 ? unit.replace(/s$/, '') : unit}`;
}

/** A list of numbers, or of steps such as `{ from_monthly, percent }`. */
function listWords(value: Json): string {
  if (!Array.isArray(value)) return canonicalJson(value);
  if (value.length === 0) return 'none';
  return (value as readonly Json[]).map((item) => stepWords(item)).join(', ');
}

function stepWords(item: Json): string {
  if (typeof item !== 'object' || item === null) return valueWords(item, 'id', '');
  const { from_monthly: from, percent } = item as { readonly from_monthly?: number; readonly percent?: number };
  if (from === undefined || percent === undefined) return canonicalJson(item);
  return `${percent} % from ${from.toLocaleString('en')} parcels a month`;
}

/** `1 Dec 2026` of `2026-12-01`; an agreement without end has no year worth writing. */
export function dateWords(date: string): string {
  if (date === '9999-12-31') return 'no end';
  if (date === '0001-01-01') return 'ever';
  const [year, month, day] = date.split('-').map(Number);
  return `${day} ${MONTHS[month - 1]} ${year}`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
