import assert from 'node:assert/strict';
import { playAgreements } from '../agreements/visibility-of-agreements-for-test.js';
import { refusal } from '../server-for-test.js';
import { carriageOf, isOwn, maySee, playShipments } from '../shipments/visibility-of-shipments-for-test.js';
import type { Asker, Checks, Stage } from '../visibility-for-test.js';

/** What is told of things that a party may see, and nothing about people and money. */
export const NOTICE_CHECKS: Checks<'listNotices' | 'streamNotices'> = {
  listNotices: async (stage, asker) => {
    const notices = await allNotices(stage, asker);
    const told = new Set(notices.map(({ type, subject, data }) => `${type} ${subject} ${changeOf(data)}`.trim()));
    const shipments = await stage.know(playShipments);
    const seen = new Set(shipments.filter((shipment) => maySee(shipment, asker)).map(({ id }) => id));
    for (const { mode, data } of notices) {
      assert.equal(mode, asker.mode);
      const text = JSON.stringify(data);
      for (const id of text.match(/shp_\w{26}/g) ?? []) assert.ok(seen.has(id) || !isKnown(shipments, id), id);
      assert.doesNotMatch(text, /Name \d|\+91|Road \d|order \d|thing \d|_minor|cost/);
    }
    for (const shipment of shipments) {
      const own = isOwn(shipment, asker.partyId) && shipment.mode === asker.mode;
      const carried = carriageOf(shipment, asker.partyId) !== undefined && shipment.mode === asker.mode;
      assert.equal(told.has(`shipment.booked ${shipment.id}`), own);
      assert.equal(told.has(`shipment.cancelled ${shipment.id}`), shipment.cancelled && seen.has(shipment.id));
      const assigned = (own && shipment.carriages.length > 0) || carried;
      assert.equal(told.has(`shipment.changed ${shipment.id} carriage_assigned`), assigned);
    }
    for (const { id, partyIds, acts, offered } of (await stage.know(playAgreements)).versions) {
      const concerns = asker.mode === 'live' && partyIds.includes(asker.partyId) && offered;
      for (const { kind } of acts) {
        assert.equal(told.has(`agreement.changed ${id} ${kind}`), concerns && kind !== 'drafted');
      }
    }
    for (const { id } of await foreignNotices(stage, asker)) {
      await refusal(asker.client.listNotices({ query: { after: id } }), 'not_found');
    }
  },
  streamNotices: async (stage, asker) => {
    const [first, ...rest] = await allNotices(stage, asker);
    if (first === undefined || rest.length === 0) return;
    const headers = { 'last-event-id': first.id };
    const streamed: unknown[] = [];
    for await (const { data } of (await asker.client.streamNotices({ headers })).body) {
      if (streamed.push(data) === rest.length) break;
    }
    assert.deepEqual(streamed, rest);
    for (const { id } of (await foreignNotices(stage, asker)).slice(0, 1)) {
      const { body } = await asker.client.streamNotices({ query: { after: id } });
      for await (const { event } of body) {
        assert.equal(event, 'reset');
        break;
      }
    }
  },
};

type Told = Awaited<ReturnType<Asker['client']['listNotices']>>['body']['data'];

async function allNotices({ random }: Pick<Stage, 'random'>, { client }: Asker): Promise<Told> {
  const notices: Told = [];
  for (let more = true; more;) {
    const after = notices.at(-1)?.id;
    const limit = 3 + random.below(10);
    const { body } = await client.listNotices({ query: { limit, ...(after === undefined ? {} : { after }) } });
    notices.push(...body.data);
    more = body.has_more;
  }
  return notices;
}

/** Some that others are told, and the asker is not. */
async function foreignNotices(stage: Stage, asker: Asker): Promise<Told> {
  const own = new Set((await allNotices(stage, asker)).map(({ id }) => id));
  const other = stage.askers.find(({ partyId, mode }) => partyId !== asker.partyId && mode === asker.mode);
  assert.ok(other !== undefined);
  return (await allNotices(stage, other)).filter(({ id }) => !own.has(id)).slice(0, 3);
}

/** What happened, of the first change that a notice tells of, where it says so. */
function changeOf(data: unknown): string {
  const [first] = (data as { readonly shipments?: readonly { readonly change?: string }[] }).shipments ?? [];
  return first?.change ?? (data as { readonly change?: string }).change ?? '';
}

function isKnown(shipments: readonly { readonly id: string }[], wanted: string): boolean {
  return shipments.some(({ id }) => id === wanted);
}
