import { calendarOf, type Calendar } from '../base/civil-time.js';
import type { Band, Party, Product, Spot } from '../domain/workspace.js';
import { didYouMean } from '../base/did-you-mean.js';
import type { FaultList } from './tables/fault-list.js';
import { YamlValue } from './tables/yaml-value.js';

/** What `interline.yaml` says. */
export interface Settings {
  readonly name: string;
  readonly synthetic: boolean;
  readonly calendar: Calendar;
  readonly currency: string;
  readonly minorPerMajor: number;
  readonly plannedAtSec: number;
  readonly parties: readonly PartySettings[];
  readonly products: readonly Product[];
  readonly bands: readonly Band[];
  readonly notes: readonly string[];
  readonly agreement: YamlValue; // file name, or absent
  readonly shipments: string | undefined; // file name
}

export interface PartySettings {
  readonly id: string;
  readonly name: string;
  readonly feed: string; // folder or zip within the workspace
  readonly s10: Party['s10'];
}

/** Ids that may stand in resource names and routes, where `:`, `>` and spaces separate. */
export const ID_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
const ID_ALLOWED = 'letters, digits, dot, dash and underscore';

const PARTIES_MAX = 100;
const PRODUCTS_MAX = 200;
const DAYS_MAX = 92;
const DEFAULT_BANDS: readonly Band[] = [
  { g: 500, ml: 3000 },
  { g: 2000, ml: 12_000 },
  { g: 10_000, ml: 60_000 },
  { g: 35_000, ml: 200_000 },
];

/** Reads the settings from the text of `interline.yaml`; every fault is added to `faults`. */
export function readSettings(text: string, file: string, faults: FaultList): Settings {
  const root = YamlValue.parse(text, file, faults).only([
    'name', 'synthetic', 'timezone', 'currency', 'start', 'days', 'planned_at', 'parties', 'products', 'bands', 'notes',
    'agreement', 'shipments',
  ]); // prettier-ignore
  const calendar = readCalendar(root);
  const { currency, minorPerMajor } = readCurrency(root.get('currency'));
  const plannedAtMs = root.get('planned_at').instant(calendar.startMs);
  return {
    name: root.get('name').text('Workspace'),
    synthetic: root.get('synthetic').boolean(false),
    calendar,
    currency,
    minorPerMajor,
    plannedAtSec: Math.round((plannedAtMs - calendar.startMs) / 1000),
    parties: readParties(root.get('parties')),
    products: readProducts(root.get('products'), minorPerMajor),
    bands: readBands(root.get('bands')),
    notes: root
      .get('notes')
      .items()
      .map((note) => note.text('')),
    agreement: root.get('agreement'),
    shipments: root.get('shipments').isAbsent ? undefined : root.get('shipments').text(''),
  };
}

function readCalendar(root: YamlValue): Calendar {
  const zone = root.get('timezone').required('an IANA time zone, such as Asia/Kolkata');
  const start = root.get('start').required('the first service day as YYYY-MM-DD').date('2000-01-03');
  const days = root.get('days').number(7, { min: 1, max: DAYS_MAX, whole: true });
  let timezone = zone.text('UTC');
  if (!isTimezone(timezone)) {
    const suggestion = didYouMean(timezone, Intl.supportedValuesOf('timeZone'));
    zone.fault({
      code: 'unknown_value',
      message: 'is not a time zone',
      allowed: 'an IANA name, such as Asia/Kolkata',
      suggestion,
    });
    timezone = 'UTC';
  }
  return calendarOf(timezone, start, days);
}

function isTimezone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

function readCurrency(value: YamlValue): { currency: string; minorPerMajor: number } {
  const currency = value.required('an ISO 4217 code, such as INR').text('XXX');
  const known = Intl.supportedValuesOf('currency');
  if (!known.includes(currency)) {
    if (!value.isAbsent) {
      const suggestion = didYouMean(currency, known);
      value.fault({
        code: 'unknown_value',
        message: 'is not a currency',
        allowed: 'an ISO 4217 code, such as INR',
        suggestion,
      });
    }
    return { currency: 'XXX', minorPerMajor: 100 };
  }
  const digits =
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  return { currency, minorPerMajor: 10 ** digits };
}

