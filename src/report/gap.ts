/** How far a cost is from its bound, as a share of the bound; null where the bound proves nothing. Docs: report.md. */
export function gapOf(cost: number, bound: number): number | null {
  if (cost <= bound) return 0;
  return bound > 0 ? (cost - bound) / bound : null;
}
