import { NONE } from '../../base/none.js';
import { STEP_KINDS, type RouteParts } from '../../domain/plan.js';
import type { FlowResult } from '../../engine/flow/price-directed-flow.js';
import { hashMoves } from '../../engine/flow/route-pool.js';
import type { Compiled } from '../compile/compile.js';
import type { Access } from '../network/access.js';
import { GrowingInts } from '../growing.js';
import { KeyIndex } from '../key-index.js';

const RIDE = STEP_KINDS.indexOf('ride');
const TENDER = STEP_KINDS.indexOf('transfer');
const DELIVER = STEP_KINDS.indexOf('deliver');
const UNWRITTEN = -2;

/**
 * The parts that routes of an answer are made of. Pool routes of several commodities may ride the same way, and a pool
 * route may end at several offices: its moves to the gate are one part, the delivery option behind them another.
 */
export class RoutePartTable {
  private readonly compiled: Compiled;
  private readonly answer: FlowResult;
  private readonly firstStep = new GrowingInts(1 << 16);
  private readonly steps = new StepColumns();
  private readonly partOfOption: Int32Array; // [delivery option] its last mile, or UNWRITTEN
  private readonly hashes = new KeyIndex(1 << 16); // of the moves of linehauls
  private readonly newestOf = new GrowingInts(); // [hash] newest linehaul
  private readonly olderOf = new GrowingInts(); // [linehaul] older one of the same hash, or NONE
  private readonly routeOf = new GrowingInts(); // [linehaul] a pool route that rides it
  private readonly partOf = new GrowingInts(); // [linehaul] its part

  constructor(compiled: Compiled, answer: FlowResult) {
    this.compiled = compiled;
    this.answer = answer;
    this.partOfOption = new Int32Array(compiled.destinations.options.count).fill(UNWRITTEN);
    this.firstStep.push(0);
  }

  /** Position of the delivery option that a pool route of a commodity ends with, among those of its destination. */
  optionOf(route: number, k: number): number {
    const { problem, linehaul, commodities } = this.compiled;
    const { pool } = this.answer;
    const option = pool.moves[pool.firstMove[route]] - linehaul.graph.itemCount;
    return option - problem.timed.firstOption[commodities.destination[k]];
  }

  /** Minor money for a parcel of a commodity on a pool route, up to its delivery option. */
  linehaulCost(route: number, k: number): number {
    const { access, linehaul, classes, commodities, rates, legCosts } = this.compiled;
    const { pool } = this.answer;
    const cell = commodities.group[k] * legCosts.bandCount + commodities.band[k];
    const group = classes.groups[commodities.group[k]];
    const first = pool.firstMove[route];
    let cost = 0;
    for (let i = first + pool.moveCount[route] - 1; i > first; i--) {
      const item = pool.moves[i];
      const at = linehaul.legAt[linehaul.graph.leg[item]];
      cost += legCosts.costsOn(at)[cell];
      if (linehaul.graph.unloads[item] === 1) cost += rates.unload(access.legOf[at], group);
    }
    return cost;
  }

  /** Minor money for a parcel of a group and band on a delivery option. */
  deliveryCost(option: number, group: number, band: number): number {
    const { legCosts, destinations } = this.compiled;
    const { options, rates } = destinations;
    return rates.costs.rows[options.costRow[option]][group * legCosts.bandCount + band];
  }

  /** Part of a pool route up to where its last mile begins, NONE when it begins where the parcel starts. */
  linehaul(route: number): number {
    if (this.answer.pool.moveCount[route] === 1) return NONE;
    const hash = this.hashes.of(this.hashOf(route));
    if (hash === this.newestOf.count) this.newestOf.push(NONE);
    const newest = this.newestOf.values[hash];
    let known = newest;
    while (known !== NONE && !this.sameMoves(this.routeOf.values[known], route)) known = this.olderOf.values[known];
    if (known !== NONE) return this.partOf.values[known];
    this.newestOf.values[hash] = this.routeOf.push(route);
    this.olderOf.push(newest);
    const part = this.writeLinehaul(route);
    this.partOf.push(part);
    return part;
  }

  /** Part of a delivery option. */
  lastMile(option: number): number {
    if (this.partOfOption[option] === UNWRITTEN) this.partOfOption[option] = this.writeLastMile(option);
    return this.partOfOption[option];
  }

