import { assert } from '../../base/assert.js';
import { BestSets, type SiteSet } from './best-sets.js';
import { narrow, raiseBound, type Branch, type Effort, type RaiseTools } from './branch.js';
import { costOfOpening, type CostLists } from './cost-lists.js';
import { quantumOf, Relaxation } from './relaxation.js';
import { SwapSearch } from './swap-search.js';

/** Which sites to open. */
export interface MedianProblem {
  readonly lists: CostLists;
  readonly size: number; // how many sites to open, exactly
}

export interface MedianOptions {
  /** How many of the cheapest sets are wanted; 1 when not given. */
  readonly sets?: number;
  /** True ends the search with what is known. */
  readonly stop: () => boolean;
  readonly onProgress?: (progress: MedianProgress) => void;
}

export interface MedianProgress {
  readonly cost: number; // of the cheapest set so far
  readonly bound: number; // no set costs less
  readonly branches: number; // looked at so far
}

export interface MedianAnswer {
  /** The cheapest sets found, cheapest first; never empty. */
  readonly sets: readonly SiteSet[];
  readonly bound: number; // whole; no set costs less
  readonly proved: boolean; // the first set is a cheapest one
  readonly allProved: boolean; // no other set is cheaper than any of these
  readonly branches: number;
}

const AT_ROOT: Effort = { roundsMax: 3000, factor: 1, factorMin: 0.003, stallMax: 25 };
const BELOW: Effort = { roundsMax: 40, factor: 0.5, factorMin: 0.1, stallMax: 4 }; // branching proves more a second
const SWAP_ROUNDS = 100; // of the root between two searches from what its bound chooses

/**
 * The p-median problem with existing sites: opens `size` sites so that all customers together, each at its cheapest site
 * old or new, pay least. Swaps find sets, a Lagrangian bound takes sites out, and depth-first branching proves the rest.
 * Costs are whole and multipliers binary fractions, so the bound is exact.
 */
export function solveMedian(problem: MedianProblem, options: MedianOptions): MedianAnswer {
  const { lists, size } = problem;
  assert(size >= 0 && size <= lists.siteCount, `cannot open ${size} of ${lists.siteCount} sites`);
  if (size === 0) {
    const cost = lists.servedCost.reduce((sum, paid) => sum + paid, 0);
    return { sets: [{ sites: [], cost }], bound: cost, proved: true, allProved: true, branches: 0 };
  }
  return new MedianSearch(problem, options).run();
}

class MedianSearch {
  private readonly lists: CostLists;
  private readonly size: number;
  private readonly options: MedianOptions;
  private readonly best: BestSets;
  private readonly swaps: SwapSearch;
  private readonly tools: RaiseTools;
  private branches = 0;
  private unexplored = Infinity; // the lowest bound of what was left when the search was stopped

  constructor({ lists, size }: MedianProblem, options: MedianOptions) {
    this.lists = lists;
    this.size = size;
    this.options = options;
    this.best = new BestSets(options.sets ?? 1);
    this.swaps = new SwapSearch(lists, size, this.best);
    this.tools = {
      relaxation: new Relaxation(lists.siteCount, lists.customerCount),
      quantum: quantumOf(lists, size),
      cutoff: () => this.best.cutoff,
      target: () => this.best.best,
      stop: options.stop,
      onChosen: (branch, chosen, round) => this.lookAround(branch, chosen, round),
    };
  }

  run(): MedianAnswer {
    const { stop } = this.options;
    this.swaps.improve(this.swaps.greedy(stop), stop);
    this.explore(this.root(), AT_ROOT);
    const { sets } = this.best;
    const open = Math.ceil(this.unexplored);
    const bound = Math.min(this.best.best, open);
    return {
      sets,
      bound,
      proved: bound === this.best.best,
      allProved: open >= sets[sets.length - 1].cost,
      branches: this.branches,
    };
  }

  private root(): Branch {
    const { lists, size } = this;
    return {
      lists,
      sites: Array.from({ length: lists.siteCount }, (_, site) => site),
      opened: [],
      toOpen: size,
      bound: 0,
      multiplier: this.swaps.startMultipliers(this.tools.quantum),
      chosen: [],
    };
  }

  /** Looks at a part until nothing in it is of interest: with its most wanted site open, then without it. */
  private explore(branch: Branch, effort: Effort): void {
    for (let first = true; ; first = false) {
      this.branches++;
      if (this.isLeaf(branch)) return;
      const end = raiseBound(branch, first ? effort : BELOW, this.tools);
      this.tell(branch);
      if (end === 'closed') return;
      if (end === 'stopped') return this.leave(branch);
      if (this.isLeaf(branch)) return;
      this.tryChosen(branch);
      if (branch.bound > this.best.cutoff - 1) return;
      const wanted = branch.chosen.length > 0 ? branch.chosen[0] : branch.sites[0];
      const inside: Branch = { ...branch, multiplier: branch.multiplier.slice() };
      narrow(inside, aliveIn(branch), [wanted]);
      this.explore(inside, BELOW);
      if (this.options.stop()) return this.leave(branch);
      const alive = aliveIn(branch);
      alive[wanted] = 0;
      narrow(branch, alive, []);
    }
  }

  /** True when at most one set is left in a branch, which is offered. */
  private isLeaf(branch: Branch): boolean {
    if (branch.toOpen > 0 && branch.sites.length > branch.toOpen) return false;
    if (branch.sites.length < branch.toOpen) return true;
    if (branch.toOpen > 0) narrow(branch, aliveIn(branch), branch.sites);
    const cost = branch.lists.servedCost.reduce((sum, paid) => sum + paid, 0);
    this.best.offer(branch.opened, cost);
    return true;
  }

  private lookAround(branch: Branch, chosen: readonly number[], round: number): void {
    if (round % SWAP_ROUNDS === 0) this.swaps.improve([...branch.opened, ...chosen], this.options.stop);
  }

  /** Offers what the bound chose, and looks around it when it is the cheapest set so far. */
  private tryChosen({ lists, opened, chosen, toOpen }: Branch): void {
    if (chosen.length !== toOpen) return;
    const sites = [...opened, ...chosen];
    const cost = costOfOpening(lists, chosen);
    if (cost < this.best.best) this.swaps.improve(sites, this.options.stop);
    else this.best.offer(sites, cost);
  }

  private leave(branch: Branch): void {
    this.unexplored = Math.min(this.unexplored, branch.bound);
  }

  private tell({ bound }: Branch): void {
    this.options.onProgress?.({ cost: this.best.best, bound, branches: this.branches });
  }
}

function aliveIn({ lists, sites }: Branch): Uint8Array {
  const alive = new Uint8Array(lists.siteCount);
  for (const site of sites) alive[site] = 1;
  return alive;
}
