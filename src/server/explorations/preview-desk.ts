import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { z } from '@hono/zod-openapi';
import { shareColumns } from '../../base/shared-columns.js';
import type { Agreement } from '../../domain/agreement.js';
import type { Scenario } from '../../domain/scenario.js';
import type { Acting } from '../../store/database/store.js';
import type { PreviewSchema } from '../../wire/explorations/explorations.js';
import { ProblemError } from '../http/problem-error.js';
import { worldOnWire } from './exploration-on-wire.js';
import { exploredWorld, type ExploredAgreement, type ExploredWorld, type WorldServer } from './exploration-world.js';
import type { PreviewReport } from './preview-worker.js';
import type { Previewed, PreviewWork } from './scenario-previewer.js';
import { toldOutcome } from './told-result.js';

/** Parcels that are planned for a first answer; of more, a sample. */
const PARCELS_MAX = 40_000;
/** Close enough for a first answer; searches end there, and seldom by their time, which a busy machine may need. */
const BASE_LIMITS = { gap: 0.002, seconds: 120 } as const;
const SCENARIO_LIMITS = { gap: 0.004, seconds: 20 } as const;
/** Who asks while a world is laid out and planned is told after so long to ask again. */
const PATIENCE_MS = 15_000;
/** Shipments that wait are looked up again after so long. */
const FRESH_MS = 120_000;
/** A world that nobody asks about is forgotten, because it is large. */
const IDLE_MS = 600_000;

interface Asked {
  readonly scenario: Scenario;
  readonly shipments: 'waiting' | 'example' | undefined;
  readonly now: Date;
}

/** Holds the world that was asked about last, in a thread that answers scenarios of it one after another. */
export class PreviewDesk {
  private open: { readonly key: string; readonly openedMs: number; readonly room: Promise<PreviewRoom> } | undefined;
  private idle: NodeJS.Timeout | undefined;

  constructor(private readonly server: WorldServer) {}

  /** A first answer. Of two that a party asks at once, the earlier one ends with the best so far, or gives way. */
  async preview(
    acting: Acting & { readonly partyId: string },
    agreed: ExploredAgreement,
    { scenario, shipments, now }: Asked,
  ): Promise<z.infer<typeof PreviewSchema>> {
    const room = await this.roomOf(acting, agreed, { shipments, now });
    const { workspace } = room.world;
    const { base, outcome, sample, seconds } = await withinPatience(room.ask(acting.partyId, scenario));
    const { figures, own } = agreed;
    return {
      figures,
      own,
      parties: workspace.parties.map(({ id, name }) => ({ id, name })),
      currency: workspace.currency,
      world: worldOnWire(room.world),
      sample: { planned: sample.planned, of: sample.of, counts: sample.counts, error_share: sample.errorShare },
      gap: SCENARIO_LIMITS.gap,
      last_windows: lastWindows(agreed.workspace.agreement),
      base: toldOutcome(base, figures, own),
      outcome: toldOutcome(outcome, figures, own),
      seconds,
    };
  }

  private async roomOf(
    acting: Acting & { readonly partyId: string },
    agreed: ExploredAgreement,
    { shipments, now }: Omit<Asked, 'scenario'>,
  ): Promise<PreviewRoom> {
    clearTimeout(this.idle);
    this.idle = setTimeout(() => this.forget(), IDLE_MS).unref();
    // Under a version in force the world is the same for all its parties.
    const whose = agreed.inForce ? '' : acting.partyId;
    const key = [acting.mode, agreed.versionId, shipments ?? '', whose].join(' ');
    const known = this.open;
    if (known?.key === key) {
      const room = await known.room;
      const isFresh = room.world.source === 'example' || now.getTime() - known.openedMs < FRESH_MS;
      if (isFresh && !room.isOver) return room;
    }
    if (this.open === known) {
      this.forget();
      const room = exploredWorld(this.server, acting, agreed, { shipments, now }).then(
        (world) => new PreviewRoom(world),
      );
      const opened = { key, openedMs: now.getTime(), room };
      this.open = opened;
      room.catch(() => {
        if (this.open === opened) this.open = undefined;
      });
      return room;
    }
    return this.roomOf(acting, agreed, { shipments, now });
  }

