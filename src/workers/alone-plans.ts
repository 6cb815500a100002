import { Worker } from 'node:worker_threads';
import { shareColumns } from '../base/shared-columns.js';
import type { Shipments } from '../domain/shipments.js';
import type { Workspace } from '../domain/workspace.js';
import { nowMs, type PlannedScope, type PlanProgress, type ScopeLimits } from './plan-scope.js';
import type { ScopeReport, ScopeWork } from './scope-work.js';
import { workerFile } from './worker-file.js';

/** How well parties are planned, and by how many threads at once. */
interface AloneLimits extends Pick<ScopeLimits, 'gap' | 'roundsMax' | 'endsAtMs'> {
  readonly threads: number;
}

/** Plans of each party over its own network, every one in a thread of its own, beside what else is being done. */
export class AlonePlans {
  private readonly plans: PlannedScope[] = []; // by party
  private readonly work: Omit<ScopeWork, 'scope' | 'endsAtMs'>;
  private readonly count: number;
  private readonly workers = new Set<Worker>();
  private readonly lanes: Promise<void>[] = [];
  private lanesAtWork = 1;
  private next = 0; // party
  private endsAtMs: number;
  private onProgress: (progress: PlanProgress) => void = () => undefined;
  private readonly threads: number;

  constructor(workspace: Workspace, shipments: Shipments, { gap, roundsMax, endsAtMs, threads }: AloneLimits) {
    this.work = shareColumns({ workspace, shipments, gap, roundsMax, stopped: new Int32Array(1) });
    this.count = workspace.parties.length;
    this.endsAtMs = endsAtMs;
    this.threads = threads;
  }

  /** Begins with one party at a time; nothing is told of how far it is. */
  begin(): void {
    const lane = this.takeParties();
    // What goes wrong is told by `finish`, which waits for it; until then nobody does.
    lane.catch(() => undefined);
    this.lanes.push(lane);
  }

  /** Plans all that are left with all threads until a time, in milliseconds of `nowMs`; by party. */
  async finish(endsAtMs: number, onProgress: (progress: PlanProgress) => void): Promise<PlannedScope[]> {
    this.endsAtMs = endsAtMs;
    this.onProgress = onProgress;
    this.lanesAtWork = this.threads;
    const timer = setTimeout(() => this.stop(), Math.max(0, endsAtMs - nowMs()));
    try {
      const more = Array.from({ length: this.threads - this.lanes.length }, () => this.takeParties());
      await Promise.all([...this.lanes, ...more]);
      return this.plans;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Ends all searches with the best found so far. */
  stop(): void {
    Atomics.store(this.work.stopped, 0, 1);
  }

  /** Ends the threads that are still at work. */
  async close(): Promise<void> {
    this.next = this.count;
    await Promise.all([...this.workers].map((worker) => worker.terminate()));
  }

  private async takeParties(): Promise<void> {
    for (let party = this.next++; party < this.count; party = this.next++) {
      const rounds = Math.ceil((this.count - party) / this.lanesAtWork);
      const endsAtMs = nowMs() + (this.endsAtMs - nowMs()) / rounds;
      this.plans[party] = await this.planInThread({ ...this.work, scope: party, endsAtMs });
    }
  }

  private async planInThread(work: ScopeWork): Promise<PlannedScope> {
    const worker = new Worker(workerFile('scope'), { workerData: work });
    this.workers.add(worker);
    try {
      return await new Promise((resolve, reject) => {
        worker.on('message', (report: ScopeReport) => {
          if (report.kind === 'progress') this.onProgress(report.progress);
          else resolve(report.planned);
        });
        worker.once('error', reject);
        worker.once('exit', (code) => reject(new Error(`A planning thread ended early (exit code ${code}).`)));
      });
    } finally {
      this.workers.delete(worker);
      await worker.terminate();
    }
  }
}
