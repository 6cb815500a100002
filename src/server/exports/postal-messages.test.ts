import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readPostalDocument, writePostalFile } from '../../standards/edi/postal-messages.js';
import type { receivePostalMessages } from '../../wire/exports/postal-messages.js';
import type { Client } from '../../wire/http/client.js';
import type { Request } from '../../wire/http/operation.js';
import { refusal, testServer, type ServerForTest } from '../server-for-test.js';
import { forgetOldExports } from './export-deadlines.js';
import { PRESENT } from './exports-for-test.js';

const LANE = { origin: 'INDELA', destination: 'NPKTMA', category: 'A', subclass: 'UN' };
const BOOKING = {
  consignment: 'C1',
  carrier: 'AI',
  hand_over: { place: 'DEL', at: '2026-11-24T10:00+05:30' },
  legs: [{ mode: 'air' as const, service: 'AI215', from: 'DEL', to: 'KTM', departs_at: '2026-11-24T13:00+05:30' }],
};

interface Despatched {
  readonly post: Client;
  readonly shop: Client;
  readonly id: string;
  readonly despatch: string;
  readonly bags: readonly { readonly receptacle: string; readonly items: readonly string[] }[];
}

/** A despatch of two bags with an item each. */
async function despatched(made: ServerForTest): Promise<Despatched> {
  const ids = await made.addParties();
  const [post, shop] = [await made.keyOf(ids.post), await made.keyOf(ids.postShop)];
  const { exports } = (await post.createExports({ body: { declarations: [PRESENT, PRESENT] } })).body;
  const at = made.server.now().toISOString();
  const kinds = ['booked', 'presented', 'let_export'] as const;
  await post.recordExportEvents({
    body: { events: exports.flatMap(({ id }) => kinds.map((kind) => ({ export_id: id, kind, at }))) },
  });
  const bags = exports.map(({ id }) => ({ export_ids: [id] }));
  return { post, shop, ...(await post.closeDespatch({ body: { ...LANE, bags } })).body };
}

testServer('what another post tells of items moves their exports, once', async (made) => {
  const { post, shop, bags } = await despatched(made);
  const [first = '', second = ''] = bags.flatMap(({ items }) => items);
  const at = '2026-11-23T18:05+05:45';
  const document = {
    message: 'EMSEVT' as const,
    reference: 'E1',
    events: [
      { item: first, event: 'EMD', at, office: 'NPKTMA' },
      { item: second, event: 'EMI', at, place: 'Kathmandu' },
      { item: 'LA999999995IN', event: 'EMD', at, office: 'NPKTMA' },
    ],
  };
  made.wait(86_400);
  const sent = { body: { from: 'NPKTMA', document } };
  const { messages } = (await post.receivePostalMessages(sent)).body;
  const [told] = messages;
  assert.deepEqual(
    told?.results.map(({ item, status, refusal: why }) => [item, status, why?.code]),
    [
      [first, 'recorded', undefined],
      [second, 'recorded', undefined],
      ['LA999999995IN', 'refused', 'not_found'],
    ],
  );
  const { data } = (await post.listExports({ query: { item: first } })).body;
  const events = (await post.listExportEvents({ params: { id: data[0]?.id ?? '' } })).body.data;
  assert.deepEqual([events.at(-1)?.upu, events.at(-1)?.place], ['EMD', 'NPKTMA']);
  const again = (await post.receivePostalMessages(sent)).body.messages[0];
  assert.deepEqual(again, { ...told, status: 'known' });
  const other = { ...document, events: document.events.slice(1) };
  await refusal(post.receivePostalMessages({ body: { from: 'NPKTMA', document: other } }), 'conflict');
  await refusal(shop.receivePostalMessages(sent), 'conflict');
  const kept = (await post.getPostalMessage({ params: { id: told?.id ?? '' } })).body;
  assert.deepEqual(kept.document, document);
});

testServer(
  'a file of events is read as its documents are, and one that is marked as a test needs a test key',
  async (made) => {
    const { post, bags } = await despatched(made);
    made.wait(86_400);
    const events = bags.flatMap(({ items }) =>
      items.map((item) => ({ item, event: 'EMD', at: '2026-11-23T18:05+05:45', office: 'NPKTMA' })),
    );
    const envelope = {
      sender: 'NP101',
      recipient: 'IN101',
      preparedAt: '2026-11-24T12:35Z',
      reference: 'F1',
      isTest: false,
    };
    const file = (of: Partial<typeof envelope>): string =>
      writePostalFile(
        { ...envelope, ...of },
        events.map((event, order) => ({ message: 'EMSEVT' as const, reference: `E${order}`, events: [event] })),
      );
    await refusal(post.receivePostalMessages({ body: { edifact: file({ isTest: true }) } }), 'invalid');
    await refusal(post.receivePostalMessages({ body: { edifact: file({}), from: 'US101' } }), 'invalid');
    const { messages } = (await post.receivePostalMessages({ body: { edifact: file({}) } })).body;
    assert.deepEqual(
      messages.map(({ partner, reference, results }) => [partner, reference, results[0]?.status]),
      [
        ['NP101', 'F1/E0', 'recorded'],
        ['NP101', 'F1/E1', 'recorded'],
      ],
    );
    const next = (await post.receivePostalMessages({ body: { edifact: file({ reference: 'F2' }) } })).body.messages;
    assert.deepEqual(
      next.map(({ status, results }) => [status, results[0]?.status]),
      [
        ['recorded', 'known'],
        ['recorded', 'known'],
      ],
    );
  },
);

