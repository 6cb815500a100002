import assert from 'node:assert/strict';
import { Prng } from '../../base/prng.js';
import { foldEvents } from '../../custody/events/fold-events.js';
import { CONDITIONS } from '../../domain/handover.js';
import { listEvents } from '../../store/custody/events.js';
import { findManifest, listItems } from '../../store/docks/manifests.js';
import type { Client } from '../../wire/http/client.js';
import { RefusedError } from '../../wire/http/client.js';
import { testServer } from '../server-for-test.js';
import { docksForTest } from './dock-for-test.js';
import { eventsOf, foldWhole } from './handover-fold.js';
import type { SentScan } from './scans.js';

const SEEDS = [3, 4];

for (const seed of SEEDS) {
  testServer(
    `after any acts in any order, logs and lists say what the whole handover says (seed ${seed})`,
    async (made) => {
      const random = new Prng(seed);
      const dock = await docksForTest(made);
      const pieces = await dock.book(9);
      const [sealed, open] = [await dock.bag(), await dock.bag()];
      const put = (piece: string, index: number, into: string) => ({
      id: `put-${index}`, device_time: dock.at(0), kind: 'put' as const, piece, into,
    }); // prettier-ignore
      const close = (container: string) => ({
        id: `close-${container}`,
        device_time: dock.at(1),
        kind: 'close' as const,
        container,
      });
      await dock.giver.actOnContainers({
        body: {
          acts: [
            ...pieces.slice(0, 3).map((piece, index) => put(piece, index, sealed.sscc)),
            ...pieces.slice(3, 5).map((piece, index) => put(piece, index + 3, open.sscc)),
            close(sealed.sscc),
            close(open.sscc),
            { id: 'seal', device_time: dock.at(2), kind: 'seal', container: sealed.sscc, seal: 'S1' },
          ],
        },
      });
      const id = await dock.advised({ pieces: pieces.slice(5), containers: [sealed.sscc, open.sscc] });
      const world = { params: { id }, pieces, containers: [sealed.sscc, open.sscc], at: dock.at };
      // More than a day passes, so that some of it is told in time, some late, and some too late.
      for (let step = 0; step < 25; step++) {
        made.wait(60 * random.below(180));
        await doSomething(random, step, { ...world, giver: dock.giver, receiver: dock.receiver });
        if (random.chance(0.1)) await made.runJobs();
      }
      made.wait(48 * 3600);
      await made.runJobs();
      await made.server.store.asParty({ partyId: dock.post, mode: 'live' }, async (tx) => {
        const stored = await findManifest(tx, id);
        assert.ok(stored !== undefined);
        const fold = await foldWhole(tx, stored, made.server.now());
        const said = eventsOf(stored, fold);
        const logs = await listEvents(tx, pieces);
        for (const piece of pieces) {
          const own = (logs.get(piece) ?? []).filter(({ handover }) => handover === undefined);
          const expected = foldEvents([...own, ...said.filter(({ shipment }) => shipment === piece)]);
          const { timeline: _, ...told } = foldEvents(logs.get(piece) ?? []);
          const { timeline: __, ...wanted } = expected;
          assert.deepEqual(told, wanted);
        }
        const kept = (await listItems(tx, id)).filter(({ of }) => of === 'piece');
        const found = new Map(fold.handover.items.map((item) => [item.item, item.status]));
        assert.deepEqual(
          kept.map(({ status }) => status),
          kept.map(({ item }) => found.get(item)),
        );
        assert.equal(
          stored.waiting,
          fold.handover.items.some(({ status }) => status === 'expected'),
        );
      });
    },
  );
}

interface Playing {
  readonly params: { readonly id: string };
  readonly pieces: readonly string[];
  readonly containers: readonly string[];
  readonly at: (minutes: number) => string;
  readonly giver: Client;
  readonly receiver: Client;
}

/** Either party does something, as of any moment up to now; what counts for nothing is refused. */
async function doSomething(random: Prng, step: number, playing: Playing): Promise<void> {
  const { params, pieces, containers, giver, receiver } = playing;
  const act = { id: `act-${step}`, device_time: playing.at(random.below(60 + step * 90)) };
  const choice = random.below(12);
  if (choice === 0) await allowed(giver.tenderHandover({ params, body: act }));
  else if (choice === 1) {
    await allowed(giver.tenderHandover({ params, body: { ...act, pieces: [random.pick(pieces.slice(5))] } }));
  } else if (choice === 2 && step > 12) await allowed(receiver.closeCount({ params, body: act }));
  else if (choice === 3) {
    const voids = `scan-${random.below(step + 1)}-0`;
    await allowed(receiver.voidHandoverAct({ params, body: { ...act, voids } }));
  } else {
    const scans = Array.from({ length: 1 + random.below(3) }, (_, index): SentScan => {
      const scan = { id: `scan-${step}-${index}`, device_time: playing.at(random.below(60 + step * 90)) };
      const conditions = random.chance(0.4) ? { conditions: [random.pick(CONDITIONS)] } : {};
      if (random.chance(0.25)) {
        const seal = random.chance(0.5) ? { seal: random.pick(['S1', 'S2']) } : {};
        return { ...scan, ...conditions, ...seal, container: random.pick(containers) };
      }
      return { ...scan, ...conditions, piece: random.pick(pieces) };
    });
    await allowed(receiver.recordScans({ params, body: { scans } }));
    if (random.chance(0.3)) await allowed(receiver.recordScans({ params, body: { scans } }));
  }
}

async function allowed(asking: Promise<unknown>): Promise<void> {
  await asking.catch((error: unknown) => {
    if (!(error instanceof RefusedError) || error.problem?.code !== 'conflict') throw error;
  });
}
