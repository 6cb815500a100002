/** Candidates beyond this many are not searched: a suggestion must never make a report slow. */
const CANDIDATES_MAX = 200_000;

/**
 * `Did you mean "SC-DEL"?` for the nearest of some names, or undefined when none is near: at most a third of the
 * text's characters, or the letters' case, may differ.
 */
export function didYouMean(text: string, candidates: Iterable<string>): string | undefined {
  if (text === '' || text.length > 100) return undefined;
  const wanted = text.toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(text.length / 3)) + 1;
  let searched = 0;
  for (const candidate of candidates) {
    if (++searched > CANDIDATES_MAX || bestDistance === 0) break;
    if (Math.abs(candidate.length - text.length) >= bestDistance) continue;
    const distance = editDistance(wanted, candidate.toLowerCase(), bestDistance);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best === undefined ? undefined : `Did you mean "${best}"?`;
}

/**
 * Insertions, deletions, changes and swaps of neighbours that turn `a` into `b`, or `limit` when it is not below it:
 * optimal string alignment (Damerau 1964). O(length of a x length of b).
 */
export function editDistance(a: string, b: string, limit: number): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= b.length; column++) {
      const change = previous[column - 1] + (a[row - 1] === b[column - 1] ? 0 : 1);
      let cost = Math.min(change, previous[column] + 1, current[column - 1] + 1);
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) cost = Math.min(cost, before[column - 2] + 1);
      current.push(cost);
      least = Math.min(least, cost);
    }
    // A swap reaches back two rows, so one row at the limit does not yet decide.
    if (least > limit) return limit;
    before = previous;
    previous = current;
  }
  return Math.min(limit, previous[b.length]);
}
