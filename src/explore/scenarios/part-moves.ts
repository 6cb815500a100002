import { NONE } from '../../base/none.js';
import { STEP_KINDS, type RouteParts } from '../../domain/plan.js';
import type { Compiled } from '../../planner/compile/compile.js';
import { TRANSFER } from '../../planner/network/timetable.js';

const RIDE = STEP_KINDS.indexOf('ride');

/** Parts of a plan's routes as items of a problem's graph; each is looked up once. */
export class PartMoves {
  private readonly compiled: Compiled;
  private readonly parts: RouteParts;
  private readonly legOfRide = new Map<number, number>(); // by call and day
  private readonly legOfTender = new Map<string, number>();
  private readonly unloadItem: Int32Array; // [graph leg] item behind unloading, or NONE
  private readonly aboardItem: Int32Array; // [graph leg] item aboard before the next leg, or NONE
  private readonly known: (readonly number[] | null | undefined)[] = []; // [part] null: not possible

  constructor(compiled: Compiled, parts: RouteParts) {
    this.compiled = compiled;
    this.parts = parts;
    const { graph, legAt } = compiled.linehaul;
    const { timetable, legOf } = compiled.access;
    legAt.forEach((at, leg) => {
      const found = legOf[at];
      const what = timetable.what[found];
      if (timetable.kind[found] !== TRANSFER) {
        this.legOfRide.set(this.rideKey(what, timetable.day[found], timetable.at[found]), leg);
      } else this.legOfTender.set(`${what} ${timetable.direction[found]} ${timetable.at[found]}`, leg);
    });
    this.unloadItem = new Int32Array(legAt.length).fill(NONE);
    this.aboardItem = new Int32Array(legAt.length).fill(NONE);
    for (let item = 1; item < graph.itemCount; item++) {
      const leg = graph.leg[item];
      if (leg !== NONE) (graph.unloads[item] === 1 ? this.unloadItem : this.aboardItem)[leg] = item;
    }
  }

  /** Items of a part in travel order; undefined when a leg is not there any more or cannot be caught. */
  itemsOf(part: number): readonly number[] | undefined {
    let items = this.known[part];
    if (items === undefined) {
      items = this.find(part) ?? null;
      this.known[part] = items;
    }
    return items ?? undefined;
  }

  /** True when whoever stands at item `from` can ride to item `to`. */
  boards(from: number, to: number): boolean {
    const { graph } = this.compiled.linehaul;
    const start = graph.ride[to];
    if (from === start && start !== 0) return true;
    return this.reaches(from, graph.placeOf[start] === NONE ? graph.wait[start] : start);
  }

  /** True when item `to` is at the place of item `from`, at the same moment or later. */
  reaches(from: number, to: number): boolean {
    const { graph } = this.compiled.linehaul;
    if (to === 0 || graph.placeOf[from] === NONE || graph.placeOf[from] !== graph.placeOf[to]) return false;
    return graph.chainAt[from] <= graph.chainAt[to];
  }

  private find(part: number): number[] | undefined {
    const { firstStep, stepKind, stepWhat, stepDay, stepAt } = this.parts;
    const items: number[] = [];
    const end = firstStep[part + 1];
    for (let step = firstStep[part]; step < end; step++) {
      const ride = stepKind[step] === RIDE;
      const leg = ride
        ? this.legOfRide.get(this.rideKey(stepWhat[step], stepDay[step], stepAt[step]))
        : this.legOfTender.get(`${stepWhat[step]} ${stepDay[step]} ${stepAt[step]}`);
      if (leg === undefined) return undefined;
      const next = step + 1;
      const staysAboard =
        ride &&
        next < end &&
        stepKind[next] === RIDE &&
        stepWhat[next] === stepWhat[step] &&
        stepDay[next] === stepDay[step] &&
        stepAt[next] === stepAt[step] + 1;
      const item = (staysAboard ? this.aboardItem : this.unloadItem)[leg];
      if (item === NONE) return undefined;
      if (items.length > 0 && !this.boards(items[items.length - 1], item)) return undefined;
      items.push(item);
    }
    return items;
  }

  private rideKey(trip: number, day: number, call: number): number {
    const { network, calendar } = this.compiled.access.workspace;
    // Positions beyond a trip's calls are those of another plan's longer trip: nothing is there.
    const calls = network.trips.firstCall[trip + 1] - network.trips.firstCall[trip];
    if (!(call < calls)) return NONE;
    return (network.trips.firstCall[trip] + call) * calendar.dayCount + day;
  }
}