  private forget(): void {
    const { open } = this;
    this.open = undefined;
    open?.room.then(
      (room) => room.close(),
      () => undefined,
    );
  }
}

/** The window of each point that closes last, so that scenarios can name it. */
function lastWindows(agreement: Agreement | undefined): z.infer<typeof PreviewSchema>['last_windows'] {
  return (agreement?.interchanges ?? []).flatMap(({ id, windows }) => {
    const closes = windows.map(({ closeSec }) => closeSec);
    const last = closes.indexOf(Math.max(...closes));
    if (last < 0) return [];
    return [{ path: `interchange[${id}].windows[${last}].close`, close_minutes: Math.round(closes[last] / 60) }];
  });
}

interface Waiting {
  readonly partyId: string;
  readonly scenario: Scenario;
  readonly resolve: (previewed: Previewed) => void;
  readonly reject: (error: unknown) => void;
}

/** One world in its thread. */
class PreviewRoom {
  private readonly worker: Worker;
  private readonly stopped = new Int32Array(new SharedArrayBuffer(4));
  private waiting: Waiting[] = [];
  /** True when its thread has ended, so that nobody is answered any more. */
  isOver = false;
  private running: Waiting | undefined;

  constructor(readonly world: ExploredWorld) {
    const { workspace, shipments } = world;
    if (shipments.count === 0)
      throw new ProblemError('conflict', 'No shipment waits to travel, so there is nothing to explore.');
    const work: PreviewWork = {
      workspace,
      shipments,
      most: PARCELS_MAX,
      base: BASE_LIMITS,
      scenario: SCENARIO_LIMITS,
      stopped: this.stopped,
    };
    const entry = new URL(`./preview-worker${extname(import.meta.url)}`, import.meta.url);
    this.worker = new Worker(entry, { workerData: shareColumns(work) });
    this.worker.unref();
    this.worker.on('message', (report: PreviewReport) => {
      if (report.kind === 'done') this.ended((one) => one.resolve(report.previewed));
      else this.ended((one) => one.reject(new Error(report.message)));
    });
    this.worker.once('error', (error) => this.fail(error));
    this.worker.once('exit', () =>
      this.fail(new ProblemError('conflict', 'Another world was asked about meanwhile. Ask again.')),
    );
  }

  ask(partyId: string, scenario: Scenario): Promise<Previewed> {
    for (const one of this.waiting.filter((other) => other.partyId === partyId)) {
      one.reject(new ProblemError('conflict', 'You asked about another scenario meanwhile.'));
    }
    this.waiting = this.waiting.filter((other) => other.partyId !== partyId);
    if (this.running?.partyId === partyId) Atomics.store(this.stopped, 0, 1);
    return new Promise((resolve, reject) => {
      this.waiting.push({ partyId, scenario, resolve, reject });
      this.next();
    });
  }

  close(): void {
    void this.worker.terminate();
  }

  /** The thread keeps the process only while somebody waits for it. */
  private next(): void {
    if (this.running !== undefined) return;
    this.running = this.waiting.shift();
    if (this.running === undefined) {
      this.worker.unref();
      return;
    }
    Atomics.store(this.stopped, 0, 0);
    this.worker.ref();
    this.worker.postMessage(this.running.scenario, []);
  }

  private ended(tell: (one: Waiting) => void): void {
    const { running } = this;
    this.running = undefined;
    if (running !== undefined) tell(running);
    this.next();
  }

  private fail(error: unknown): void {
    this.isOver = true;
    for (const one of [...(this.running === undefined ? [] : [this.running]), ...this.waiting]) one.reject(error);
    this.waiting = [];
    this.running = undefined;
  }
}

/** What is being worked out goes on when nobody waits any more: the next one who asks finds the world planned. */
async function withinPatience<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(
        new ProblemError('conflict', 'The agreement as it is is still being planned.', undefined, {
          'retry-after': '1',
        }),
      );
    }, PATIENCE_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