function readParties(value: YamlValue): PartySettings[] {
  value.required('each carrier by its id: { name, feed }');
  const parties = value.entries().map(([id, party]) => {
    checkId(id, party);
    if (party.isAbsent) return { id, name: id, feed: id, s10: undefined };
    party.only(['name', 'feed', 's10']);
    const { name, feed, s10 } = { name: party.get('name'), feed: party.get('feed'), s10: party.get('s10') };
    return { id, name: name.text(id), feed: feed.text(id), s10: readS10(s10) };
  });
  if (parties.length === 0 && !value.isAbsent) {
    value.fault({
      code: 'missing_value',
      message: 'no party is given',
      allowed: 'at least one carrier: { name, feed }',
    });
  }
  return firstOf(parties, PARTIES_MAX, value, 'parties');
}

/** How a post's item identifiers begin and end. */
function readS10(value: YamlValue): Party['s10'] {
  if (value.isAbsent) return undefined;
  value.only(['service', 'country']);
  return {
    service: readLetters(value.get('service').required('the two letters that its numbers begin with'), 'AV'),
    country: readLetters(value.get('country').required('an ISO 3166-1 code, such as IN'), 'ZZ'),
  };
}

function readLetters(value: YamlValue, fallback: string): string {
  const text = value.text(fallback);
  if (/^[A-Z]{2}$/.test(text)) return text;
  value.fault({
    code: 'bad_id',
    message: 'is no part of an item identifier',
    value: text,
    allowed: 'two capital letters',
  });
  return fallback;
}

function readProducts(value: YamlValue, minorPerMajor: number): Product[] {
  if (value.isAbsent) {
    const unplannedCost = 500 * minorPerMajor;
    return [{ id: 'standard', days: 5, latePerDay: 20 * minorPerMajor, spot: undefined, unplannedCost }];
  }
  const seen = new Set<string>();
  const products = value.items().map((product): Product => {
    product.only(['id', 'days', 'late_per_day', 'spot', 'unplanned']);
    const id = product.get('id').required().text('');
    checkId(id, product.get('id'));
    if (seen.has(id)) product.get('id').fault({ code: 'duplicate_id', message: 'the product is given twice' });
    seen.add(id);
    return {
      id,
      days: product.get('days').number(5, { max: 60, whole: true }),
      latePerDay: product.get('late_per_day').money(20 * minorPerMajor, minorPerMajor),
      spot: readSpot(product.get('spot'), minorPerMajor),
      unplannedCost: product.get('unplanned').money(500 * minorPerMajor, minorPerMajor),
    };
  });
  return firstOf(products, PRODUCTS_MAX, value, 'products');
}

/** The rows there may be; more of them are a fault. */
function firstOf<T>(rows: readonly T[], most: number, value: YamlValue, what: string): T[] {
  if (rows.length > most) {
    value.fault({
      code: 'out_of_range',
      message: `are too many ${what}`,
      value: String(rows.length),
      allowed: `at most ${most}`,
    });
  }
  return rows.slice(0, most);
}

function readSpot(value: YamlValue, minorPerMajor: number): Spot | undefined {
  if (value.isAbsent) return undefined;
  value.only(['per_parcel', 'per_kg', 'days']);
  return {
    perParcel: value.get('per_parcel').required().money(0, minorPerMajor),
    perKg: value.get('per_kg').money(0, minorPerMajor),
    days: value.get('days').number(5, { max: 60, whole: true }),
  };
}

function readBands(value: YamlValue): readonly Band[] {
  if (value.isAbsent) return DEFAULT_BANDS;
  const bands: Band[] = [];
  for (const item of value.items()) {
    item.only(['kg', 'litres']);
    const band = {
      g: Math.round(item.get('kg').required().number(1, { min: 0.001, max: 100_000 }) * 1000),
      ml: Math.round(item.get('litres').required().number(1, { min: 0.001, max: 1_000_000 }) * 1000),
    };
    const last = bands.at(-1);
    if (last && (band.g < last.g || band.ml < last.ml || (band.g === last.g && band.ml === last.ml))) {
      item.fault({
        code: 'not_ascending',
        message: 'bands must ascend in both measures',
        allowed: 'more than the band before',
      });
    }
    bands.push(band);
  }
  return bands.length === 0 ? DEFAULT_BANDS : bands;
}

function checkId(id: string, value: YamlValue): void {
  if (ID_PATTERN.test(id) || (id === '' && value.isAbsent)) return;
  value.fault({ code: 'bad_id', message: 'is not usable as an id', value: id, allowed: ID_ALLOWED });
}
