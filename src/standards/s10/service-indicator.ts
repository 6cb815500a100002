/** What an S10 service indicator says (UPU S10, table of service indicators). */
export interface S10Service {
  readonly kind:
    | 'ems'
    | 'parcel'
    | 'ecommerce_parcel'
    | 'registered'
    | 'insured'
    | 'tracked_letter'
    | 'letter'
    | 'm_bag'
    | 'business_reply'
    | 'domestic'
    | 'reserved';
  readonly name: string;
  /** Agreed between two posts, or within one country, and not for general use. */
  readonly bilateral: boolean;
}

/** The table by first letter; ranges inside a letter that mean something else are handled below. */
const BY_LETTER: Readonly<Record<string, Omit<S10Service, 'bilateral'>>> = {
  B: { kind: 'domestic', name: 'domestic or by agreement of two posts' },
  C: { kind: 'parcel', name: 'parcel' },
  D: { kind: 'domestic', name: 'domestic or by agreement of two posts' },
  E: { kind: 'ems', name: 'express mail (EMS)' },
  H: { kind: 'ecommerce_parcel', name: 'e-commerce parcel' },
  J: { kind: 'reserved', name: 'reserved' },
  K: { kind: 'reserved', name: 'reserved' },
  L: { kind: 'tracked_letter', name: 'tracked letter' },
  M: { kind: 'm_bag', name: 'M-bag' },
  N: { kind: 'domestic', name: 'domestic or by agreement of two posts' },
  P: { kind: 'domestic', name: 'domestic or by agreement of two posts' },
  R: { kind: 'registered', name: 'registered' },
  U: { kind: 'letter', name: 'letter with a customs declaration' },
  V: { kind: 'insured', name: 'insured' },
  Z: { kind: 'domestic', name: 'domestic or by agreement of two posts' },
};

const BILATERAL = /^(A[V-Z]|[BDNPZ].|G[AD]|CZ|E[X-Z]|HZ)$/;

/** Meaning of a service indicator such as `EE`; undefined for one that S10 does not assign. */
export function s10Service(indicator: string): S10Service | undefined {
  if (!/^[A-Z]{2}$/.test(indicator)) return undefined;
  const bilateral = BILATERAL.test(indicator);
  if (indicator === 'CV') return { kind: 'insured', name: 'insured parcel', bilateral };
  if (/^(A[V-Z]|G[AD])$/.test(indicator)) {
    return { kind: 'domestic', name: 'domestic or by agreement of two posts', bilateral };
  }
  if (/^Q[A-M]$/.test(indicator)) return { kind: 'business_reply', name: 'international business reply', bilateral };
  const meaning = BY_LETTER[indicator.slice(0, 1)];
  return meaning === undefined ? undefined : { ...meaning, bilateral };
}
