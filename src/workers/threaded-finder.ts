import { Worker } from 'node:worker_threads';
import type { PriceRequest } from '../engine/flow/flow-problem.js';
import type { TimedProblem } from '../engine/timed/timed-demand.js';
import { TimedFinder } from '../engine/timed/timed-finder.js';
import { forgetRoutes } from '../engine/timed/timed-pricer.js';
import { CUT_SHORT, FlowWorkman, type FlowRequest, type FlowWork, type FoundRoutes } from './flow-work.js';
import { shareColumns, sharedColumn } from '../base/shared-columns.js';
import { workerFile } from './worker-file.js';

/**
 * Prices tasks on several threads, of which the caller's is one. Answers are those of a single thread: every commodity
 * belongs to one task, and what one task finds depends on no other.
 */
export class ThreadedFinder extends TimedFinder {
  private readonly work: FlowWork;
  private readonly workman: FlowWorkman;
  private readonly workers: readonly Worker[];

  static open(problem: TimedProblem, threads: number): ThreadedFinder {
    return new ThreadedFinder(shareColumns(problem), threads);
  }

  private constructor(problem: TimedProblem, threads: number) {
    super(problem);
    this.work = shareColumns({
      problem,
      prices: sharedColumn(Float64Array, problem.flow.resources.count),
      spread: sharedColumn(Float64Array, problem.flow.resources.count),
      cheapest: sharedColumn(Float64Array, problem.flow.commodities.count),
      known: this.known,
      nextTask: new Int32Array(1),
    });
    this.workman = new FlowWorkman(this.work, this.pricer);
    this.workers = Array.from({ length: threads - 1 }, () => new Worker(workerFile('plan'), { workerData: this.work }));
  }

  override async price(asked: PriceRequest): Promise<boolean> {
    const { prices, cheapest, firstPart, endPart, sink, spread, meanwhile, stop } = asked;
    const { work, partTask } = this;
    if (stop()) return false;
    work.prices.set(prices);
    if (spread) work.spread.set(spread);
    Atomics.store(work.nextTask, 0, partTask[firstPart]);
    const request: FlowRequest = { endTask: partTask[endPart], spreads: spread !== undefined };
    const others = this.workers.map((worker) => answerOf(worker, request));
    meanwhile?.();
    const own = this.workman.priceUntil(request, stop);
    const found = [own, ...(await Promise.all(others))];
    const [first, end] = [this.parts[firstPart], this.parts[endPart]];
    cheapest.set(work.cheapest.subarray(first, end), first);
    const moves = new Uint32Array(1 << 12);
    for (const routes of found) handOut(routes, moves, sink);
    return Atomics.load(work.nextTask, 0) < CUT_SHORT;
  }

  override forget(commodity: number): void {
    forgetRoutes(this.work.known, commodity);
  }

  /** Ends the threads. */
  async close(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.terminate()));
  }
}

function answerOf(worker: Worker, request: FlowRequest): Promise<FoundRoutes> {
  return new Promise((resolve, reject) => {
    worker.once('message', (found: FoundRoutes) => {
      worker.off('error', reject);
      resolve(found);
    });
    worker.once('error', reject);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    worker.postMessage(request);
  });
}

function handOut(routes: FoundRoutes, moves: Uint32Array, sink: PriceRequest['sink']): void {
  for (let at = 0; at < routes.length;) {
    const commodity = routes[at++];
    const cost = routes[at++];
    const length = routes[at++];
    for (let i = 0; i < length; i++) moves[i] = routes[at++];
    sink(commodity, cost, moves, length);
  }
}
