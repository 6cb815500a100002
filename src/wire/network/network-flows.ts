import type { Columns } from '../http/columns.js';

/** How many names come together. */
export const NAMES_BLOCK = 256;

/** "Nothing limits it" in columns of room. */
export const FLOW_UNLIMITED = 0xffff_ffff;

/** A facility without a postal code, in the column `code` of places. */
export const NO_CODE = 0xffff_ffff;

/** Header of the columns of places. */
export interface PlacesHeader {
  /** Says which workspace rows are of: places and flows that are drawn together must have the same. */
  readonly signature: string;
  readonly box: { readonly west: number; readonly south: number; readonly east: number; readonly north: number };
  readonly postal_codes: readonly string[];
  readonly kinds: readonly string[];
  readonly modes: readonly string[];
  readonly parties: readonly { readonly id: string; readonly name: string }[];
}

/**
 * Header of the columns of flows. `trip`, `trip_party`, `trip_mode`: trips that have legs here. `leg_*`: one row a leg, by trip, day
 * and call: row of its trip, service day, facilities, seconds since `start`, hundreds of grams used and of room, the partner's parcels, and
 * `own0`, `own1`, ...: own parcels of the first product on time and late, of the second, and so on. `window_*`: windows of interchange
 * points, in parcels. `code`, `code_parcels`, `code_late`: own parcels by postal code.
 */
export interface FlowHeader {
  readonly signature: string;
  readonly party: number; // who asks, by index
  readonly parties: readonly { readonly id: string; readonly name: string }[];
  readonly products: readonly string[];
  readonly start: string; // instant of second 0
  readonly timezone: string;
  readonly days: number;
  readonly currency: string;
  readonly synthetic: boolean;
  readonly interchanges: readonly {
    readonly id: string;
    readonly name: string;
    readonly facilities: readonly number[];
  }[];
  readonly coverage: CoverageCounts;
  /** False where no plan tells of loads. */
  readonly planned: boolean;
  readonly plan?: { readonly id: string; readonly created_at: string };
  readonly together: FlowFigures | null;
  readonly alone: FlowFigures | null;
}

/** Places that a party's parcels can be delivered to. */
export interface CoverageCounts {
  readonly alone: { readonly postal_codes: number; readonly facilities: number };
  readonly together: { readonly postal_codes: number; readonly facilities: number };
}

/** A party's own figures. */
export interface FlowFigures {
  readonly parcels: number;
  readonly on_time: number;
  readonly late: number;
  readonly unplanned: number;
  readonly interlined: number;
  readonly cost_minor: number;
  readonly net_cost_minor: number;
  readonly days_mean: number | null;
  readonly utilisation: Readonly<Record<string, number | null>>; // by mode
  readonly co2_kg: number;
}

/** Columns of places, as read. */
export interface PlacesColumns extends Columns {
  readonly header: PlacesHeader;
}

/** Columns of flows, as read. */
export interface FlowColumns extends Columns {
  readonly header: FlowHeader;
}
