import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv } from 'ajv';
import { eventHashId } from '../../standards/epcis/event-hash.js';
import { parcelUri } from '../../standards/epcis/custody-event.js';
import type { EpcisEvent } from '../../standards/epcis/event.js';
import {
  contextOf,
  declareError,
  documentOf,
  eventOfHandling,
  ownUri,
  type Handling,
} from '../../standards/epcis/handling-event.js';
import { gs1Link } from '../../standards/gs1/digital-link.js';
import { makeSscc } from '../../standards/gs1/keys.js';
import { RefusedError, type Client } from '../../wire/http/client.js';
import { PARCEL, testServer, type ServerForTest } from '../server-for-test.js';
import { agreeOn } from '../agreements/agreement-for-test.js';

const SCHEMA = resolve('../shared/data/epcis/EPCIS-JSON-Schema.json');
const AT = Date.parse('2026-11-23T10:30:00Z');
const BAG = gs1Link('00', makeSscc({ extension: 0, companyPrefix: '8901234', serial: 7 }));

/** Two parcels of one carrier that the other is to carry on, and what EPCIS calls everything. */
async function scene(made: ServerForTest) {
  const { ats, post, atsShop } = await made.addParties();
  const [owner, partner, shop] = [await made.keyOf(ats), await made.keyOf(post), await made.keyOf(atsShop)];
  const version = await agreeOn(made, [ats, post]);
  const uris: string[] = [];
  for (let count = 0; count < 2; count++) {
    const { id, tracking_number } = (await shop.createShipment({ body: PARCEL })).body;
    const body = { partner_id: post, agreement_version_id: version.id };
    await owner.assignCarriage({ params: { id }, body });
    uris.push(parcelUri(tracking_number));
  }
  const partyOf = async (client: Client, id: string) =>
    ownUri('party', (await client.getOrganisation({ params: { id } })).body.code ?? '');
  const parties = { ats: await partyOf(owner, ats), post: await partyOf(owner, post) };
  made.wait(3600);
  return { made, owner, partner, shop, uris, parties };
}

type Scene = Awaited<ReturnType<typeof scene>>;

/** What the owner does with both parcels until it tenders them. */
function ownersEvents({ uris, parties }: Scene): EpcisEvent[] {
  const base = { atMs: AT, offsetMin: 330, items: uris, where: ownUri('place', 'ats:FC-DEL'), who: parties.ats };
  const handlings: Handling[] = [
    { ...base, kind: 'accepted' },
    { ...base, kind: 'packed', atMs: AT + 60_000, container: BAG },
    { ...base, kind: 'tendered', atMs: AT + 120_000, counterparty: parties.post, manifest: ownUri('manifest', 'M-1') },
  ];
  return handlings.map((handling) => eventOfHandling(handling));
}

async function send(client: Client, events: readonly EpcisEvent[], headers = {}) {
  const body = { ...documentOf(events, AT) };
  return (await client.captureEpcis({ body: body, headers })).body;
}

async function told(client: Client, query: Record<string, string>): Promise<EpcisEvent[]> {
  const { body } = await client.listEpcisEvents({ query });
  checkSchema(body);
  return body.epcisBody.queryResults.resultsBody.eventList as unknown as EpcisEvent[];
}

async function exception(asking: Promise<unknown>): Promise<readonly [number, string | undefined]> {
  try {
    await asking;
  } catch (error) {
    if (error instanceof RefusedError) return [error.status, error.problem?.type];
    throw error;
  }
  throw new Error('it was not refused');
}

let official: ((document: unknown) => boolean) | undefined;

