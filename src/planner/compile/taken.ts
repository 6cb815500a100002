/**
 * What parcels that are not planned anew take, by key of `ScarceKeys`; negative where opened runs add more than that.
 * Keys of legs and of facilities' days are columns, because a plan takes something of nearly every one.
 */
export class Taken {
  private readonly legs: Float64Array; // [key]
  private readonly days: Float64Array; // [key - dayBase]
  private readonly others = new Map<number, number>(); // hours and windows

  constructor(
    legKeys: number,
    private readonly dayBase: number,
    dayKeys: number,
  ) {
    this.legs = new Float64Array(legKeys);
    this.days = new Float64Array(dayKeys);
  }

  of(key: number): number {
    if (key < this.legs.length) return this.legs[key];
    if (key >= this.dayBase) return this.days[key - this.dayBase];
    return this.others.get(key) ?? 0;
  }

  /** Adds to a key; what is taken of it then. */
  add(key: number, amount: number): number {
    const taken = this.of(key) + amount;
    if (key < this.legs.length) this.legs[key] = taken;
    else if (key >= this.dayBase) this.days[key - this.dayBase] = taken;
    else this.others.set(key, taken);
    return taken;
  }
}
