import { EVENTS_MAX } from '../../wire/custody/events.js';
import { listOnPlan } from '../../store/plans/assignments.js';
import { hasJobWithout } from '../../store/database/jobs.js';
import { listOrganisations } from '../../store/people/organisations.js';
import type { ServerContext } from '../context.js';
import { enqueue } from '../jobs/enqueue.js';
import type { Job, Queue } from '../jobs/queue.js';
import { addExamplePlan } from './add-example-plan.js';
import { bookParcelsOf } from './book-parcels.js';
import { EXAMPLE_PREFIX, packHandover, receiveGroup, tenderGroup } from './example-handovers.js';
import { hasExample, readExample, type ExampleWorld } from './read-example.js';
import { openStoryClock, type StoryClock } from './story-clock.js';
import { storyOf, type TimedEvent, type ToldHandover } from './story.js';
import type { ExampleProgress } from './example-progress.js';

/** So many parcels are booked: about half a minute of work for an embedded database. */
const PARCELS_MAX = 3000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Carriers book so long before the first parcel is ready. */
const BOOKED_MS = 3 * HOUR_MS;
/** What happens is sent so often. */
const SLICE_MS = 30 * MINUTE_MS;
/** The story goes on so often. */
const AGAIN_MS = 5 * MINUTE_MS;

/**
 * Makes the day of a synthetic workspace: its parcels are booked, travel by its plan, run late, change hands and get lost, all through
 * the service's own operations, up to now; then the story goes on as time does. A killed process's work is gone on with: whatever is
 * sent again counts once.
 */
export function exampleQueue(server: ServerContext): Queue<ExampleProgress> {
  let world: Promise<ExampleWorld> | undefined;
  return {
    atOnce: 1,
    attemptsMax: 5,
    backoffSec: 10,
    leaseSec: 60,
    handle: async (job) => {
      const { example } = server;
      if (example === undefined || !hasExample(example)) return;
      const { workspace } = await server.quotes.at(server.now());
      world ??= readExample(workspace, example, PARCELS_MAX);
      await new Telling(server, job, await world).run();
    },
  };
}

/** Whether the story of an example is still being told up to when it was found. */
export async function isExampleBegun({ store, example }: Pick<ServerContext, 'store' | 'example'>): Promise<boolean> {
  return example !== undefined && (await store.asWorker((tx) => hasJobWithout(tx, 'example', 'told')));
}

/** Telling one part of a story. */
class Telling {
  private readonly foundMs: number;
  private readonly toldMs: number | undefined;
  private readonly untilMs: number;

  constructor(
    private readonly server: ServerContext,
    private readonly job: Job<ExampleProgress>,
    private readonly world: ExampleWorld,
  ) {
    const { found, told } = job.data;
    this.foundMs = Date.parse(found);
    this.toldMs = told === undefined ? undefined : Date.parse(told);
    this.untilMs = this.toldMs === undefined ? this.foundMs : server.now().getTime();
  }

  async run(): Promise<void> {
    const { server, world } = this;
    const { store } = server;
    const organisations = await store.asGate((tx) => listOrganisations(tx));
    const parties = world.workspace.parties.flatMap(({ id: code }) => {
      const found = organisations.find((one) => one.code === code);
      return found === undefined ? [] : [{ id: found.id, code }];
    });
    const firstMs = Math.min(...world.parcels.map(({ readyMs }) => readyMs));
    const bookedMs = Math.min(firstMs - BOOKED_MS, this.foundMs);
    const clock = await openStoryClock(server, parties, bookedMs);
    try {
      const ids = await bookParcelsOf(clock, world, (count) => this.note('parcels booked', count));
      const { planId, planned } = await addExamplePlan(clock, world, ids, this.job.signal);
      this.note('parcels assigned to the plan', ids.length);
      const { events, handovers } = storyOf(planned.parcels, ids, this.foundMs);
      await this.tell(clock, { events: await this.stillTold(clock, planId, events), handovers });
      if (this.toldMs === undefined) await numberContainers(clock);
      await this.goOn(events);
    } finally {
      await clock.close();
    }
  }

  /** What is due of parcels that are still on the plan: what somebody cancelled, sent elsewhere or planned anew leaves the story. */
  private async stillTold(
    { server: { store }, carriers }: StoryClock,
    planId: string,
    events: readonly TimedEvent[],
  ): Promise<readonly TimedEvent[]> {
    const { toldMs = Number.NEGATIVE_INFINITY, untilMs } = this;
    const due = events.filter(({ atMs }) => atMs > toldMs && atMs <= untilMs);
    const shipments = [...new Set(due.map(({ shipment }) => shipment))];
    const onPlan = new Set<string>();
    for (const { id: partyId } of carriers.values()) {
      const found = await store.asParty({ partyId, mode: 'live' }, (tx) => listOnPlan(tx, planId, shipments));
      for (const id of found) onPlan.add(id);
    }
    return due.filter(({ shipment }) => onPlan.has(shipment));
  }

