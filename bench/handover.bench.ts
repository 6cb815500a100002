import type { Client } from '#interline/wire/http/client.js';
import type { Bench, BenchContext } from './bench.js';
import { keyOf, measureRequests, onBothDatabases, startServer, stopServer, type Served } from './served-interline.js';

const PIECES = 2000;
const BATCH = 1000;
const PARCEL = {
  product: 'standard',
  origin: 'FC-DEL',
  ready_at: '2026-11-23T18:00:00+05:30',
  destination_pin: '400072',
  weight_g: 480,
};

export const bench: Bench = {
  name: 'handover',
  about: `handovers of ${PIECES} pieces, scanned in batches and one by one, with both kinds of database`,
  run: (context) => onBothDatabases(context, (served) => measureDock(context, served)),
};

async function measureDock(context: BenchContext, served: Served): Promise<void> {
  const { database } = served;
  const { child, address } = await startServer(served);
  try {
    const [giver, receiver] = [await keyOf(address, 'ats-admin'), await keyOf(address, 'post-admin')];
    const batched = await tendered(context, `${database}: `, giver);
    const scans = batched.pieces.map((piece) => ({ id: `b-${piece}`, device_time: new Date().toISOString(), piece }));
    const before = performance.now();
    for (let row = 0; row < PIECES; row += BATCH) {
      await receiver.recordScans({ params: batched.params, body: { scans: scans.slice(row, row + BATCH) } });
    }
    const perSecond = PIECES / ((performance.now() - before) / 1000);
    context.figure(`${database}: scanned in batches of ${BATCH}`, Math.round(perSecond), { unit: 'scans/s' });
    await checkAccepted(context, receiver, batched.params);

    const single = await tendered(context, `${database}: `, giver);
    const scan = (n: number) => {
      const piece = single.pieces[((n % PIECES) + PIECES) % PIECES];
      const body = { scans: [{ id: `s-${n}`, device_time: new Date().toISOString(), piece }] };
      return receiver.recordScans({ params: single.params, body });
    };
    await measureRequests(context, `${database}: one scan, two scanners`, scan, PIECES, { clients: 2, p99MsMax: 25 });
    await checkAccepted(context, receiver, single.params);
    const read = () => receiver.getHandover({ params: single.params });
    await measureRequests(context, `${database}: read a handover of ${PIECES}`, read, 50, { clients: 1 });
    await measureRequests(context, `${database}: list manifests`, () => receiver.listManifests(), 200, { clients: 1 });
  } finally {
    await stopServer(child);
  }
}

/** A handover of loose pieces that its giver has tendered. */
async function tendered(
  context: BenchContext,
  label: string,
  giver: Client,
): Promise<{ params: { id: string }; pieces: string[] }> {
  const { ids } = (await giver.createShipments({ body: { shipments: Array.from({ length: PIECES }, () => PARCEL) } }))
    .body;
  const other = (await giver.listOrganisations()).body.data.find(({ code }) => code === 'post');
  const device_time = new Date().toISOString();
  const timed = async <T>(what: string, asking: () => Promise<T>): Promise<T> => {
    const before = performance.now();
    const result = await asking();
    context.figure(`${label}${what} ${PIECES} pieces`, performance.now() - before, { unit: 'ms' });
    return result;
  };
  const body = { receiver_id: other?.id ?? '', interchange: 'IX-DEL', tender_at: device_time, pieces: ids };
  const { id } = (await timed('draft a manifest of', () => giver.createManifest({ body }))).body;
  const params = { id };
  await timed('pre-advise', () => giver.preAdviseManifest({ params }));
  await timed('tender', () => giver.tenderHandover({ params, body: { id: 'tender', device_time } }));
  return { params, pieces: ids };
}

async function checkAccepted(context: BenchContext, client: Client, params: { id: string }): Promise<void> {
  const { pieces } = (await client.getHandover({ params })).body;
  context.check(pieces.accepted === PIECES, `${pieces.accepted} of ${PIECES} pieces were accepted`);
}