testServer('transport is booked, its carrier and the post abroad tell what became of each bag', async (made) => {
  const { post, id, despatch, bags } = await despatched(made);
  const [first, second] = bags;
  const params = { id };
  await refusal(post.getDespatchMessage({ params: { id, message: 'cardit' } }), 'conflict');
  const broken = {
    ...BOOKING,
    legs: [
      ...BOOKING.legs,
      {
        ...BOOKING.legs[0],
        mode: 'road' as const,
        service: 'R1',
        from: 'BOM',
        to: 'KTM',
        departs_at: '2026-11-25T13:00+05:30',
      },
    ],
  };
  const problem = await refusal(post.bookTransport({ params, body: broken }), 'invalid');
  assert.match(problem.errors?.[0]?.message ?? '', /legs\.1\.from: is not KTM/);
  const booked = (await post.bookTransport({ params, body: BOOKING })).body;
  assert.deepEqual(booked.transport, { consignment: 'C1', carrier: 'AI', services: ['AI215'] });
  await refusal(post.bookTransport({ params, body: BOOKING }), 'conflict');
  const cardit = (await post.getDespatchMessage({ params: { id, message: 'cardit' } })).body;
  assert.equal(readPostalDocument(cardit).status, 'valid');
  const predes = (await post.getDespatchMessage({ params: { id, message: 'predes' } })).body;
  assert.deepEqual(predes['legs'], BOOKING.legs);

  const resdit = {
    message: 'RESDIT',
    reference: 'D1',
    consignment: 'C1',
    carrier: 'AI',
    events: [{ status: '24', at: '2026-11-24T13:10+05:30', place: 'DEL', service: 'AI215' }],
  };
  made.wait(1);
  await post.receivePostalMessages({ body: { from: 'AI', document: resdit } });
  const unknown = { ...resdit, reference: 'D2', consignment: 'C9' };
  const why = await refusal(post.receivePostalMessages({ body: { from: 'AI', document: unknown } }), 'invalid');
  assert.deepEqual([why.errors?.[0]?.pointer, why.errors?.[0]?.value], ['#/document/consignment', 'C9']);
  const resdes = {
    message: 'RESDES',
    reference: 'R1',
    despatch,
    office: 'NPKTMA',
    received_at: '2026-11-24T18:00+05:45',
    receptacles: [
      { receptacle: first?.receptacle, outcome: 'received' },
      { receptacle: second?.receptacle, outcome: 'missing' },
    ],
  };
  made.wait(1);
  await post.receivePostalMessages({ body: { from: 'NPKTMA', document: resdes } });
  const [told] = (await post.listDespatches({ query: {} })).body.data;
  assert.deepEqual(
    told?.bags.map(({ arrival, transport }) => [arrival?.outcome, transport?.meaning]),
    [
      ['received', 'departed'],
      ['missing', 'departed'],
    ],
  );
  const rows = (await post.listPostalMessages({ query: {} })).body.data;
  assert.deepEqual(
    rows.map(({ message, direction, partner }) => [message, direction, partner]),
    [
      ['RESDES', 'received', 'NPKTMA'],
      ['RESDIT', 'received', 'AI'],
      ['CARDIT', 'sent', 'AI'],
    ],
  );
  made.wait(5.1 * 365.25 * 86_400);
  await forgetOldExports(made.server);
  assert.deepEqual((await post.listPostalMessages({ query: {} })).body.data, []);
});

testServer('what is no message that is taken in is refused with the reason', async (made) => {
  const { post } = await despatched(made);
  const ask = (body: NonNullable<Request<typeof receivePostalMessages>['body']>) =>
    post.receivePostalMessages({ body });
  await refusal(ask({}), 'invalid');
  await refusal(ask({ document: { message: 'EMSEVT' } }), 'invalid');
  await refusal(ask({ from: 'X', document: { message: 'PREDES' } }), 'invalid');
  await refusal(ask({ edifact: "UNB+UNOC:3+A+B'" }), 'invalid');
  const predes = {
    message: 'PREDES' as const,
    reference: 'P1',
    despatch: 'INDELANPKTMAAUN60001',
    legs: [],
    receptacles: [],
  };
  await refusal(ask({ from: 'X', document: { ...predes } }), 'invalid');
  const event = { item: 'LA000000014IN', event: 'EMD', at: '2026-11-23T18:05+05:45' };
  const many = Array.from({ length: 1001 }, () => event);
  await refusal(ask({ from: 'X', document: { message: 'EMSEVT', reference: 'E1', events: many } }), 'invalid');
  await fc.assert(
    fc.asyncProperty(fc.jsonValue({ maxDepth: 3 }), fc.string({ minLength: 1 }), async (thing, edifact) => {
      await refusal(ask({ from: 'X', document: { message: 'EMSEVT', thing } }), 'invalid');
      await refusal(ask({ edifact }), 'invalid');
    }),
    { numRuns: 20 },
  );
  assert.deepEqual((await post.listPostalMessages({ query: {} })).body.data, []);
});
