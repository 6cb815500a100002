import type { Subject } from './subject.js';

/** Ways to share what carriers save by working together; docs/sharing.md says what each does. */
export const SHARE_RULES = ['shapley', 'nucleolus', 'equal_profit', 'proportional', 'volume', 'dual_prices'] as const;
export type ShareRuleId = (typeof SHARE_RULES)[number];

/**
 * What working together saves and how it can be shared. Money in major units over the horizon; every list "by party" has
 * the order of `parties`. Costs are what the carriers spend: the tariff only moves money between them.
 */
export interface GainShares extends Subject {
  /** The rule that the agreement names and settlement uses; undefined when it names none. */
  readonly agreedRule: ShareRuleId | undefined;
  readonly apart: number; // all parties alone
  readonly together: number; // the joint plan
  readonly gain: number; // apart less together
  /** The gain when every plan were the best that its proof leaves possible. */
  readonly gainLeast: number;
  readonly gainMost: number;
  readonly optionalRuns: number; // part of `together` that no parcel has on its own
  readonly positions: readonly PartyPosition[]; // by party
  readonly coalitions: readonly CoalitionCost[]; // by size, then party
  readonly rules: readonly RuleShares[]; // in the order of SHARE_RULES
  readonly lanes: readonly GroupGain[]; // largest gain first
  readonly interchanges: readonly GroupGain[]; // largest gain first
}

/** Where the tariff leaves a party before anything is shared. */
export interface PartyPosition {
  readonly parcels: number;
  readonly alone: number;
  readonly cost: number; // of its parcels in the joint plan, with what it pays partners
  readonly paid: number;
  readonly received: number;
  readonly carrying: number; // what partners' parcels cost it
  readonly net: number; // cost - received + carrying
  readonly gain: number; // alone less net
}

/** What some parties would spend without the others. */
export interface CoalitionCost {
  readonly members: readonly number[]; // parties, ascending
  readonly cost: number;
  readonly costLeast: number; // no plan of theirs costs less, as far as is proved
  readonly charged: number; // with the tariff in place of partners' own costs
  readonly chargedBound: number; // no plan of theirs is charged less
  readonly gap: number | null; // of the plan; null where nothing is proved
}

/** One rule's shares and what they keep. */
export interface RuleShares {
  readonly rule: ShareRuleId;
  readonly agreed: boolean;
  readonly parties: readonly PartyShare[]; // by party
  /**
   * `exact`: shares cannot lie outside `least` and `most` whatever the costs within their proof. `sampled`: extremes of
   * many such costs, not a proof. `confidence`: orders were sampled, so they hold with 95 %.
   */
  readonly range: 'exact' | 'sampled' | 'confidence';
  readonly surplus: number; // shares together less the cost together; 0: efficient
  readonly leastSaving: number; // of the party that saves least against being alone; from 0 on: individually rational
  readonly coreSlack: number; // of the coalition that saves least against leaving; from 0 on: in the core
  readonly worstCoalition: readonly number[]; // its members; empty when only single parties could leave together
  readonly monotone: RuleMonotonicity | undefined; // undefined where coalition costs alone do not give the shares
}

/** What small changes of the costs showed. */
export interface RuleMonotonicity {
  readonly aggregate: boolean; // nobody pays less because all together cost more
  readonly coalitional: boolean; // no member pays less because a coalition it belongs to costs more
}

export interface PartyShare {
  readonly share: number; // of the cost together
  readonly gain: number; // alone less share
  readonly transfer: number; // what it is paid on top of the tariff, to get there from its position; negative: it pays
  readonly least: number; // of `share`
  readonly most: number;
}

/** Parcels of one lane, or that change hands at one interchange. */
export interface GroupGain {
  readonly from: string; // region, or the interchange
  readonly to: string; // region; empty for an interchange
  readonly parcels: number;
  readonly apart: number;
  readonly together: number;
  readonly gain: number;
  readonly landed: readonly number[]; // by party: gain where the tariff leaves it
  readonly shared: readonly number[]; // by party: gain by the agreed rule, Shapley's where there is none
}
