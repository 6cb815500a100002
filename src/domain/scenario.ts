import type { Agreement } from './agreement.js';
import type { Shipments } from './shipments.js';

/** A workspace as it might be: what differs from it, with all references resolved. Nothing given changes nothing. */
export interface Scenario {
  readonly id: string; // name of its file without the ending
  readonly name: string;
  readonly about: string; // a sentence for people, or empty
  /** Its changes as lines for people, in the order of the file. */
  readonly told: readonly string[];
  readonly agreement: Agreement | undefined; // in place of the workspace's
  readonly shipments: Shipments | undefined; // in place of the workspace's
  readonly demand: readonly DemandChange[];
  readonly network: readonly NetworkChange[];
}

/** Parcels that count `times` over. A parcel that several changes name is multiplied by each; absent conditions hold. */
export interface DemandChange {
  readonly times: number;
  readonly party: number | undefined;
  readonly product: number | undefined;
  readonly from: readonly string[]; // beginnings of the postal code where it starts; none: anywhere
  readonly to: readonly string[]; // beginnings of the destination's postal code; none: anywhere
  readonly days: Days | undefined; // on which it is ready
}

/** Service days of the horizon: [dayCount] 1 where something holds. */
export type Days = Uint8Array;

export type NetworkChange =
  /** Nothing calls, is sorted, delivered, collected or handed over there on these weekdays. */
  | { readonly kind: 'close'; readonly facility: number; readonly weekdays: number }
  /** The trips do not run on these days. */
  | { readonly kind: 'cancel'; readonly trips: readonly number[]; readonly days: Days }
  /** Runs may be added to the trips; without a cost, at what a run of the vehicle costs. */
  | {
      readonly kind: 'add_runs';
      readonly trips: readonly number[];
      readonly costPerRun: number | undefined; // minor money
      readonly runsMax: number; // per service day
    }
  /** Road legs that start or end at one of these postal codes take `times` as long on these days. */
  | {
      readonly kind: 'slow_roads';
      readonly times: number; // at least 1
      readonly codes: readonly string[]; // beginnings of postal codes; none: everywhere
      readonly days: Days;
    };

/** A number of the agreement that is tried at several values. */
export interface Sweep {
  readonly path: string; // as in `capacity[0].kg`
  readonly unit: SweepUnit;
  readonly base: SweepBase | undefined;
  readonly points: readonly SweepPoint[]; // ascending
}

/** What a swept number counts: `share` of an owner's capacity, `time` of day in minutes, or nothing that is known. */
export type SweepUnit = 'kg' | 'litres' | 'parcels' | 'share' | 'money' | 'time' | 'minutes' | 'number';

export interface SweepValue {
  readonly value: number; // minutes where it is a time of day
  readonly text: string; // as the file would have it
}

/** A swept number as the agreement has it, which may count it another way: a share of a vehicle, where kilograms are tried. */
export interface SweepBase extends SweepValue {
  readonly unit: SweepUnit;
}

export interface SweepPoint extends SweepValue {
  readonly scenario: Scenario;
  /** The agreement with a little more, which tells what more is worth; undefined where no price does. */
  readonly more: { readonly agreement: Agreement; readonly by: number } | undefined;
}
