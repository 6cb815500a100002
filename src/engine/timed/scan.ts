/** No label yet, and costs that forbid: two of them still fit 31 bits, so sums need no checks. */
export const BLOCKED = 0x3fffffff;

/**
 * Cheapest cost from a source to every later item, for several classes of parcels at once: `labels[item * lanes + l]`,
 * BLOCKED when unreachable. Items below `source` must be BLOCKED already; `cost` has the same shape as `labels`.
 * One pass in time order (connection scan as relaxation of a DAG; Dibbelt, Pajor, Strasser and Wagner 2018).
 * O((end - source) x lanes), sequential reads.
 */
export function scan(
  ride: Uint32Array,
  wait: Uint32Array,
  cost: Int32Array,
  labels: Int32Array,
  lanes: number,
  source: number,
  end: number,
): void {
  for (let lane = 0; lane < lanes; lane++) labels[source * lanes + lane] = 0;
  if (lanes === 1) scanOne(ride, wait, cost, labels, source, end);
  else for (let lane = 0; lane < lanes; lane += 4) scanFour(ride, wait, cost, labels, lanes, lane, source, end);
}

function scanOne(
  ride: Uint32Array,
  wait: Uint32Array,
  cost: Int32Array,
  labels: Int32Array,
  source: number,
  end: number,
): void {
  for (let item = source + 1; item < end; item++) {
    const riding = (labels[ride[item]] + cost[item]) | 0;
    const waiting = labels[wait[item]];
    labels[item] = riding < waiting ? riding : waiting;
  }
}

function scanFour(
  ride: Uint32Array,
  wait: Uint32Array,
  cost: Int32Array,
  labels: Int32Array,
  lanes: number,
  lane: number,
  source: number,
  end: number,
): void {
  let cell = (source + 1) * lanes + lane;
  for (let item = source + 1; item < end; item++, cell += lanes) {
    const r = ride[item] * lanes + lane;
    const w = wait[item] * lanes + lane;
    const a = (labels[r] + cost[cell]) | 0;
    const b = (labels[r + 1] + cost[cell + 1]) | 0;
    const c = (labels[r + 2] + cost[cell + 2]) | 0;
    const d = (labels[r + 3] + cost[cell + 3]) | 0;
    const e = labels[w];
    const f = labels[w + 1];
    const g = labels[w + 2];
    const h = labels[w + 3];
    labels[cell] = a < e ? a : e;
    labels[cell + 1] = b < f ? b : f;
    labels[cell + 2] = c < g ? c : g;
    labels[cell + 3] = d < h ? d : h;
  }
}
