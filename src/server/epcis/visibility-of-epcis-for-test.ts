import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { EPCIS_CONTEXT } from '../../standards/epcis/vocabulary.js';
import { parcelUri } from '../../standards/epcis/custody-event.js';
import type { EpcisEvent } from '../../standards/epcis/event.js';
import { refusal } from '../server-for-test.js';
import { maySee, playShipments, type KnownShipment } from '../shipments/visibility-of-shipments-for-test.js';
import { ifSeen, type Asker, type Checks, type Stage } from '../visibility-for-test.js';

interface KnownParcel {
  readonly shipment: KnownShipment;
  readonly uri: string;
  readonly eventIds: readonly string[]; // as its owner was told
}

/** Owners ask for the events of each of their shipments. */
async function playEpcis({ know, as }: Stage): Promise<readonly KnownParcel[]> {
  const parcels: KnownParcel[] = [];
  for (const shipment of await know(playShipments)) {
    const owner = as(shipment.ownerId, shipment.mode);
    const { tracking_number } = (await owner.getShipment({ params: { id: shipment.id } })).body;
    const uri = parcelUri(tracking_number);
    const { body } = await owner.listEpcisEvents({ query: { MATCH_epc: uri, perPage: '1000' } });
    const events = eventsOf(body);
    assert.ok(events.length > 0 && events.every((event) => epcsOf(event).includes(uri)));
    parcels.push({ shipment, uri, eventIds: events.map(({ eventID }) => eventID ?? '') });
  }
  return parcels;
}

/** Whoever may ask keeps a query under a name of its own. */
async function playQueries({ askers }: Stage): Promise<{ readonly mine: ReadonlyMap<Asker['client'], string> }> {
  const mine = new Map<Asker['client'], string>();
  for (const { client } of askers) {
    const name = `q-${randomUUID()}`;
    await client.createEpcisQuery({ body: { name, query: { eventType: 'ObjectEvent' } } });
    mine.set(client, name);
  }
  return { mine };
}

interface Answered {
  readonly epcisBody: { readonly queryResults: { readonly resultsBody: { readonly eventList: unknown[] } } };
}

function eventsOf({ epcisBody }: Answered): EpcisEvent[] {
  return epcisBody.queryResults.resultsBody.eventList as EpcisEvent[];
}

function epcsOf(event: EpcisEvent): readonly string[] {
  return 'epcList' in event ? (event.epcList ?? []) : 'childEPCs' in event ? (event.childEPCs ?? []) : [];
}

async function eachParcel(
  { know }: Stage,
  asker: Asker,
  check: (parcel: KnownParcel, seen: boolean) => Promise<void>,
): Promise<void> {
  for (const parcel of await know(playEpcis)) await check(parcel, maySee(parcel.shipment, asker));
}

async function urisSeen({ know }: Stage, asker: Asker): Promise<string[]> {
  const parcels = await know(playEpcis);
  return parcels.filter(({ shipment }) => maySee(shipment, asker)).map(({ uri }) => uri);
}

/** What a party that has never seen the parcel might send. */
function noteOf(uri: string) {
  return {
    '@context': [EPCIS_CONTEXT],
    type: 'ObjectEvent',
    action: 'OBSERVE',
    epcList: [uri],
    bizStep: 'other',
    eventTime: '2026-11-23T12:00:00+05:30',
    eventTimeZoneOffset: '+05:30',
  };
}

export const EPCIS_CHECKS: Checks<
  | 'captureEpcis'
  | 'listEpcisCaptures'
  | 'getEpcisCapture'
  | 'addEpcisEvent'
  | 'listEpcisEvents'
  | 'getEpcisEvent'
  | 'listEpcisValues'
  | 'getEpcisValue'
  | 'listEpcisValueEvents'
  | 'createEpcisQuery'
  | 'listEpcisQueries'
  | 'getEpcisQuery'
  | 'deleteEpcisQuery'
  | 'listEpcisQueryEvents'
