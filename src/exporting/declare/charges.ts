import type { ExportTables, PostalTariff } from '../tables/export-tables.js';
import type { Declaration } from './declaration.js';
import { shareOf } from './money.js';

/** What sending costs, by the tariff that holds on a day; or why that is not known. */
export type Charges =
  | {
      readonly status: 'charged';
      readonly tariff: PostalTariff;
      readonly zone: string;
      readonly items: readonly {
        readonly what: 'first' | 'further' | 'tax';
        readonly words: string;
        readonly paise: number;
      }[];
      readonly totalPaise: number;
    }
  | {
      readonly status: 'unknown';
      readonly tariff: undefined;
      readonly reason: 'no_service' | 'no_weight' | 'no_country' | 'no_tariff' | 'no_zone';
    };

/** Charges of a parcel by service, country and gross weight. */
export function chargesOf(
  { service, grossWeightG, addressee }: Declaration,
  tables: Pick<ExportTables, 'tariffs'>,
  day: string,
): Charges {
  const unknown = (reason: Extract<Charges, { status: 'unknown' }>['reason']): Charges => ({
    status: 'unknown',
    tariff: undefined,
    reason,
  });
  if (service === undefined) return unknown('no_service');
  if (addressee?.country === undefined) return unknown('no_country');
  if (grossWeightG === undefined || grossWeightG <= 0) return unknown('no_weight');
  const tariff = tariffOn(tables, service, day);
  if (tariff === undefined) return unknown('no_tariff');
  const zone = tariff.zones.find(({ countries }) => countries.includes(addressee.country ?? ''))?.zone;
  const price = tariff.prices.find((one) => one.zone === zone);
  if (zone === undefined || price === undefined) return unknown('no_zone');
  const { firstG, firstPaise, furtherG, furtherPaise } = price;
  const steps = Math.max(0, Math.ceil((grossWeightG - firstG) / furtherG));
  const net = firstPaise + steps * furtherPaise;
  const items = [
    { what: 'first' as const, words: `first ${firstG} g`, paise: firstPaise },
    ...(steps === 0
      ? []
      : [{ what: 'further' as const, words: `${steps} x further ${furtherG} g`, paise: steps * furtherPaise }]),
    ...(tariff.taxBp === 0
      ? []
      : [{ what: 'tax' as const, words: `tax ${tariff.taxBp / 100} %`, paise: shareOf(net, tariff.taxBp) }]),
  ];
  return { status: 'charged', tariff, zone, items, totalPaise: items.reduce((sum, { paise }) => sum + paise, 0) };
}

/** The latest tariff of a service that began by a day. */
function tariffOn({ tariffs }: Pick<ExportTables, 'tariffs'>, service: string, day: string): PostalTariff | undefined {
  return tariffs
    .filter((tariff) => tariff.service === service && tariff.validFrom <= day)
    .toSorted((a, b) => (a.validFrom < b.validFrom ? 1 : -1))
    .at(0);
}
