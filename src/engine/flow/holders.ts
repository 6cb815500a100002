import { NONE } from '../../base/none.js';
import type { Placement } from './placement.js';

/** Holders of a resource for whom another way is looked for at one question; more at the next. */
const SEARCHES_A_QUESTION = 3;

/**
 * Who holds room on full resources, and what it costs to send a unit of theirs another way. A *holder* is a resource
 * that is full and a route over it that carries units. Ways found are kept, and looked for again when their room is
 * gone. Memory grows with the uses of full resources.
 */
export class Holders {
  commodity = new Int32Array(1024); // [holder]
  route = new Int32Array(1024); // [holder]
  way = new Int32Array(1024); // [holder] cheapest other way that has room and avoids the resource, or NONE
  extra = new Float64Array(1024); // [holder] what that way costs more, without prices
  searches = 0; // for other ways, so far
  private readonly placement: Placement;
  private readonly newest: Int32Array; // [resource] holder, or NONE
  private readonly isFull: Uint8Array; // [resource]
  private readonly isListed: Uint8Array; // [route]
  private older = new Int32Array(1024); // [holder] of the same resource, or NONE
  private isKnown = new Uint8Array(1024); // [holder] 1 when its way was looked for
  private count = 0;

  constructor(placement: Placement) {
    this.placement = placement;
    const { problem, pool, room, carrying, largestAmount } = placement;
    const { count, kind } = problem.resources;
    this.newest = new Int32Array(count).fill(NONE);
    this.isFull = Uint8Array.from(room.left, (left, r) => (left < largestAmount[kind[r]] ? 1 : 0));
    this.isListed = new Uint8Array(pool.count);
    for (let i = 0; i < carrying.length; i += 2) this.add(carrying[i], carrying[i + 1]);
  }

  /** A route carries units of a commodity now; it stays listed when it no longer does. */
  add(commodity: number, route: number): void {
    if (route === NONE || this.isListed[route] === 1) return;
    this.isListed[route] = 1;
    const { pool } = this.placement;
    for (let u = pool.firstUse[route]; u < pool.firstUse[route + 1]; u++) {
      const r = pool.uses[u];
      if (this.isFull[r] === 0) continue;
      if (this.count === this.route.length) this.grow();
      const holder = this.count++;
      this.commodity[holder] = commodity;
      this.route[holder] = route;
      this.older[holder] = this.newest[r];
      this.newest[r] = holder;
    }
  }

  /**
   * The holder of an overfull resource that makes the room missing most cheaply: what its way costs more, times the
   * units that it takes. NONE when all cost more than `limit`; `except` never gives way. O(holders of the resource).
   */
  cheapest(resource: number, except: number, limit: number): number {
    const { placement } = this;
    for (;;) {
      const holder = this.cheapestKnown(resource, except, limit);
      if (holder === NONE || this.way[holder] === NONE) return holder;
      const [commodity, route] = [this.commodity[holder], this.route[holder]];
      placement.load(commodity, route, -1);
      const fits = placement.fits(commodity, this.way[holder]);
      placement.load(commodity, route, 1);
      if (fits) return holder;
      this.search(holder, resource);
    }
  }

  /** The cheapest holder by ways as they were found; some that have none yet are looked into. */
  private cheapestKnown(resource: number, except: number, limit: number): number {
    const { placement } = this;
    const { commodities, resources } = placement.problem;
    const { amount, kind, kindCount } = resources;
    const missing = -placement.room.left[resource];
    let searchesLeft = SEARCHES_A_QUESTION;
    let least = limit;
    let found: number = NONE;
    for (let holder = this.newest[resource]; holder !== NONE; holder = this.older[holder]) {
      if (this.isKnown[holder] === 0) {
        if (searchesLeft === 0 || placement.units[this.route[holder]] <= 0) continue;
        searchesLeft--;
        this.search(holder, resource);
      }
      if (this.extra[holder] >= least) continue;
      const commodity = this.commodity[holder];
      if (commodity === except || placement.units[this.route[holder]] <= 0) continue;
      const own = amount[commodities.useClass[commodity] * kindCount + kind[resource]];
      const extra = this.extra[holder] * Math.max(1, missing / own);
      if (extra >= least) continue;
      least = extra;
      found = holder;
    }
    return found;
  }

  /** Finds the cheapest other way of a holder's unit that has room once it gave up its own. */
  private search(holder: number, resource: number): void {
    const { placement } = this;
    const { pool } = placement;
    const [commodity, own] = [this.commodity[holder], this.route[holder]];
    this.searches++;
    let cost = placement.costOf(commodity, NONE);
    let way: number = NONE;
    placement.load(commodity, own, -1);
    for (let route = pool.head[commodity]; route !== NONE; route = pool.next[route]) {
      if (route === own || pool.cost[route] >= cost) continue;
      if (!placement.fits(commodity, route) || this.usesResource(route, resource)) continue;
      cost = pool.cost[route];
      way = route;
    }
    placement.load(commodity, own, 1);
    this.way[holder] = way;
    this.extra[holder] = cost - pool.cost[own];
    this.isKnown[holder] = 1;
  }

  private usesResource(route: number, resource: number): boolean {
    const { pool } = this.placement;
    const end = pool.firstUse[route + 1];
    for (let u = pool.firstUse[route]; u < end; u++) if (pool.uses[u] === resource) return true;
    return false;
  }

  private grow(): void {
    this.commodity = doubled(this.commodity);
    this.route = doubled(this.route);
    this.way = doubled(this.way);
    this.older = doubled(this.older);
    this.isKnown = doubled(this.isKnown);
    this.extra = doubled(this.extra);
  }
}

function doubled<T extends Int32Array | Float64Array | Uint8Array>(column: T): T {
  const larger = new (column.constructor as new (length: number) => T)(column.length * 2);
  larger.set(column);
  return larger;
}
