import { restrictLists, type CostLists } from './cost-lists.js';
import type { Relaxation, Relaxed } from './relaxation.js';

/** A part of the search: sets that hold all `opened` sites and `toOpen` of `sites`. */
export interface Branch {
  lists: CostLists; // of `sites`; what `opened` sites cost is in its served costs
  sites: number[]; // ascending
  opened: number[];
  toOpen: number;
  bound: number; // no set of this part that is still of interest costs less
  multiplier: Float64Array; // [customer] that gave the bound
  chosen: number[]; // the sites that the bound chose, the most wanted first
}

/** How long a branch is worked on. */
export interface Effort {
  readonly roundsMax: number;
  readonly factor: number; // of the first steps
  readonly factorMin: number;
  readonly stallMax: number; // rounds without progress before steps shorten
}

export interface RaiseTools {
  readonly relaxation: Relaxation;
  readonly quantum: number;
  /** Sets that cost as much are of no interest. */
  readonly cutoff: () => number;
  /** Cost that steps aim at. */
  readonly target: () => number;
  readonly stop: () => boolean;
  /** Told what sites each bound chose, and after how many rounds. */
  readonly onChosen: (branch: Branch, chosen: readonly number[], round: number) => void;
}

const KEEP = 0.6; // of the last direction: without it steps zigzag and nothing is ever proved
const OVERSHOOT = 1.0002; // steps aim a little above the best cost
const SHORTEN = 0.75;
const PROGRESS = 2e-5; // less is a stall
const DROP_SHARE = 0.05; // of the sites must be out before lists are made anew

/**
 * Raises a branch's bound by deflected subgradient steps (Camerini, Fratta, Maffioli, 1975), and takes sites out or opens
 * them for good where the bound shows that no set of interest would do otherwise. O(rounds · short list heads).
 */
export function raiseBound(branch: Branch, effort: Effort, tools: RaiseTools): 'closed' | 'open' | 'stopped' {
  const steps = new Steps(branch, effort, tools);
  const fate = new Uint8Array(branch.lists.siteCount).fill(1);
  let out = 0;
  for (let round = 1; round <= effort.roundsMax && !steps.isSpent; round++) {
    if (round > 1 && tools.stop()) return 'stopped';
    const relaxed = tools.relaxation.solve(branch.lists, steps.multiplier, branch.sites, branch.toOpen);
    steps.take(relaxed.bound);
    if (relaxed.bound === branch.bound) branch.chosen = byReducedCost(relaxed);
    if (branch.bound > tools.cutoff() - 1) return 'closed';
    tools.onChosen(branch, relaxed.chosen, round);
    const limit = tools.cutoff() - 1 - relaxed.bound;
    if (limit < 0) return 'closed';
    const opened = relaxed.chosen.filter((site) => relaxed.lowestLeft - relaxed.reduced[site] > limit);
    for (const site of branch.sites) {
      if (fate[site] === 0 || relaxed.reduced[site] - relaxed.highestChosen <= limit) continue;
      fate[site] = 0;
      out++;
    }
    if (!steps.advance(relaxed.bound)) return branch.bound > tools.cutoff() - 1 ? 'closed' : 'open';
    if (opened.length === 0 && out <= branch.sites.length * DROP_SHARE) continue;
    narrow(branch, fate, opened);
    out = 0;
    if (branch.toOpen === 0 || branch.sites.length <= branch.toOpen) return 'open';
    steps.afterNarrowing();
  }
  if (out > 0) narrow(branch, fate, []);
  return 'open';
}

/** Takes sites out of a branch (`alive` 0) and opens others for good. */
export function narrow(branch: Branch, alive: Uint8Array, opened: readonly number[]): void {
  for (const site of opened) alive[site] = 0;
  branch.lists = restrictLists(branch.lists, alive, opened);
  branch.sites = branch.sites.filter((site) => alive[site] === 1);
  branch.opened = [...branch.opened, ...opened];
  branch.chosen = branch.chosen.filter((site) => alive[site] === 1);
  branch.toOpen -= opened.length;
  capAt(branch.multiplier, branch.lists.servedCost);
}

/** Multipliers of one branch on their way up. */
class Steps {
  readonly multiplier: Float64Array; // [customer]
  private readonly direction: Float64Array; // [customer]
  private readonly shortfall: Float64Array; // [customer]
  private factor: number;
  private stalled = 0;

  constructor(
    private readonly branch: Branch,
    private readonly effort: Effort,
    private readonly tools: RaiseTools,
  ) {
    this.multiplier = branch.multiplier.slice();
    this.direction = new Float64Array(this.multiplier.length);
    this.shortfall = new Float64Array(this.multiplier.length);
    this.factor = effort.factor;
  }

  /** True when steps have become too short to matter. */
  get isSpent(): boolean {
    return this.factor < this.effort.factorMin;
  }

  /** Keeps the multipliers when they gave a better bound; shortens steps after many that did not. */
  take(bound: number): void {
    const { branch, effort } = this;
    const progress = bound - branch.bound;
    this.stalled = progress > PROGRESS * Math.abs(bound) ? 0 : this.stalled + 1;
    if (progress >= 0) {
      branch.bound = bound;
      branch.multiplier.set(this.multiplier);
    }
    if (this.stalled < effort.stallMax) return;
    this.factor *= SHORTEN;
    this.stalled = 0;
    this.direction.fill(0);
    this.multiplier.set(branch.multiplier);
  }

  /** One step along what was served too little or too much; false when everything is served exactly once. */
  advance(bound: number): boolean {
    const { multiplier, direction, shortfall, tools } = this;
    const { servedCost } = this.branch.lists;
    tools.relaxation.shortfall(this.branch.lists, shortfall);
    let length = 0;
    for (let customer = 0; customer < multiplier.length; customer++) {
      let missing = shortfall[customer];
      const full = multiplier[customer] >= servedCost[customer];
      if (full && missing > 0) missing = 0;
      let along = KEEP * direction[customer] + missing;
      if (full && along > 0) along = 0;
      direction[customer] = along;
      length += along * along;
    }
    if (length === 0) return false;
    const step = (this.factor * (tools.target() * OVERSHOOT - bound)) / length;
    const { quantum } = tools;
    const perUnit = 1 / quantum;
    for (let customer = 0; customer < multiplier.length; customer++) {
      let moved = multiplier[customer] + step * direction[customer];
      if (moved > servedCost[customer]) moved = servedCost[customer];
      else if (moved < 0) moved = 0;
      multiplier[customer] = Math.floor(moved * perUnit) * quantum;
    }
    return true;
  }

  afterNarrowing(): void {
    capAt(this.multiplier, this.branch.lists.servedCost);
  }
}

function capAt(values: Float64Array, limits: Float64Array): void {
  for (let at = 0; at < values.length; at++) if (values[at] > limits[at]) values[at] = limits[at];
}

function byReducedCost({ chosen, reduced }: Relaxed): number[] {
  return chosen.toSorted((a, b) => reduced[a] - reduced[b] || a - b);
}
