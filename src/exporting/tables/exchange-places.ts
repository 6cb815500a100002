import { DAILY, WEEKDAYS } from '../../base/civil-time.js';
import type { ExchangeOfficeRow, ExportTables } from './export-tables.js';

/** An office of exchange as ways to it are looked up. */
export interface ExchangePlace extends Pick<
  ExchangeOfficeRow,
  'code' | 'name' | 'lat' | 'lon' | 'source' | 'isUncertain'
> {
  readonly cutOffSec: number; // of the local day
  readonly days: number; // weekday mask
  readonly clearanceHours: { readonly least: number; readonly most: number };
}

/** The offices of exchange of a carrier's tables. */
export function exchangePlaces({ exchangeOffices }: Pick<ExportTables, 'exchangeOffices'>): ExchangePlace[] {
  return exchangeOffices.map(
    ({ code, name, lat, lon, source, isUncertain, cutOff, days, clearanceHours: [least, most] }) => ({
      code,
      name,
      lat,
      lon,
      source,
      isUncertain,
      cutOffSec: Number(cutOff.slice(0, 2)) * 3600 + Number(cutOff.slice(3)) * 60,
      days: WEEKDAYS.reduce((mask, day, bit) => (days.includes(day) ? mask | (1 << bit) : mask), 0) & DAILY,
      clearanceHours: { least, most },
    }),
  );
}
