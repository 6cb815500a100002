/** A way of carrying that coverage compares. */
export type CoverageWay =
  | { readonly kind: 'alone'; readonly party: string } // one carrier over its own network
  | { readonly kind: 'better_alone' } // the sooner of the carriers alone, for each parcel
  | { readonly kind: 'joint' }; // the sooner of all carriers, alone and together

/** How soon a number of places, or of people, is reached one way. Shares are of all of them. */
export interface Reached {
  readonly within: readonly number[]; // share reached within `Coverage.withinDays[i]` days
  readonly served: number; // share reached within the horizon
  readonly meanDays: number; // what is not reached counts as `Coverage.beyondDays`
  readonly gini: number; // of mean days
  readonly worstTenthDays: number; // mean days of the tenth that waits longest
}

/** Some places and how soon they are reached by every way. */
export interface CoverageGroup {
  readonly name: string; // a circle, a kind of office
  readonly postalCodes: number;
  readonly offices: number;
  readonly people: number | null; // null where nobody counted them
  readonly byOffices: readonly Reached[]; // by way
  readonly byPeople: readonly Reached[] | null;
}

/** Offices that are within so many days jointly, and were not before. */
export interface Gained {
  readonly days: number;
  readonly overEach: readonly number[]; // by party: not within reach of it alone
  readonly overBetter: number; // not within reach of either alone
}

/** How a party's own parcels fare, from its own origins: by its network, and with its partners. */
export interface SenderReach {
  readonly party: string;
  readonly parcels: number; // weight of its origins
  readonly alone: Reached; // by offices
  readonly together: Reached;
}

/** An office and what the partnership brings it. `null` days: not reached within the horizon. */
export interface OfficeGain {
  readonly id: string;
  readonly name: string;
  readonly postalCode: string;
  readonly betterAloneDays: number | null;
  readonly jointDays: number | null;
  readonly meanDaysSaved: number;
}

/** How soon every postal code and office is reached by each carrier alone and by all together; see docs/coverage.md. */
export interface Coverage {
  readonly workspace: string;
  readonly synthetic: boolean;
  readonly currency: string;
  readonly timezone: string;
  readonly parties: readonly { readonly id: string; readonly name: string }[];
  readonly posted: string; // local, `2026-11-23 18:00`
  readonly product: string;
  readonly weightG: number;
  readonly origins: {
    readonly kind: OriginKind;
    readonly places: number;
    readonly parcels: number; // weight of all places
  };
  /** A place counts as reached within so many days when this share of what is sent there is. */
  readonly share: number;
  readonly withinDays: readonly number[];
  readonly beyondDays: number;
  readonly ways: readonly CoverageWay[]; // every party alone, the better of them, jointly
  readonly all: CoverageGroup;
  readonly kinds: readonly CoverageGroup[]; // of office
  readonly circles: readonly CoverageGroup[];
  /** Offices reached in exactly so many days: `byDays[way][days]`, the last for those that are not reached. */
  readonly byDays: readonly (readonly number[])[];
  readonly gained: readonly Gained[]; // one for each of `withinDays`, then the horizon
  readonly fasterOffices: number; // mean days are fewer jointly than by the better carrier alone
  readonly senders: readonly SenderReach[];
  readonly mostGained: readonly OfficeGain[];
}

/** Where parcels are taken to start. */
export const ORIGIN_KINDS = ['shipments', 'centres', 'everywhere'] as const;
export type OriginKind = (typeof ORIGIN_KINDS)[number];

/** Days to each of many places by every way; columns of length `count`. */
export interface CoverageColumns {
  readonly count: number;
  readonly days: readonly Uint8Array[]; // [way][place] NO_DAYS where it is not reached
  readonly meanDays: readonly Float64Array[]; // [way][place]
}

/** Days of a place that is not reached. */
export const NO_DAYS = 255;

/** What is known of postal codes beside the network: columns by postal code of the network. */
export interface PostalAreas {
  readonly people: Float64Array | undefined;
  readonly circle: readonly string[] | undefined; // '' where none is given
}
