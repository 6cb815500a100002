/**
 * A parcel that a promise may be asked for: a kilogram, prepaid, of the first product, with nothing that anyone refuses.
 */
export const PLAIN_PARCEL = { g: 1000, ml: 1000, longestSideCm: 0, product: 0, codAmount: 0, goods: 0 } as const;
