import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Json } from '../../base/canonical-json.js';
import { listPlanFiles, WHOLE_PLAN } from '../../store/plans/plan-files.js';
import {
  beginPlan,
  endPlan,
  findPlan,
  notePlanProgress,
  type PlanAttempt,
  type PlanEnding,
  type PlanRow,
} from '../../store/plans/plans.js';
import { addPlanRounds } from '../../store/plans/plan-progress.js';
import { actAs, type Tx } from '../../store/database/store.js';
import type { ServerContext } from '../context.js';
import { enqueue } from '../jobs/enqueue.js';
import type { Job, Queue } from '../jobs/queue.js';
import { notify } from '../notices/notify.js';
import { keepPlanResult } from './keep-plan-result.js';
import { planInThread } from './planning-thread.js';
import type { PlanSummary, PlanningResult, ToldProgress } from './planning-work.js';
import { gatherWorld, type PlanWorld } from './plan-world.js';
import { RoundIndex } from './round-index.js';

/** Progress is told so often. */
const PROGRESS_MS = 1000;

type Server = Pick<ServerContext, 'store' | 'quotes' | 'log' | 'now'>;

/** Makes plans, one at a time in each process; a plan whose process is killed is begun again by another. */
export function planQueue(server: Server): Queue<{ readonly plan: string }> {
  return {
    atOnce: 1,
    attemptsMax: 3,
    backoffSec: 5,
    leaseSec: 30,
    handle: (job) => new PlanJob(server, job).run(),
    gaveUp: async ({ acting, data }, error) => {
      const { store, now } = server;
      await store.asParty(acting, async (tx) => {
        const plan = await findPlan(tx, data.plan);
        if (plan === undefined) return;
        const ending: PlanEnding = { state: 'failed', fault: `It could not be made: ${error}` };
        if (await endPlan(tx, plan, ending, now())) await tellPlan(tx, plan, ending.state, now());
      });
    },
  };
}

/** Tells all parties of a plan that it changed. */
export async function tellPlan(
  tx: Tx,
  plan: PlanRow,
  state: string,
  at: Date,
  more: Record<string, Json> = {},
): Promise<void> {
  const { id, mode, party_ids: to } = plan;
  await notify(tx, [{ type: 'plan.changed', to, mode, subject: id, at, data: { plan: id, state, ...more } }]);
}

/** Why a plan cannot be made, however often it is tried. */
class Unmakeable extends Error {}

/** Somebody wants the plan no more. */
class Cancelled extends Error {}

/** Making one plan once. */
class PlanJob {
  private readonly stopping = new AbortController();
  private readonly rounds = new RoundIndex();
  private readonly enough = new Int32Array(new SharedArrayBuffer(4));
  private latest: ToldProgress = GATHERING;
  private told: ToldProgress | undefined;

  constructor(
    private readonly server: Server,
    private readonly job: Job<{ readonly plan: string }>,
  ) {}

  async run(): Promise<void> {
    const { store, now } = this.server;
    const plan = await store.asParty(this.job.acting, async (tx) => {
      const begun = await beginPlan(tx, this.job.data.plan, now());
      if (begun !== undefined) await tellPlan(tx, begun, 'running', now());
      return begun;
    });
    if (plan === undefined) return;
    const folder = mkdtempSync(join(tmpdir(), 'interline-plan-'));
    const watching = setInterval(() => void this.noteProgress(plan), PROGRESS_MS);
    try {
      const world = await gatherWorld(this.server, plan, now());
      if (world === undefined) {
        throw new Unmakeable('Another version of the agreement is in force by now. Ask for a plan again.');
      }
      const result = await this.make(plan, world, folder);
      clearInterval(watching);
      await this.keep(plan, world, result, folder);
    } catch (error) {
      if (error instanceof Cancelled) await this.end(plan, { state: 'cancelled' });
      else if (error instanceof Unmakeable) await this.end(plan, { state: 'failed', fault: error.message });
      else throw error;
    } finally {
      clearInterval(watching);
      rmSync(folder, { recursive: true, force: true });
    }
  }

