import type { WEEKDAYS } from '../../base/civil-time.js';

/** Where a row of a table comes from, and how far it can be relied on. */
export interface Sourced {
  readonly source: string;
  /** Not confirmed by who publishes it: look it up before you rely on it. */
  readonly isUncertain: boolean;
  /** Made up, so that there is something to try. */
  readonly isSynthetic: boolean;
}

/**
 * Everything about export by post that others decide and change: limits, rates of exchange, services, countries, prices, deadlines. Rules
 * are code and look everything up here.
 */
export interface ExportTables {
  readonly limits: readonly Limit[];
  readonly rates: readonly ExchangeRate[];
  readonly services: readonly PostalService[];
  readonly destinations: readonly Destination[];
  readonly prohibitions: readonly Prohibition[];
  readonly tariffs: readonly PostalTariff[];
  readonly schemes: readonly Scheme[];
  readonly foreignPostOffices: readonly PostalOffice[];
  readonly deadlines: readonly Deadline[];
  readonly exchangeOffices: readonly ExchangeOfficeRow[];
}

export const LIMIT_IDS = ['cn22_max_sdr', 'invoice_from_inr', 'courier_max_inr', 'keep_years'] as const;

export interface Limit extends Sourced {
  readonly id: (typeof LIMIT_IDS)[number];
  readonly value: number;
}

/** `inrE4` ten-thousandths of a rupee for `units` of a currency, from a day on. `XDR` is the special drawing right. */
export interface ExchangeRate extends Sourced {
  readonly currency: string;
  readonly units: number; // 100 for yen
  readonly inrE4: number;
  readonly validFrom: string; // YYYY-MM-DD
}

/** A way to send goods abroad, with what it takes anywhere. */
export interface PostalService extends Sourced {
  readonly id: string;
  readonly name: string;
  readonly nameHi: string;
  /** Service indicator of its item identifiers (UPU S10). */
  readonly indicator: string;
  /** Mail category and subclass of its despatches (UPU code lists 115 and 117). */
  readonly mailCategory: string;
  readonly mailSubclass: string;
  /** Whether its small items travel with the small declaration; parcels never do. */
  readonly takesCn22: boolean;
  readonly weightMaxG: number;
  readonly longestMm: number;
  /** Of length, width and height together, where the service counts so. */
  readonly sumMm?: number | undefined;
  /** Of length and girth together, where the service counts so. */
  readonly girthMm?: number | undefined;
}

/** What a country takes, beyond what a service takes anywhere. */
export interface Destination extends Sourced {
  readonly country: string; // ISO 3166-1 alpha-2
  readonly name: string;
  readonly nameHi: string;
  readonly services: readonly DestinationService[];
  /** Fields of the addressee that customs or the post there ask for. */
  readonly needs: readonly ('phone' | 'email' | 'state' | 'postalCode' | 'importerReference')[];
  /** Pattern of postal codes, anchored. */
  readonly postalCode?: string | undefined;
  /** Days from departure to delivery, as a range. */
  readonly transitDays?: readonly [least: number, most: number] | undefined;
}

export interface DestinationService {
  readonly service: string;
  /** Where it is less than anywhere else. */
  readonly weightMaxG?: number | undefined;
}

/** Goods that must not be sent, by the beginning of their HS code, or by words of a description. */
export interface Prohibition extends Sourced {
  readonly country: string; // ISO 3166-1 alpha-2, or `*`
  readonly hs?: string | undefined;
  readonly words?: readonly string[] | undefined;
  readonly reason: string;
}

/** What sending costs, in paise before tax, by zone and weight. */
export interface PostalTariff extends Sourced {
  readonly service: string;
  readonly validFrom: string; // YYYY-MM-DD
  readonly taxBp: number;
  readonly zones: readonly { readonly zone: string; readonly countries: readonly string[] }[];
  readonly prices: readonly {
    readonly zone: string;
    readonly firstG: number;
    readonly firstPaise: number;
    readonly furtherG: number;
    readonly furtherPaise: number; // for each `furtherG` begun
  }[];
}

export interface Scheme extends Sourced {
  readonly id: 'drawback' | 'rodtep' | 'rosctl';
  readonly name: string;
  /** By post, from a day on. */
  readonly validFrom: string; // YYYY-MM-DD
  /** HS chapters that it is for; all when absent. */
  readonly chapters?: readonly string[] | undefined;
  readonly notChapters?: readonly string[] | undefined;
}

export interface PostalOffice extends Sourced {
  readonly id: string;
  readonly name: string;
}

/** An office of exchange: where it stands, when it closes despatches, and how long customs take there. */
export interface ExchangeOfficeRow extends Sourced {
  readonly code: string; // IMPC code, six characters
  readonly name: string;
  readonly lat: number; // degrees
  readonly lon: number; // degrees
  /** Ready by then on one of `days`, a parcel is presented that day; `16:00`, local. */
  readonly cutOff: string;
  readonly days: readonly (typeof WEEKDAYS)[number][];
  /** From the cut-off to despatch. */
  readonly clearanceHours: readonly [least: number, most: number];
}

/** How long an export may stay in a state before somebody should look at it. */
export interface Deadline extends Sourced {
  readonly state: string;
  readonly hours: number;
  readonly words: string;
}

/** A limit; throws where the tables lack it, which reading them does not let happen. */
export function limitOf(tables: Pick<ExportTables, 'limits'>, id: Limit['id']): number {
  const found = tables.limits.find((limit) => limit.id === id);
  if (found === undefined) throw new Error(`the tables have no limit ${id}`);
  return found.value;
}

/** The rate of a currency that holds on a day: the latest that began; undefined where there is none. */
export function findRate(
  { rates }: Pick<ExportTables, 'rates'>,
  currency: string,
  day: string,
): ExchangeRate | undefined {
  let found: ExchangeRate | undefined;
  for (const rate of rates) {
    if (rate.currency !== currency || rate.validFrom > day) continue;
    if (found === undefined || rate.validFrom > found.validFrom) found = rate;
  }
  return found;
}