> = {
  listEpcisEvents: async (stage, asker) => {
    const seen = new Set<string>();
    let token: string | undefined;
    do {
      const query = { perPage: '7', ...(token === undefined ? {} : { nextPageToken: token }) };
      const { body, headers } = await asker.client.listEpcisEvents({ query });
      for (const event of eventsOf(body)) for (const uri of epcsOf(event)) seen.add(uri);
      token = /nextPageToken=([^&>]+)/.exec(headers.get('link') ?? '')?.[1];
    } while (token !== undefined);
    for (const uri of await urisSeen(stage, asker)) assert.ok(seen.has(uri));
    await eachParcel(stage, asker, async ({ uri }, may) => assert.equal(seen.has(uri), may));
  },
  listEpcisValueEvents: (stage, { client, ...asker }) =>
    eachParcel(stage, { client, ...asker }, async ({ uri }, seen) => {
      const { body } = await client.listEpcisValueEvents({ params: { resource: 'epcs', value: uri } });
      assert.equal(eventsOf(body).length > 0, seen);
    }),
  listEpcisValues: async (stage, asker) => {
    const { body } = await asker.client.listEpcisValues({ params: { resource: 'epcs' }, query: { perPage: '1000' } });
    const told = new Set(body.member);
    await eachParcel(stage, asker, async ({ uri }, seen) => assert.equal(told.has(uri), seen));
  },
  getEpcisValue: async (_, { client }) => {
    const { body } = await client.getEpcisValue({ params: { resource: 'epcs', value: 'urn:x:any' } });
    assert.deepEqual(body.member, ['events']);
  },
  getEpcisEvent: (stage, asker) =>
    eachParcel(stage, asker, async ({ eventIds, uri }, seen) => {
      if (seen) await asker.client.listEpcisEvents({ query: { MATCH_epc: uri } });
      await ifSeen(seen, asker.client.getEpcisEvent({ params: { eventID: eventIds[0] ?? '' } }));
    }),
  captureEpcis: (stage, { client, ...asker }) =>
    eachParcel(stage, { client, ...asker }, async ({ uri }, seen) => {
      if (seen) return;
      const body = {
        '@context': [EPCIS_CONTEXT],
        type: 'EPCISDocument',
        schemaVersion: '2.0',
        creationDate: '2026-11-23T12:00:00Z',
        epcisBody: { eventList: [noteOf(uri)] },
      };
      const capture = (await client.captureEpcis({ body })).body;
      assert.equal(capture.success, false);
      assert.match(JSON.stringify(capture.errors), /is no parcel that you see/);
    }),
  addEpcisEvent: (stage, { client, ...asker }) =>
    eachParcel(stage, { client, ...asker }, async ({ uri }, seen) => {
      if (!seen) await refusal(client.addEpcisEvent({ body: noteOf(uri) }), 'invalid');
    }),
  listEpcisCaptures: async ({ askers }, { client }) => {
    const own = new Set((await client.listEpcisCaptures()).body.map(({ captureID }) => captureID));
    for (const other of askers.filter((one) => one.client !== client)) {
      for (const { captureID } of (await other.client.listEpcisCaptures()).body) assert.ok(!own.has(captureID));
    }
  },
  createEpcisQuery: async (stage, { client }) => {
    const { mine } = await stage.know(playQueries);
    const name = mine.get(client) ?? '';
    // Names are each party's own: what others keep takes none.
    for (const other of mine.values()) {
      if (other === name) continue;
      await client.createEpcisQuery({ body: { name: other, query: {} } });
      await client.deleteEpcisQuery({ params: { queryName: other } });
    }
  },
  listEpcisQueries: async (stage, { client }) => {
    const { mine } = await stage.know(playQueries);
    const { body } = await client.listEpcisQueries();
    assert.deepEqual(
      body.map(({ name }) => name),
      [mine.get(client)],
    );
  },
  getEpcisQuery: async (stage, { client }) => {
    for (const [owner, queryName] of (await stage.know(playQueries)).mine) {
      await ifSeen(owner === client, client.getEpcisQuery({ params: { queryName } }));
    }
  },
  listEpcisQueryEvents: async (stage, asker) => {
    for (const [owner, queryName] of (await stage.know(playQueries)).mine) {
      if (owner === asker.client) continue;
      await refusal(asker.client.listEpcisQueryEvents({ params: { queryName } }), 'not_found');
    }
    await eachParcel(stage, asker, async ({ uri }, seen) => {
      const name = `of-${randomUUID()}`;
      await asker.client.createEpcisQuery({ body: { name, query: { MATCH_epc: [uri] } } });
      const { body } = await asker.client.listEpcisQueryEvents({ params: { queryName: name } });
      assert.equal(eventsOf(body).length > 0, seen);
      await asker.client.deleteEpcisQuery({ params: { queryName: name } });
    });
  },
  deleteEpcisQuery: async (stage, { client }) => {
    for (const [owner, queryName] of (await stage.know(playQueries)).mine) {
      if (owner !== client) await refusal(client.deleteEpcisQuery({ params: { queryName } }), 'not_found');
    }
  },
  getEpcisCapture: async ({ askers }, { client }) => {
    for (const other of askers) {
      const [last] = (await other.client.listEpcisCaptures()).body;
      if (last === undefined) continue;
      await ifSeen(other.client === client, client.getEpcisCapture({ params: { captureID: last.captureID } }));
    }
  },
};
