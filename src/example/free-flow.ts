/** Linehaul of the horizon as timed moves between few nodes; legs and interchange tenders alike. Sorted by `readySec`. */
export interface Moves {
  readonly count: number;
  readonly from: Int32Array; // node
  readonly to: Int32Array; // node
  readonly departSec: Int32Array;
  readonly readySec: Int32Array; // sorted at the far end
  readonly previous: Int32Array; // move whose parcels may stay aboard, or -1
  readonly handling: Float64Array; // rupees per parcel unloaded
}

/** Parcels of one origin and moment that are bound for every cluster. */
export interface Source {
  readonly node: number;
  readonly readySec: number;
  readonly party: number;
  readonly parcels: number;
}

/** Addressees behind the same ends of linehaul. */
export interface Cluster {
  readonly share: number;
  readonly ends: readonly ClusterEnd[];
}

/** A node from which a cluster is delivered: what is ready at a cut-off arrives on that day. */
export interface ClusterEnd {
  readonly node: number;
  readonly cutoffSec: readonly number[]; // ascending
  readonly cost: readonly number[]; // by party, rupees per parcel
}

export interface FreeFlowInput {
  readonly nodeCount: number;
  readonly moves: Moves;
  readonly cost: readonly Float64Array[]; // by party: rupees per parcel of each move
  readonly sources: readonly Source[];
  readonly clusters: readonly Cluster[];
  readonly classes: readonly { readonly share: number; readonly days: number; readonly latePerDay: number }[];
  readonly costMax: number; // rupees; dearer parcels leave the networks
}

const DAY = 86_400;

/**
 * Parcels on every move when each takes its cheapest way as if there were room for all; shape [moves].
 * One pass over the moves per source: a move's label is the cheapest parcel ready at its tail, plus its cost. It serves
 * only to size synthetic vehicles; plans are made elsewhere. O(sources · (moves + clusters)).
 */
export function freeFlow(input: FreeFlowInput): Float64Array {
  const { moves, sources } = input;
  const parcels = new Float64Array(moves.count);
  const index = indexMoves(input.nodeCount, moves);
  const labels = new Labels(moves.count);
  for (const source of sources) {
    scan(moves, index, source, input.cost[source.party], labels);
    for (const cluster of input.clusters) {
      for (const kind of input.classes) {
        const move = cheapestEnd(input, { index, labels, source, cluster, kind });
        if (move >= 0) addPath(parcels, labels, move, source.parcels * cluster.share * kind.share);
      }
    }
  }
  return parcels;
}

/** Moves by the node they reach, in order of readiness: those of node `n` are `move[first[n] .. first[n + 1]]`. */
interface MoveIndex {
  readonly first: Int32Array; // [nodeCount + 1]
  readonly move: Int32Array;
  readonly position: Int32Array; // [moves] in `move`
  readonly tail: Int32Array; // [moves] last position ready at the tail before departure, or -1
  readonly readySec: Int32Array; // by position
}

class Labels {
  readonly aboard: Float64Array; // cheapest parcel on a move, before unloading
  readonly before: Int32Array; // move it came from, -1 the source itself
  readonly best: Int32Array; // by position: cheapest move among those ready until then at the node, or -1
  readonly ready: Float64Array; // by move: label after unloading

  constructor(count: number) {
    this.aboard = new Float64Array(count);
    this.before = new Int32Array(count);
    this.best = new Int32Array(count);
    this.ready = new Float64Array(count);
  }
}

function indexMoves(nodeCount: number, moves: Moves): MoveIndex {
  const first = new Int32Array(nodeCount + 1);
  for (const node of moves.to) first[node + 1] = first[node + 1] + 1;
  for (let n = 0; n < nodeCount; n++) first[n + 1] = first[n + 1] + first[n];
  const next = Int32Array.from(first);
  const move = new Int32Array(moves.count);
  const position = new Int32Array(moves.count);
  for (let m = 0; m < moves.count; m++) {
    const node = moves.to[m];
    const at = next[node];
    next[node] = at + 1;
    move[at] = m;
    position[m] = at;
  }
  const readySec = Int32Array.from(move, (m) => moves.readySec[m]);
  const index = { first, move, position, tail: new Int32Array(moves.count), readySec };
  for (let m = 0; m < moves.count; m++) {
    index.tail[m] = lastReady(index, moves.from[m], moves.departSec[m]);
  }
  return index;
}

/** Last position at a node that is ready by a moment, or -1. */
function lastReady({ first, readySec }: Pick<MoveIndex, 'first' | 'readySec'>, node: number, sec: number): number {
  let low = first[node];
  let high = first[node + 1];
  const start = low;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (readySec[middle] <= sec) low = middle + 1;
    else high = middle;
  }
  return low === start ? -1 : low - 1;
}

function scan(moves: Moves, index: MoveIndex, source: Source, cost: Float64Array, labels: Labels): void {
  const { from, to, departSec, previous, handling } = moves;
  const { first, position, tail } = index;
  const { aboard, before, best, ready } = labels;
  for (let m = 0; m < moves.count; m++) {
    let label = Infinity;
    let came = -1;
    const last = tail[m];
    if (last >= 0) {
      came = best[last];
      if (came >= 0) label = ready[came];
    }
    const stay = previous[m];
    if (stay >= 0 && aboard[stay] < label) {
      label = aboard[stay];
      came = stay;
    }
    if (from[m] === source.node && departSec[m] >= source.readySec && label > 0) {
      label = 0;
      came = -1;
    }
    aboard[m] = label + cost[m];
    before[m] = came;
    ready[m] = aboard[m] + handling[m];
    const at = position[m];
    const earlier = at > first[to[m]] ? best[at - 1] : -1;
    if (ready[m] === Infinity) best[at] = earlier;
    else best[at] = earlier >= 0 && ready[earlier] <= ready[m] ? earlier : m;
  }
}

interface EndQuery {
  readonly index: MoveIndex;
  readonly labels: Labels;
  readonly source: Source;
  readonly cluster: Cluster;
  readonly kind: FreeFlowInput['classes'][number];
}

/** Last move of the cheapest way to a cluster; -1 when that is no move at all or too dear. */
function cheapestEnd(input: FreeFlowInput, { index, labels, source, cluster, kind }: EndQuery): number {
  const due = (Math.floor(source.readySec / DAY) + 1 + kind.days) * DAY;
  let move = -1;
  let least = input.costMax;
  for (const end of cluster.ends) {
    const endCost = end.cost[source.party];
    for (const cutoff of end.cutoffSec) {
      const lateDays = Math.max(0, Math.ceil((cutoff + 12 * 3600 - due) / DAY));
      const fixed = endCost + lateDays * kind.latePerDay;
      if (end.node === source.node && cutoff >= source.readySec && fixed < least) {
        least = fixed;
        move = -1;
      }
      const at = lastReady(index, end.node, cutoff);
      const came = at < 0 ? -1 : labels.best[at];
      if (came >= 0 && fixed + labels.ready[came] < least) {
        least = fixed + labels.ready[came];
        move = came;
      }
    }
  }
  return move;
}

function addPath(parcels: Float64Array, labels: Labels, last: number, amount: number): void {
  for (let move = last; move >= 0; move = labels.before[move]) {
    parcels[move] = parcels[move] + amount;
  }
}