/** By the official JSON schema, where it is there. */
function checkSchema(document: unknown): void {
  if (official === undefined && existsSync(SCHEMA)) {
    const ajv = new Ajv({ strict: false });
    ajv.addFormat('uri', /^[a-z][a-z\d+\-.]*:(?:[\w\-.~:/?#[\]@!$&'()*+,;=]|%[\da-f]{2})*$/i);
    ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}(?:Z|[+-]\d\d:\d\d)$/);
    official = ajv.compile(JSON.parse(readFileSync(SCHEMA, 'utf8')) as object);
  }
  assert.ok(official === undefined || official(document), JSON.stringify((official as { errors?: unknown })?.errors));
}

testServer('the same events count once, whoever captures them; each party speaks for itself', async (made) => {
  const set = await scene(made);
  const { owner, partner, shop, uris, parties } = set;
  const events = ownersEvents(set);
  const early = await send(partner, events);
  assert.match(JSON.stringify(early.errors), /has not said so yet/);
  assert.deepEqual((await send(owner, events)).errors, []);
  assert.equal((await send(owner, events)).success, true);
  assert.equal((await send(partner, events)).success, true);

  const query = { MATCH_epc: uris[0] ?? '' };
  const known = await told(owner, query);
  const kinds = known.map((event) => event['interline:kind']);
  assert.deepEqual(kinds, ['booked', 'accepted', 'packed', 'tendered']);
  for (const event of known) assert.equal(event.eventID, eventHashId({ ...event }, contextOf()));
  // What was told is known when it comes back, one parcel an event though it was sent with two.
  assert.equal((await send(partner, await told(partner, query))).success, true);
  assert.deepEqual(await told(owner, query), known);
  assert.deepEqual(await told(shop, query), known);
  const sentId = events[2]?.eventID ?? '';
  assert.deepEqual((await owner.getEpcisEvent({ params: { eventID: sentId } })).body['bizStep'], 'shipping');
  assert.equal((await told(owner, { EQ_eventID: sentId })).length, 2);

  const received = eventOfHandling({
    kind: 'received', atMs: AT + 300_000, offsetMin: 330, items: [BAG], who: parties.post, counterparty: parties.ats,
  }); // prettier-ignore
  const answer = await partner.addEpcisEvent({ body: { '@context': contextOf(), ...received } });
  assert.equal(answer.status, 201);
  assert.match(answer.headers.get('location') ?? '', /^\/v1\/epcis\/events\/ni%3A/);
  const now = await told(owner, { ...query, EQ_bizStep: 'receiving' });
  assert.equal(now[0]?.['interline:party'], parties.post);

  const wrong = declareError(received, { atMs: AT + 360_000, reason: 'did_not_occur' });
  assert.match(JSON.stringify((await send(owner, [wrong])).errors), /said it, and can take it back/);
  assert.equal((await send(partner, [wrong])).success, true);
  const declared = await told(owner, { ...query, EXISTS_errorDeclaration: 'true' });
  assert.deepEqual([declared.length, declared[0]?.eventID], [1, now[0]?.eventID]);
});

testServer(
  'documents are captured whole or as far as possible, and everything else is refused in words',
  async (made) => {
    const set = await scene(made);
    const { owner, shop, uris, parties } = set;
    const base = { atMs: AT, offsetMin: 330, who: parties.ats };
    const good = eventOfHandling({ ...base, kind: 'accepted', items: uris });
    const bad = [
      eventOfHandling({ ...base, kind: 'departed', items: [parcelUri('NONE')] }),
      eventOfHandling({ ...base, kind: 'cancelled', items: uris }),
      eventOfHandling({ ...base, kind: 'departed', items: uris, who: ownUri('party', 'nobody') }),
      eventOfHandling({ ...base, kind: 'tendered', items: uris, counterparty: ownUri('party', 'nobody') }),
    ];
    const rolledBack = await send(owner, [good, ...bad]);
    assert.deepEqual(
      rolledBack.errors.map((problem) => problem['instance']),
      [1, 2, 3, 4].map((index) => `#/epcisBody/eventList/${index}`),
    );
    assert.equal((await told(owner, { EQ_bizStep: 'accepting' })).length, 0);
    const proceeded = await send(owner, [good, ...bad], { 'gs1-capture-error-behaviour': 'proceed' });
    assert.deepEqual([proceeded.success, proceeded.errors.length], [false, 4]);
    assert.equal((await told(owner, { EQ_bizStep: 'accepting' })).length, 2);
    const kept = (await owner.getEpcisCapture({ params: { captureID: proceeded.captureID } })).body;
    assert.deepEqual(kept, proceeded);
    assert.equal((await owner.listEpcisCaptures()).body.length, 2);
    assert.match(
      JSON.stringify((await send(shop, [eventOfHandling({ ...base, kind: 'departed', items: uris })])).errors),
      /only a carrier/,
    );
    // An event of another system, in the standard's words alone.
    const {
      'interline:kind': _,
      'interline:party': __,
      ...plain
    } = eventOfHandling({ ...base, kind: 'arrived', items: uris });
    assert.equal((await send(owner, [plain])).success, true);
    assert.equal((await told(owner, { EQ_bizStep: 'arriving' })).length, 2);

    const invalid = owner.captureEpcis({ body: { type: 'EPCISDocument' } });
    assert.deepEqual(await exception(invalid), [400, 'epcisException:ValidationException']);
    const unknown = owner.getEpcisCapture({ params: { captureID: 'cap_1' } });
    assert.deepEqual(await exception(unknown), [404, 'epcisException:NoSuchResourceException']);
    const foreign = owner.getEpcisEvent({ params: { eventID: 'ni:///sha-256;00?ver=CBV2.0' } });
    assert.deepEqual(await exception(foreign), [404, 'epcisException:NoSuchResourceException']);
    for (const query of [
      { WD_readPoint: 'urn:x:1' },
      { GE_eventTime: 'now' },
      { perPage: '0' },
      { nextPageToken: 'x' },
    ]) {
      const asking = owner.listEpcisEvents({ query });
      assert.deepEqual(await exception(asking), [400, 'epcisException:QueryParameterException'], JSON.stringify(query));
    }
    const complex = owner.listEpcisEvents({ query: { orderBy: 'eventTime' } });
    assert.deepEqual(await exception(complex), [413, 'epcisException:QueryTooComplexException']);
    const tooMany = owner.listEpcisEvents({ query: { maxEventCount: '3' } });
    assert.deepEqual(await exception(tooMany), [413, 'epcisException:QueryTooLargeException']);
    const version = owner.listEpcisEvents({ headers: { 'gs1-epcis-version': '1.2.0' } });
    assert.deepEqual(await exception(version), [406, 'epcisException:NotAcceptableException']);
    const xml = owner.captureEpcis({ body: {}, headers: { 'content-type': 'application/xml' } });
    assert.deepEqual(await exception(xml), [415, 'epcisException:UnsupportedMediaTypeException']);
    assert.deepEqual(await exception(made.clientOf().listEpcisEvents()), [401, 'epcisException:SecurityException']);
    const options = await made.fetch('/v1/epcis/events', { method: 'OPTIONS' });
    assert.deepEqual([options.status, options.headers.get('gs1-epcis-version')], [204, '2.0.0']);
  },
);

testServer('pages follow each other in the order of recording, and resources narrow to a value', async (made) => {
  const set = await scene(made);
  const { owner, uris } = set;
  const captured = made.server.now().toISOString();
  await send(owner, ownersEvents(set));
  const all = await told(owner, { perPage: '100' });
  assert.equal(all.length, 8);
  const paged: EpcisEvent[] = [];
  let next: string | undefined = '/v1/epcis/events?perPage=3&eventCountLimit=7';
  const tokens: string[] = [];
  while (next !== undefined) {
    const query = Object.fromEntries(new URL(next, 'http://any').searchParams);
    const { body, headers } = await owner.listEpcisEvents({ query });
    paged.push(...(body.epcisBody.queryResults.resultsBody.eventList as unknown as EpcisEvent[]));
    next = /^<(.*)>; rel="next"$/.exec(headers.get('link') ?? '')?.[1];
    if (next !== undefined) tokens.push(next);
  }
  assert.deepEqual(paged, all.slice(0, 7));
  assert.equal(tokens.length, 2);
  assert.deepEqual(
    await told(owner, { orderBy: 'recordTime', orderDirection: 'DESC', perPage: '100' }),
    all.toReversed(),
  );
  const since = await told(owner, { GE_recordTime: captured });
  assert.equal(since.length, 6);
  assert.equal((await told(owner, { MATCH_parentID: BAG })).length, 2);
  assert.equal((await told(owner, { eventType: 'AggregationEvent' })).length, 2);
  const resource = 'epcs' as const;
  const listed = (await owner.listEpcisValues({ params: { resource } })).body.member;
  assert.deepEqual(listed.toSorted(), uris.toSorted());
  const { body } = await owner.listEpcisValueEvents({ params: { resource, value: uris[1] ?? '' } });
  assert.equal(body.epcisBody.queryResults.resultsBody.eventList.length, 4);
  const steps = { params: { resource: 'bizSteps' as const, value: 'shipping' } };
  const shipped = (await owner.listEpcisValueEvents(steps)).body.epcisBody.queryResults.resultsBody.eventList;
  assert.equal(shipped.length, 2);
});

testServer('a query is kept under a name, found by its party alone, and finds what there is by then', async (made) => {
  const set = await scene(made);
  const { owner, partner, uris } = set;
  const query = { MATCH_epc: uris.slice(0, 1), EQ_bizStep: ['accepting', 'packing'], orderBy: 'eventTime' };
  const body = { name: 'first-steps', query };
  const made1 = await owner.createEpcisQuery({ body });
  assert.equal(made1.headers.get('location'), '/v1/epcis/queries/first-steps');
  const params = { queryName: body.name };
  const found = async (client: Client, more = {}) => {
    const answer = await client.listEpcisQueryEvents({ params, query: more });
    checkSchema(answer.body);
    const { queryName, resultsBody } = answer.body.epcisBody.queryResults;
    assert.equal(queryName, body.name);
    return { events: resultsBody.eventList, link: answer.headers.get('link') };
  };
  assert.equal((await found(owner)).events.length, 0);
  await send(owner, ownersEvents(set));
  assert.deepEqual(
    (await found(owner)).events,
    await told(owner, { ...query, MATCH_epc: uris[0] ?? '', EQ_bizStep: 'accepting|packing' }),
  );
  assert.ok((await found(owner)).events.length > 0);
  const { events, link } = await found(owner, { perPage: '1' });
  assert.equal(events.length, 1);
  assert.match(link ?? '', /queries\/first-steps\/events\?perPage=1&nextPageToken=/);

  assert.deepEqual((await owner.getEpcisQuery({ params })).body, body);
  assert.deepEqual((await owner.listEpcisQueries()).body, [body]);
  assert.deepEqual(await exception(partner.getEpcisQuery({ params })), [404, 'epcisException:NoSuchResourceException']);
  const taken = [409, 'epcisException:ResourceAlreadyExistsException'];
  assert.deepEqual(await exception(owner.createEpcisQuery({ body })), taken);
  assert.deepEqual(await exception(owner.createEpcisQuery({ body: { ...body, name: 'SimpleEventQuery' } })), taken);
  for (const wrong of [{ WD_readPoint: 'x' }, { GE_eventTime: 'soon' }, { perPage: 3 }]) {
    const asked = owner.createEpcisQuery({ body: { name: 'other', query: wrong } });
    assert.deepEqual(await exception(asked), [400, 'epcisException:QueryParameterException']);
  }
  const complex = owner.createEpcisQuery({ body: { name: 'other', query: { orderBy: 'eventTime' } } });
  assert.deepEqual(await exception(complex), [413, 'epcisException:QueryTooComplexException']);

  for (let count = 1; count < 100; count++) await owner.createEpcisQuery({ body: { name: `n${count}`, query: {} } });
  assert.equal((await exception(owner.createEpcisQuery({ body: { name: 'one-more', query: {} } })))[0], 409);
  const page = await owner.listEpcisQueries({ query: { perPage: '60' } });
  const token = /nextPageToken=([^&>]+)/.exec(page.headers.get('link') ?? '')?.[1] ?? '';
  const rest = await owner.listEpcisQueries({ query: { perPage: '60', nextPageToken: token } });
  assert.deepEqual([page.body.length, rest.body.length, rest.headers.get('link')], [60, 40, null]);
  await owner.deleteEpcisQuery({ params });
  assert.equal((await exception(owner.listEpcisQueryEvents({ params })))[0], 404);
});
