import { availableParallelism } from 'node:os';
import type { Json } from '../../base/canonical-json.js';
import {
  beginExploration,
  endExploration,
  findExploration,
  noteExploration,
  type ExplorationEnding,
  type ExplorationRow,
} from '../../store/plans/explorations.js';
import type { Tx } from '../../store/database/store.js';
import type { ServerContext } from '../context.js';
import { ProblemError } from '../http/problem-error.js';
import type { Job, Queue } from '../jobs/queue.js';
import { notify } from '../notices/notify.js';
import { exploreInThread } from './explore-in-thread.js';
import { worldOnWire } from './exploration-on-wire.js';
import type { ExplorationProgress } from './exploration-work.js';
import { exploredAgreement, exploredWorld, type WorldServer } from './exploration-world.js';
import { questionOf, type ExplorationRequest } from './question-of.js';
import { toldResult } from './told-result.js';

/** Progress is told so often. */
const PROGRESS_MS = 1000;

type Server = WorldServer & Pick<ServerContext, 'log' | 'now'>;

/** Works explorations out, one at a time in each process; one whose process is killed is begun again by another. */
export function exploreQueue(server: Server): Queue<{ readonly exploration: string }> {
  return {
    atOnce: 1,
    attemptsMax: 3,
    backoffSec: 5,
    leaseSec: 30,
    handle: (job) => new ExplorationJob(server, job).run(),
    gaveUp: async ({ acting, data }, error) => {
      await server.store.asParty(acting, async (tx) => {
        const row = await findExploration(tx, data.exploration);
        const ending: ExplorationEnding = { state: 'failed', fault: `It could not be worked out: ${error}` };
        if (row === undefined || !(await endExploration(tx, row, ending, server.now()))) return;
        await tellExploration(tx, row, ending.state, server.now());
      });
    },
  };
}

/** Tells who asked for an exploration that it changed. */
export async function tellExploration(
  tx: Tx,
  { id, mode, requested_by, kind }: Pick<ExplorationRow, 'id' | 'mode' | 'requested_by' | 'kind'>,
  state: ExplorationRow['state'],
  at: Date,
): Promise<void> {
  const data = { exploration: id, kind, state };
  await notify(tx, [{ type: 'exploration.changed', to: [requested_by], mode, subject: id, at, data }]);
}

/** Why an exploration cannot be worked out, however often it is tried. */
class Impossible extends Error {}

/** Nobody wants it any more. */
class Cancelled extends Error {}

/** Working one exploration out, once. */
class ExplorationJob {
  private readonly stopping = new AbortController();
  private latest: ExplorationProgress | undefined;
  private world: Json = null;

  constructor(
    private readonly server: Server,
    private readonly job: Job<{ readonly exploration: string }>,
  ) {}

  async run(): Promise<void> {
    const { store, now } = this.server;
    const { acting, data } = this.job;
    const row = await store.asParty(acting, async (tx) => {
      const begun = await beginExploration(tx, data.exploration, now());
      if (begun !== undefined) await tellExploration(tx, begun, 'running', now());
      return begun;
    });
    if (row === undefined) return;
    const watching = setInterval(() => void this.note(row), PROGRESS_MS);
    try {
      const ending = await this.explore(row);
      clearInterval(watching);
      await this.end(row, ending);
    } catch (error) {
      if (error instanceof Cancelled) await this.end(row, { state: 'cancelled' });
      else if (error instanceof Impossible) await this.end(row, { state: 'failed', fault: error.message });
      else throw error;
    } finally {
      clearInterval(watching);
    }
  }

  private async explore(row: ExplorationRow): Promise<ExplorationEnding> {
    const { server } = this;
    const acting = { partyId: row.requested_by, mode: row.mode };
    const request = row.request as unknown as ExplorationRequest;
    const agreed = await exploredAgreement(server, acting, row.agreement_version_id, server.now());
    if (agreed === undefined) throw new Impossible('The version of the agreement is not there any more.');
    const world = await exploredWorld(server, acting, agreed, { shipments: request.shipments, now: server.now() });
    if (world.shipments.count === 0)
      throw new Impossible('No shipment waits to travel, so there is nothing to explore.');
    this.world = { ...worldOnWire(world) };
    const { workspace, shipments } = world;
    const question = this.asked(request, world);
    const threads = Math.max(1, availableParallelism() - 1); // one is left to answer requests
    const result = await exploreInThread(
      { workspace, shipments, question, threads },
      {
        signal: AbortSignal.any([this.job.signal, this.stopping.signal]),
        onProgress: (progress) => {
          // How far the gap of all parties' plan is, both may know; their costs are not in it.
          this.latest = progress;
        },
      },
    );
    if ((await this.note(row)) === 'cancel') throw new Cancelled();
    return {
      state: 'succeeded',
      result: JSON.stringify(toldResult(result, row.figures, world.own)),
      map: result.kind === 'coverage' ? JSON.stringify(result.map) : undefined,
    };
  }

  /** What was fine when it was asked may not be by now, as where a departure has gone. */
  private asked(
    request: ExplorationRequest,
    { workspace, text }: { workspace: Parameters<typeof questionOf>[1]['workspace']; text: string },
  ) {
    try {
      return questionOf(request, { workspace, text, reference: this.server.reference });
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      throw new Impossible(error.faults?.map(({ message }) => message).join('; ') ?? error.message);
    }
  }

  private async end(row: ExplorationRow, ending: ExplorationEnding): Promise<void> {
    const { store, now } = this.server;
    await store.asParty(this.job.acting, async (tx) => {
      if (await endExploration(tx, row, ending, now())) await tellExploration(tx, row, ending.state, now());
    });
  }

  /** Tells how far it is, and learns whether to go on. */
  private async note(row: ExplorationRow): Promise<'go_on' | 'cancel' | 'lost' | undefined> {
    const { store, log } = this.server;
    const { latest } = this;
    try {
      const note = { world: this.world, progress: latest === undefined ? null : { ...latest } };
      const answer = await store.asParty(this.job.acting, (tx) => noteExploration(tx, row, note));
      if (answer === 'cancel') this.stopping.abort(new Cancelled());
      if (answer === 'lost') this.stopping.abort(new Error('another attempt at the exploration has begun'));
      return answer;
    } catch (error) {
      log.warn({ exploration: row.id, err: error }, 'the progress of an exploration could not be noted');
      return undefined;
    }
  }
}
