import type { Subject } from './subject.js';

/** Clauses that limit amounts: windows of an interchange, or a capacity clause; by position in the agreement. */
export type ClauseRef =
  | { readonly kind: 'interchange'; readonly index: number }
  | { readonly kind: 'capacity'; readonly index: number };

/** What a clause counts in. */
export type ClauseUnit = 'kg' | 'litres' | 'parcels';

/**
 * What the clauses of an agreement are worth in a plan, by the prices that prove its bound. Money in major units, at the
 * agreement's tariff, a week: of all that is planned, over the whole weeks that the horizon holds, at least one.
 */
export interface ClauseValues extends Subject {
  readonly cost: number; // of the plan over the horizon
  readonly readyDays: number; // service days on which its parcels become ready: what a week stands for
  /** Cost less what is proved: no relaxation is worth more than its figure and this. */
  readonly open: number;
  readonly clauses: readonly ClauseValue[]; // in the order of the agreement: windows, then capacity
  readonly terms: readonly TermValue[]; // most valuable first
  readonly relaxations: readonly Relaxation[]; // most valuable first
}

/** One amount of one clause: windows of an interchange, or a measure of a capacity clause. */
export interface ClauseValue {
  readonly clause: string; // where it stands: `interchange[0].parcels_per_window`, `capacity[3].kg`
  readonly line: number | undefined; // in agreement.yaml
  readonly party: number | undefined; // who grants it; undefined for an interchange
  readonly on: string; // pattern of trips, `delivery`, or the interchange
  readonly says: string; // `30 % of the vehicle, exchange`
  readonly unit: ClauseUnit;
  readonly per: 'departure' | 'office day' | 'window';
  readonly grants: number; // legs, rounds or windows of the horizon that it covers
  readonly used: number; // of them by partners
  readonly full: number; // of them, at least 99 %
  readonly binding: number; // of them with a price
  readonly worth: number; // one more unit on each, a week
  readonly worthOfPoint: number | undefined; // a share: one point more of the whole, a week
  readonly cost: number; // of a hard block: what one more unit on each has to be paid, a week; otherwise 0
  readonly where: readonly GrantLine[]; // most valuable first
}

/** One departure, office or window on all days of the week. */
export interface GrantLine {
  readonly what: string; // id: trip, office, or interchange and hours of the window
  readonly name: string;
  readonly leaves: string; // `Delhi mail hub 18:05` of a departure's first priced leg; otherwise empty
  readonly days: string; // on which it binds: `Mon to Sat`
  readonly binding: number; // days of the horizon
  readonly worth: number; // one more unit on those days, a week
}

/** A term of a product, with the parcels that nothing else keeps from the partner. */
export interface TermValue {
  readonly clause: string; // `products[0].weight_kg_max`
  readonly product: string;
  readonly says: string; // `up to 35 kg`
  readonly without: string; // what would be accepted: `more than 35 kg in standard`
  readonly parcels: number; // refused by this term alone, over the horizon
  readonly better: number; // of them that would be cheaper over both networks
  readonly worth: number; // if all of them were accepted, a week; no more than this
}

/** More of a grant, of a size for which its price can be expected to hold; or a product accepted without a term. */
export interface Relaxation {
  readonly clause: string;
  readonly line: number | undefined;
  readonly words: string; // `300 kg more on Delhi to Patna mail train (RAIL-12003, leaves Delhi mail hub 18:05), Mon to Sat`
  readonly what: string; // id as in GrantLine, or the product
  /** As in GrantLine, so that it can be said in any language; undefined of a term. */
  readonly name?: string;
  readonly leaves?: string;
  readonly unit: ClauseUnit;
  readonly amount: number; // on each day
  readonly days: string;
  readonly worth: number; // a week
  readonly each: number; // worth of one unit, a week
  readonly cost: number; // of the hard block that it makes larger, a week; otherwise 0
  readonly queue: number; // units a day that would come if the price were half; parcels refused by a term
}
