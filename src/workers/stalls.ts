/** Where a search stood after a round. */
export interface RoundStand {
  readonly cost: number; // of the best whole plan so far
  readonly bound: number;
}

/** More than twice the rounds that a search may take before it first rounds off again. */
const ROUNDS = 20;
const CLOSER = 0.05; // share of the gap

/**
 * True when a search comes no closer: the last rounds closed less than a twentieth of what was left to prove. What is left
 * then is mostly the price of whole parcels, which more rounds do not lower. Rounds are counted, not seconds, so that the
 * same search always ends the same.
 */
export function stalls(rounds: readonly RoundStand[]): boolean {
  const before = rounds.at(-1 - ROUNDS);
  const now = rounds.at(-1);
  if (before === undefined || now === undefined) return false;
  return now.cost - now.bound > (1 - CLOSER) * (before.cost - before.bound);
}