  private async make(plan: PlanRow, world: PlanWorld, folder: string): Promise<PlanningResult> {
    const { workspace, shipments, partyIds, planned } = world;
    const { enough } = this;
    const earlier = plan.based_on === null ? undefined : await this.earlierFolder(plan.based_on, folder);
    const threads = Math.max(1, availableParallelism() - 1); // one is left to answer requests
    return planInThread(
      {
        workspace,
        shipments,
        partyIds,
        planned,
        gap: plan.gap,
        seconds: plan.seconds,
        threads,
        folder,
        earlier,
        enough,
      },
      {
        signal: AbortSignal.any([this.job.signal, this.stopping.signal]),
        onProgress: (progress) => {
          this.latest = this.rounds.tell(progress);
        },
      },
    );
  }

  /** The whole of an earlier plan, as a folder. */
  private async earlierFolder(planId: string, folder: string): Promise<string> {
    const files = await this.server.store.asWorker((tx) => listPlanFiles(tx, planId, WHOLE_PLAN));
    if (files.length === 0) throw new Unmakeable('The files of the plan it is based on are not kept any more.');
    const earlier = mkdtempSync(join(folder, 'earlier-'));
    for (const { name, bytes } of files) writeFileSync(join(earlier, name), bytes);
    return earlier;
  }

  /** Keeps what came out. Everything before the last transaction shows to nobody until that one has ended. */
  private async keep(plan: PlanRow, world: PlanWorld, result: PlanningResult, folder: string): Promise<void> {
    if (result.findings.length > 0) {
      const fault = `The plan that came out breaks rules, so it is not used: ${result.findings.join('; ')}`;
      return this.end(plan, { state: 'failed', fault });
    }
    const step = (partyId: string, body: (tx: Tx) => Promise<void>): Promise<void> => this.step(plan, partyId, body);
    await keepPlanResult({ store: this.server.store, step }, { ...world, plan }, result, folder);
    const summary: PlanSummary = { ...result.totals, left_out: world.leftOut, uses: result.uses };
    await this.end(plan, { state: 'succeeded', summary: summary as unknown as Json });
  }

  /** One transaction for a party of the plan, if this attempt is still the one that counts. */
  private async step(plan: PlanRow, partyId: string, body: (tx: Tx) => Promise<void>): Promise<void> {
    this.job.signal.throwIfAborted();
    await this.server.store.asParty(this.job.acting, async (tx) => {
      const held = await notePlanProgress(tx, plan, { ...this.latest, stage: 'keeping' });
      await addPlanRounds(tx, plan, this.rounds.take());
      if (held === 'lost') throw new Error('another attempt at the plan has begun');
      if (held === 'cancel') throw new Cancelled();
      await actAs(tx, partyId); // the plan is made for all its parties
      await body(tx);
    });
  }

  private async end(plan: PlanAttempt & PlanRow, ending: PlanEnding): Promise<void> {
    const { store, now } = this.server;
    await store.asParty(this.job.acting, async (tx) => {
      if (!(await endPlan(tx, plan, ending, now()))) return;
      if (ending.state === 'succeeded' && plan.assigns) {
        await enqueue(tx, 'assign_plan', { plan: plan.id }, { now: now(), key: `${plan.id} ${plan.requested_by}` });
      }
      await tellPlan(tx, plan, ending.state, now());
    });
  }

  /** Tells how far it is, and learns whether to go on. */
  private async noteProgress(plan: PlanRow): Promise<void> {
    const { latest, told } = this;
    const { store, log, now } = this.server;
    const rounds = this.rounds.take();
    try {
      const answer = await store.asParty(this.job.acting, async (tx) => {
        const held = await notePlanProgress(tx, plan, { ...latest });
        if (held === 'lost') return held;
        await addPlanRounds(tx, plan, rounds);
        if (latest !== told) await tellPlan(tx, plan, 'running', now(), { progress: { ...latest } });
        return held;
      });
      this.told = latest;
      if (answer === 'finish') Atomics.store(this.enough, 0, 1);
      if (answer === 'cancel') this.stopping.abort(new Cancelled());
      if (answer === 'lost') this.stopping.abort(new Error('another attempt at the plan has begun'));
    } catch (error) {
      log.warn({ plan: plan.id, err: error }, 'the progress of a plan could not be noted');
    }
  }
}

const GATHERING: ToldProgress = {
  stage: 'gathering',
  round: 0,
  gap: null,
  seconds: 0,
  best_index: null,
  bound_index: null,
};
