import type { RouteSink } from '../engine/flow/flow-problem.js';
import { TaskSpread } from '../engine/timed/task-spread.js';
import { TimedPricer, type KnownRoutes } from '../engine/timed/timed-pricer.js';
import type { TimedProblem } from '../engine/timed/timed-demand.js';

/** What a pricing thread is given once. All columns are shared. */
export interface FlowWork {
  readonly problem: TimedProblem;
  readonly prices: Float64Array; // [resource] set before each request
  readonly spread: Float64Array; // [resource] set before each request that spreads
  readonly cheapest: Float64Array; // [commodity] out
  readonly known: KnownRoutes;
  readonly nextTask: Int32Array; // [1] the task to be taken next; from CUT_SHORT on there is none any more
}

/** Above all tasks, and far enough below the largest number for every thread to count on. */
export const CUT_SHORT = 0x40000000;

/** What a thread is asked: to price tasks below an end, with more routes where a source alone overfills resources. */
export interface FlowRequest {
  readonly endTask: number;
  readonly spreads: boolean;
}

/** Routes found by a thread: commodity, cost in ticks, number of moves, moves; one after another. */
export type FoundRoutes = Uint32Array<ArrayBuffer>;

/** Takes tasks below `endTask` until none is left. Which thread takes which does not matter: they share no results. */
export class FlowWorkman {
  private readonly work: FlowWork;
  private readonly pricer: TimedPricer;
  private readonly taskSpread: TaskSpread;
  private found = new Uint32Array(1 << 16);

  constructor(work: FlowWork, pricer = new TimedPricer(work.problem)) {
    this.work = work;
    this.pricer = pricer;
    this.taskSpread = new TaskSpread(work.problem, pricer);
  }

  /** `stop` is asked before every task; once it is true, no thread takes another. */
  priceUntil({ endTask, spreads }: FlowRequest, stop: () => boolean = () => false): FoundRoutes {
    const { prices, spread, cheapest, known, nextTask } = this.work;
    this.pricer.priceAt(prices);
    let length = 0;
    const keep: RouteSink = (k, routeCost, moves, count) => {
      if (length + 3 + count > this.found.length) this.grow();
      this.found[length++] = k;
      this.found[length++] = routeCost;
      this.found[length++] = count;
      for (let i = 0; i < count; i++) this.found[length++] = moves[i];
    };
    for (;;) {
      if (stop()) Atomics.store(nextTask, 0, CUT_SHORT);
      const task = Atomics.add(nextTask, 0, 1);
      if (task >= endTask) break;
      this.pricer.priceTask(task, prices, cheapest, known, keep);
      if (spreads) this.taskSpread.run(task, prices, spread, known, keep);
    }
    return this.found.slice(0, length);
  }

  private grow(): void {
    const larger = new Uint32Array(this.found.length * 2);
    larger.set(this.found);
    this.found = larger;
  }
}
