/** Sites that were opened together, and what all customers then pay. */
export interface SiteSet {
  readonly sites: readonly number[]; // ascending
  readonly cost: number;
}

/** The cheapest distinct sets seen so far, cheapest first; among equal costs the one that comes first by its sites. */
export class BestSets {
  readonly sets: SiteSet[] = [];
  private readonly size: number;

  constructor(size: number) {
    this.size = size;
  }

  /** Cost of the cheapest set; Infinity when there is none yet. */
  get best(): number {
    return this.sets.length === 0 ? Infinity : this.sets[0].cost;
  }

  /** A set that costs as much or more is not needed. */
  get cutoff(): number {
    return this.sets.length < this.size ? Infinity : this.sets[this.size - 1].cost;
  }

  /** Keeps a set when it is new and among the cheapest. */
  offer(sites: Iterable<number>, cost: number): void {
    if (cost >= this.cutoff) return;
    const sorted = [...sites].sort((a, b) => a - b);
    if (this.sets.some((set) => set.cost === cost && compareSites(set.sites, sorted) === 0)) return;
    const before = this.sets.findIndex(
      (set) => set.cost > cost || (set.cost === cost && compareSites(set.sites, sorted) > 0),
    );
    this.sets.splice(before < 0 ? this.sets.length : before, 0, { sites: sorted, cost });
    if (this.sets.length > this.size) this.sets.pop();
  }
}

function compareSites(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < Math.min(a.length, b.length); at++) if (a[at] !== b[at]) return a[at] - b[at];
  return a.length - b.length;
}