  private async tell(
    clock: StoryClock,
    { events, handovers }: { readonly events: readonly TimedEvent[]; readonly handovers: readonly ToldHandover[] },
  ): Promise<void> {
    const acts = [...this.slices(events), ...handovers.flatMap((handover) => this.actsOf(clock, handover))]
      .filter(({ atMs }) => atMs <= this.untilMs && atMs > (this.toldMs ?? Number.NEGATIVE_INFINITY))
      .toSorted((a, b) => a.atMs - b.atMs);
    let told = 0;
    let notedMs = performance.now();
    const tellUntil = async (ms: number): Promise<void> => {
      const first = told;
      while (told < events.length && events[told].atMs <= ms) told++;
      clock.goTo(ms);
      if (told > first) await recordAll(clock, events.slice(first, told));
      if (performance.now() - notedMs > 5000) {
        notedMs = performance.now();
        this.note('events told', told);
      }
    };
    for (const { atMs, act } of acts) {
      this.job.signal.throwIfAborted();
      await tellUntil(atMs);
      await act?.();
    }
    await tellUntil(this.untilMs);
    this.note('events told', told);
  }

  private slices(events: readonly TimedEvent[]): Act[] {
    const slices = new Set(events.map(({ atMs }) => Math.ceil(atMs / SLICE_MS) * SLICE_MS));
    return [...slices].map((atMs) => ({ atMs, act: undefined }));
  }

  private actsOf(clock: StoryClock, told: ToldHandover): Act[] {
    const { end, packMs, handover } = told;
    if (end === 'open') return [];
    let manifest: Promise<string> | undefined;
    const packed = (): Promise<string> => (manifest ??= packHandover(clock, told, end !== 'drafted'));
    const atMost = (ms: number): number => (end === 'received' ? ms : Math.min(ms, this.foundMs));
    const acts: Act[] = [{ atMs: atMost(packMs), act: async () => void (await packed()) }];
    if (end === 'drafted' || end === 'advised') return acts;
    acts.push({ atMs: atMost(handover.atMs), act: async () => tenderGroup(clock, told, await packed()) });
    if (end === 'tendered') return acts;
    const receive = async (): Promise<void> => receiveGroup(clock, told, { manifest: await packed(), end });
    return [...acts, { atMs: atMost(handover.receivedMs), act: receive }];
  }

  /** Has the rest told when it happens. */
  private async goOn(events: readonly TimedEvent[]): Promise<void> {
    const { store, now } = this.server;
    if ((events.at(-1)?.atMs ?? 0) <= this.untilMs) return;
    const data = { found: this.job.data.found, told: new Date(this.untilMs).toISOString() };
    const startAfter = new Date(now().getTime() + AGAIN_MS);
    await store.asParty(this.job.acting, (tx) => enqueue(tx, 'example', data, { now: now(), startAfter }));
  }

  /** Between two pieces of work: tells how far it is, and ends here when the server is to stop. */
  private note(what: string, count: number): void {
    this.job.signal.throwIfAborted();
    this.server.log.info(
      { example: what, count, of: this.world.parcels.length },
      'the synthetic example is being told',
    );
  }
}

interface Act {
  readonly atMs: number;
  readonly act: (() => Promise<void>) | undefined;
}

/** Lets people make containers too, whose numbers the story does not use. */
async function numberContainers({ carriers }: StoryClock): Promise<void> {
  for (const { client } of carriers.values()) {
    const { settings } = (await client.getGs1Prefix()).body; // set by an earlier try, if it was interrupted
    if (settings !== null) continue;
    await client.setGs1Prefix({ body: { company_prefix: EXAMPLE_PREFIX, extension: 1, next_serial: 1 } });
  }
}

/** Has each carrier tell its own events, as they were. */
async function recordAll({ carriers }: StoryClock, events: readonly TimedEvent[]): Promise<void> {
  for (const { code, client } of carriers.values()) {
    const own = events.filter(({ party }) => party === code);
    for (let first = 0; first < own.length; first += EVENTS_MAX) {
      await client.recordEvents({ body: { events: own.slice(first, first + EVENTS_MAX).map(sentOf) } });
    }
  }
}

function sentOf({ shipment, kind, atMs, place, counterparty, reason, weightG }: TimedEvent) {
  return {
    shipment_id: shipment,
    kind,
    device_at: new Date(atMs).toISOString(),
    actor: 'synthetic-example',
    ...(place === undefined ? {} : { place }),
    ...(counterparty === undefined ? {} : { counterparty }),
    ...(reason === undefined ? {} : { reason }),
    ...(weightG === undefined ? {} : { weight_g: weightG }),
  };
}
