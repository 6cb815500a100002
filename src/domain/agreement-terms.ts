import type { Json } from '../base/canonical-json.js';

/** A member of an agreement's terms that may be left out. */
type Maybe<T> = T | undefined;

/**
 * What an agreement says, as data in the words of its file: every default written out, sets in order, amounts as
 * numbers. Two files that mean the same have the same terms; the file's layout, comments and line numbers are gone.
 * Money is in major units. A limit that is not given is left out.
 */
export interface AgreementTerms {
  readonly agreement: string;
  readonly version: number;
  readonly parties: readonly string[];
  readonly effective: { readonly from: string; readonly until: string }; // YYYY-MM-DD
  readonly currency: string;
  readonly interchange: readonly InterchangeTerms[]; // by id
  readonly products: readonly ProductTermsText[]; // by id
  readonly capacity: readonly CapacityTerms[]; // as given: the last one that matches counts
  readonly tariff: Json;
  readonly service: Json;
  readonly liability: Json;
  /** Left out, as `exceptions` and `discrepancies.offline_hours` are, where it says what is usual: so terms from before there was such a clause stay as they were signed. */
  readonly containers?: Maybe<Json>;
  readonly discrepancies: Json;
  readonly exceptions?: Maybe<Json>;
  readonly settlement: Json;
  readonly gain_share: Json;
  readonly visibility: Json;
}

export interface InterchangeTerms {
  readonly id: string;
  readonly facilities: Readonly<Record<string, string>>; // stop id by party
  readonly directions: readonly string[]; // `ats>post`
  readonly windows: readonly { readonly days: string; readonly open: string; readonly close: string }[];
  readonly minutes: number;
  readonly slot_minutes: number;
  readonly parcels_per_window: Maybe<number>;
  readonly cutoff: { readonly manifest_minutes: number; readonly grace_minutes: number };
}

export interface ProductTermsText {
  readonly id: string;
  readonly carried_as: string;
  readonly weight_kg_max: Maybe<number>;
  readonly longest_side_cm: Maybe<number>;
  readonly goods_refused: readonly string[];
  readonly cod: { readonly allowed: boolean; readonly amount_max: Maybe<number> };
}

export interface CapacityTerms {
  readonly on: string; // `post:RAIL-*`, `post:delivery`
  readonly legs: Maybe<'all' | readonly string[]>; // `A>B`; delivery rounds have none
  readonly days: string;
  readonly kg: Maybe<Amount>;
  readonly litres: Maybe<Amount>;
  readonly parcels: Maybe<Amount>;
  readonly type: string;
  readonly release: readonly { readonly hours: number; readonly keep: number }[];
}

/** `800`, or a share of the owner's capacity, `0.15x`. */
export type Amount = number | string;