  finish(): RouteParts {
    const { steps, firstStep } = this;
    return {
      count: firstStep.count - 1,
      firstStep: new Uint32Array(firstStep.values.subarray(0, firstStep.count)),
      ...steps.finish(),
    };
  }

  /** Hash of a route's moves without the first, which is the delivery. */
  private hashOf(route: number): number {
    const { moves, firstMove, moveCount } = this.answer.pool;
    const first = firstMove[route];
    return hashMoves(moves.subarray(first + 1, first + moveCount[route]), moveCount[route] - 1) + 2 ** 31;
  }

  private sameMoves(a: number, b: number): boolean {
    const { moves, firstMove, moveCount } = this.answer.pool;
    const count = moveCount[a];
    if (moveCount[b] !== count) return false;
    const x = firstMove[a];
    const y = firstMove[b];
    for (let i = 1; i < count; i++) if (moves[x + i] !== moves[y + i]) return false;
    return true;
  }

  private writeLinehaul(route: number): number {
    const { access, linehaul } = this.compiled;
    const { firstMove, moveCount, moves } = this.answer.pool;
    const { steps } = this;
    const first = firstMove[route];
    let step = steps.extend(moveCount[route] - 1);
    // Moves are from the delivery back to the source.
    for (let i = first + moveCount[route] - 1; i > first; i--) {
      steps.setLeg(step++, access, linehaul.legAt[linehaul.graph.leg[moves[i]]]);
    }
    return this.firstStep.push(steps.count) - 1;
  }

  private writeLastMile(option: number): number {
    const { access, destinations } = this.compiled;
    const { options, lastMile } = destinations;
    const { steps } = this;
    let legs = 0;
    for (let way = options.way[option]; way !== NONE; way = lastMile.before[way]) legs++;
    let step = steps.extend(legs + 1) + legs;
    steps.set(step, DELIVER, options.row[option], options.day[option], 0);
    // Ways are read from the office back to the gate.
    for (let way = options.way[option]; way !== NONE; way = lastMile.before[way]) {
      steps.setLeg(--step, access, lastMile.leg[way]);
    }
    return this.firstStep.push(steps.count) - 1;
  }
}

/** Steps of all parts; room is made part by part. */
class StepColumns {
  count = 0;
  private kind = new Uint8Array(1 << 16);
  private what = new Uint32Array(1 << 16);
  private day = new Int32Array(1 << 16);
  private at = new Int32Array(1 << 16);

  /** Makes room for more steps; the first of them. */
  extend(steps: number): number {
    const first = this.count;
    this.count += steps;
    if (this.count <= this.kind.length) return first;
    const length = Math.ceil(this.count * 1.6);
    this.kind = copied(this.kind, new Uint8Array(length));
    this.what = copied(this.what, new Uint32Array(length));
    this.day = copied(this.day, new Int32Array(length));
    this.at = copied(this.at, new Int32Array(length));
    return first;
  }

  set(step: number, kind: number, what: number, day: number, at: number): void {
    this.kind[step] = kind;
    this.what[step] = what;
    this.day[step] = day;
    this.at[step] = at;
  }

  /** Sets a step to an access leg. */
  setLeg(step: number, { timetable, legOf, call, tripOf, workspace }: Access, at: number): void {
    const leg = legOf[at];
    if (call[at] >= tripOf.length) {
      this.set(step, TENDER, timetable.what[leg], timetable.direction[leg], timetable.at[leg]);
      return;
    }
    const trip = tripOf[call[at]];
    this.set(step, RIDE, trip, timetable.day[leg], call[at] - workspace.network.trips.firstCall[trip]);
  }

  finish(): Pick<RouteParts, 'stepKind' | 'stepWhat' | 'stepDay' | 'stepAt'> {
    return {
      stepKind: this.kind.slice(0, this.count),
      stepWhat: this.what.slice(0, this.count),
      stepDay: this.day.slice(0, this.count),
      stepAt: this.at.slice(0, this.count),
    };
  }
}

function copied<T extends Uint8Array | Uint32Array | Int32Array>(from: T, into: T): T {
  into.set(from);
  return into;
}
