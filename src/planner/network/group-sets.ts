/** The set that holds no group. */
export const NO_GROUPS = 0;

/** Sets of groups, each known by a number: few differ, and there can be more groups than a number has bits. */
export class GroupSets {
  /** The set of all groups. */
  readonly all: number;
  private readonly sets: bigint[] = [0n]; // a bit each group
  private readonly members: Uint8Array[]; // [set][group] the same, quick to ask
  private readonly numberOf = new Map<bigint, number>([[0n, NO_GROUPS]]);

  constructor(private readonly groupCount: number) {
    this.members = [new Uint8Array(groupCount)];
    this.all = this.of((1n << BigInt(groupCount)) - 1n);
  }

  /** Number of the set of the groups whose bits are set. */
  of(bits: bigint): number {
    let number = this.numberOf.get(bits);
    if (number === undefined) {
      number = this.sets.push(bits) - 1;
      this.numberOf.set(bits, number);
      this.members.push(
        Uint8Array.from({ length: this.groupCount }, (_, group) => Number((bits >> BigInt(group)) & 1n)),
      );
    }
    return number;
  }

  has(set: number, group: number): boolean {
    return this.members[set][group] === 1;
  }

  /** [set] 1 where a set known so far has a group in common with this one. */
  meeting(set: number): Uint8Array {
    return Uint8Array.from(this.sets, (other) => ((other & this.sets[set]) === 0n ? 0 : 1));
  }

  /**
   * Groups by which of some sets hold them: the fewest sets such that every given one holds all of each or none. Groups
   * that no given set holds are left out. In order of their first group.
   */
  cells(given: Iterable<number>): number[] {
    let cells = [this.sets[this.all]];
    let any = 0n;
    for (const set of new Set(given)) {
      const bits = this.sets[set];
      any |= bits;
      cells = cells.flatMap((cell) => [cell & bits, cell & ~bits].filter((part) => part !== 0n));
    }
    const lowest = (bits: bigint): bigint => bits & -bits;
    return cells
      .filter((cell) => (cell & any) !== 0n)
      .sort((a, b) => (lowest(a) < lowest(b) ? -1 : 1))
      .map((cell) => this.of(cell));
  }
}
