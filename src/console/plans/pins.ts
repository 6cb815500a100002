/** A parcel that is to keep its route in the next plan, and what it is called. */
export interface Pin {
  readonly id: string; // of the shipment
  readonly name: string; // tracking number, reference, or the end of its id
}

/** More than anybody chooses by hand. */
export const PINS_MAX = 500;

/** Parcels with one more; what is pinned already stays where it is, and keeps the better name. */
export function withPin(pins: readonly Pin[], pin: Pin): readonly Pin[] {
  if (pins.some(({ id }) => id === pin.id)) return pins;
  return pins.length >= PINS_MAX ? pins : [...pins, pin];
}

/** Parcels without one. */
export function withoutPin(pins: readonly Pin[], id: string): readonly Pin[] {
  return pins.filter((pin) => pin.id !== id);
}

/** Pins as they were kept; none where nothing was, or what was kept is not readable. */
export function readPins(text: string | null): readonly Pin[] {
  try {
    const kept: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(kept) ? kept.filter(isPin).slice(0, PINS_MAX) : [];
  } catch {
    return [];
  }
}

function isPin(value: unknown): value is Pin {
  if (typeof value !== 'object' || value === null) return false;
  const { id, name } = value as Partial<Record<keyof Pin, unknown>>;
  return typeof id === 'string' && /^shp_[0-9a-z]{26}$/.test(id) && typeof name === 'string';
}

/** Enough of an id to tell it from its neighbours. */
export function shortId(id: string): string {
  return `…${id.slice(-8)}`;
}
