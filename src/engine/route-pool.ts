import { NONE } from '../base/none.js';

/**
 * Every route found so far, grouped by commodity as linked lists, with the flow each carries. Routes are only added.
 * A route's moves are `moves[firstMove[r] .. firstMove[r] + moveCount[r]]`.
 */
export class RoutePool {
  count = 0;
  head: Int32Array; // [commodity] newest route, or NONE
  next: Int32Array; // [route] older route of the same commodity, or NONE
  cost: Float64Array; // [route] per unit, without prices
  flow: Float64Array; // [route] units
  firstMove: Uint32Array; // [route]
  moveCount: Uint16Array; // [route]
  hash: Int32Array; // [route]
  moves: Uint32Array;
  outside: Float64Array; // [commodity] units that take no route
  private movesUsed = 0;

  constructor(commodityCount: number) {
    const routes = Math.max(1024, commodityCount * 2);
    this.head = new Int32Array(commodityCount).fill(NONE);
    this.next = new Int32Array(routes);
    this.cost = new Float64Array(routes);
    this.flow = new Float64Array(routes);
    this.firstMove = new Uint32Array(routes);
    this.moveCount = new Uint16Array(routes);
    this.hash = new Int32Array(routes);
    this.moves = new Uint32Array(routes * 6);
    this.outside = new Float64Array(commodityCount);
  }

  /** Adds a route unless the commodity has it already; its index either way. */
  add(commodity: number, cost: number, moves: Uint32Array, length: number): number {
    const hash = hashMoves(moves, length);
    for (let route = this.head[commodity] as number; route !== NONE; route = this.next[route] as number) {
      if (this.hash[route] === hash && this.sameMoves(route, moves, length)) return route;
    }
    if (this.count === this.cost.length) this.growRoutes();
    while (this.movesUsed + length > this.moves.length) this.moves = grown(this.moves);
    const route = this.count++;
    this.next[route] = this.head[commodity] as number;
    this.head[commodity] = route;
    this.cost[route] = cost;
    this.flow[route] = 0;
    this.hash[route] = hash;
    this.firstMove[route] = this.movesUsed;
    this.moveCount[route] = length;
    for (let i = 0; i < length; i++) this.moves[this.movesUsed++] = moves[i] as number;
    return route;
  }

  private sameMoves(route: number, moves: Uint32Array, length: number): boolean {
    if (this.moveCount[route] !== length) return false;
    const first = this.firstMove[route] as number;
    for (let i = 0; i < length; i++) if (this.moves[first + i] !== moves[i]) return false;
    return true;
  }

  private growRoutes(): void {
    this.next = grown(this.next);
    this.cost = grown(this.cost);
    this.flow = grown(this.flow);
    this.firstMove = grown(this.firstMove);
    this.moveCount = grown(this.moveCount);
    this.hash = grown(this.hash);
  }
}

/** Order-dependent hash of a list of moves (multiply by 31 and add, as in Java's List.hashCode). */
export function hashMoves(moves: Uint32Array, length: number): number {
  let hash = length;
  for (let i = 0; i < length; i++) hash = (Math.imul(hash, 31) + (moves[i] as number)) | 0;
  return hash;
}

type Column = Int32Array | Uint32Array | Uint16Array | Float64Array;

function grown<T extends Column>(column: T): T {
  const larger = new (column.constructor as new (length: number) => T)(Math.ceil(column.length * 1.6) + 16);
  larger.set(column);
  return larger;
}
