import { formatDate, parseDate } from '../base/civil-time.js';

/** Figures of the agreement and the products, in rupees; one place for the files and for sizing vehicles. All synthetic. */
export const TARIFF = {
  zoneKm: [200, 500, 1000, 2000],
  linehaulPerKg: [2, 4, 7, 11, 16],
  deliveryBase: 20,
  deliveryBaseKg: 0.5,
  deliveryStep: 6,
  deliveryStepKg: 0.5,
  branchOffice: 4,
  interchange: 2,
} as const;

/** Joint products first, then the one that stays in its own network. */
export const PRODUCTS = [
  { id: 'standard', days: 6, latePerDay: 25, spot: { perParcel: 160, perKg: 45, days: 6 }, unplanned: 900 },
  { id: 'express', days: 3, latePerDay: 60, spot: { perParcel: 240, perKg: 70, days: 3 }, unplanned: 1200 },
  { id: 'own_mail', days: 6, latePerDay: 20, spot: { perParcel: 130, perKg: 40, days: 7 }, unplanned: 700 },
] as const;

/** Share of the joint parcels that are express. */
export const EXPRESS_SHARE = 0.2;

/** Carrier's share of the joint parcels; the rest are posted with the post. */
export const CARRIER_SHARE = 0.65;

/** Own-product parcels on top of the joint ones. */
export const OWN_SHARE = 0.05;

/** When parcels are ready on the first service day, and how many of them. */
export const WAVES = [
  { readySec: 18 * 3600, share: 0.55 },
  { readySec: 22 * 3600, share: 0.45 },
] as const;

/** Opening of interchange points: hours, minutes from tender to ready, and minutes from ready to tender. */
export const INTERCHANGE = {
  windows: [
    { days: 'Mon-Sat', openHour: 5, closeHour: 9 },
    { days: 'daily', openHour: 11, closeHour: 15 },
    { days: 'daily', openHour: 18, closeHour: 24 },
  ],
  slotMinutes: 60,
  minutes: 60,
  manifestMinutes: 45,
} as const;

/** Horizon: start is a Monday. */
export const START = '2026-11-23';
export const DAYS = 8;

/** The day so many days after another one, YYYY-MM-DD. */
export function dayAfter(start: string, days: number): string {
  return formatDate((parseDate(start) ?? 0) + days);
}
export const TIMEZONE = 'Asia/Kolkata';
