import type { Locale } from '../../words/locales.js';

/** What tables say of a row: where it comes from. */
interface Sourced {
  readonly source: string;
  readonly isUncertain?: boolean;
  readonly isSynthetic?: boolean;
}

export interface Service extends Sourced {
  readonly id: string;
  readonly name: string;
  readonly nameHi: string;
  readonly mailCategory: string;
  readonly mailSubclass: string;
  readonly weightMaxG: number;
  readonly longestMm: number;
  readonly sumMm?: number;
  readonly girthMm?: number;
}

export interface Destination extends Sourced {
  readonly country: string;
  readonly name: string;
  readonly nameHi: string;
  readonly services: readonly { readonly service: string; readonly weightMaxG?: number }[];
  readonly needs: readonly string[];
  readonly transitDays?: readonly [number, number];
}

export interface Prohibition extends Sourced {
  readonly country: string;
  readonly reason: string;
  readonly hs?: string;
}

/** The tables as far as pages show them; the server has read each row. */
export interface Tables {
  readonly services: readonly Service[];
  readonly destinations: readonly Destination[];
  readonly prohibitions: readonly Prohibition[];
  readonly foreignPostOffices: readonly (Sourced & { readonly id: string; readonly name: string })[];
  readonly rates: readonly { readonly currency: string }[];
}

/** Name of a row in the language of the page. */
export function nameIn(locale: Locale, row: { readonly name: string; readonly nameHi?: string }): string {
  return locale === 'hi' ? (row.nameHi ?? row.name) : row.name;
}

/** Name of a country by its code, in the language of the page; the code itself where it is none. */
export function countryName(locale: Locale, code: string): string {
  if (!/^[A-Z]{2}$/.test(code)) return code;
  return new Intl.DisplayNames(locale, { type: 'region' }).of(code) ?? code;
}

/** Currencies that amounts can be declared in, rupees first. */
export function currenciesOf({ rates }: Pick<Tables, 'rates'>): string[] {
  const codes = rates.map(({ currency }) => currency).filter((code) => code !== 'XDR' && code !== 'INR');
  return ['INR', ...new Set(codes)];
}

/** Services that a country takes, each with the weight up to which it does. */
export function servicesTo(
  { services }: Pick<Tables, 'services'>,
  destination: Destination | undefined,
): { readonly service: Service; readonly weightMaxG: number }[] {
  if (destination === undefined) return services.map((service) => ({ service, weightMaxG: service.weightMaxG }));
  return destination.services.flatMap(({ service: id, weightMaxG }) => {
    const service = services.find((one) => one.id === id);
    if (service === undefined) return [];
    return [{ service, weightMaxG: Math.min(service.weightMaxG, weightMaxG ?? service.weightMaxG) }];
  });
}

/** What must not be sent to a country: its own rules first, then those of everywhere. */
export function prohibitionsTo({ prohibitions }: Pick<Tables, 'prohibitions'>, country: string): Prohibition[] {
  const own = prohibitions.filter((one) => one.country === country);
  return [...own, ...prohibitions.filter((one) => one.country === '*')];
}
