import assert from 'node:assert/strict';
import { carriageOf, maySee, playShipments } from '../shipments/visibility-of-shipments-for-test.js';
import { ifSeen, type Checks, type Stage } from '../visibility-for-test.js';
import { refusal } from '../server-for-test.js';

/** What nobody but its carrier, shipper and partners is told or may do, of the custody of each shipment. */
export const CUSTODY_CHECKS: Checks<
  | 'recordEvents'
  | 'listShipmentEvents'
  | 'getCustodyLog'
  | 'exportCustodyLogs'
  | 'addCustodyHead'
  | 'trackParcel'
  | 'erasePersonalData'
> = {
  recordEvents: async (stage, { client, partyId, mode }) => {
    const shipments = await stage.know(playShipments);
    const device_at = stage.made.server.now().toISOString();
    const events = shipments.map(({ id }) => ({ shipment_id: id, kind: 'noted' as const, device_at }));
    const asking = client.recordEvents({ body: { events } });
    if (kindOf(stage, partyId) === 'shipper') {
      await refusal(asking, 'forbidden');
      return;
    }
    const { results } = (await asking).body;
    for (const [index, shipment] of shipments.entries()) {
      const may =
        shipment.mode === mode && (shipment.ownerId === partyId || carriageOf(shipment, partyId) !== undefined);
      assert.equal(results[index]?.status === 'refused', !may);
      if (!may) assert.equal(results[index]?.errors[0]?.code, 'unknown_reference');
    }
  },
  listShipmentEvents: async (stage, asker) => {
    for (const shipment of await stage.know(playShipments)) {
      const asking = asker.client.listShipmentEvents({ params: { id: shipment.id } });
      const seen = await ifSeen(maySee(shipment, asker), asking);
      if (seen === undefined) continue;
      assert.equal(seen.data[0]?.kind, 'booked');
      assert.equal(JSON.stringify(seen).includes(shipment.recipient.name), false);
    }
  },
  exportCustodyLogs: async (stage, asker) => {
    const file = (await asker.client.exportCustodyLogs()).body;
    for (const shipment of await stage.know(playShipments)) {
      assert.equal(file.includes(`"shipment":"${shipment.id}"`), maySee(shipment, asker));
      if (!maySee(shipment, asker)) assert.equal(file.includes(shipment.id), false);
    }
  },
  getCustodyLog: async (stage, asker) => {
    for (const shipment of await stage.know(playShipments)) {
      const asking = asker.client.getCustodyLog({ params: { id: shipment.id } });
      const seen = await ifSeen(maySee(shipment, asker), asking);
      if (seen !== undefined) assert.deepEqual([seen.shipment, seen.verdict.whole], [shipment.id, true]);
    }
  },
  addCustodyHead: async (stage, asker) => {
    const body = { sequence: 0, hash: '0'.repeat(64), key: 'none', signedMs: 0, signature: 'AAAA' };
    for (const shipment of await stage.know(playShipments)) {
      const asking = asker.client.addCustodyHead({ params: { id: shipment.id }, body });
      if (!maySee(shipment, asker)) await refusal(asking, 'not_found');
      else await refusal(asking, kindOf(stage, asker.partyId) === 'shipper' ? 'conflict' : 'invalid');
    }
  },
  erasePersonalData: async (stage, asker) => {
    for (const shipment of await stage.know(playShipments)) {
      if (shipment.ownerId === asker.partyId && shipment.mode === asker.mode) continue;
      const asking = asker.client.erasePersonalData({ params: { id: shipment.id } });
      await refusal(asking, maySee(shipment, asker) ? 'conflict' : 'not_found');
    }
  },
  trackParcel: async (stage, { partyId, mode }) => {
    stage.made.wait(600); // an address may look often, but not as often as this test
    if (partyId === stage.ids.ats && mode === 'live') await checkPublic(stage);
  },
};

/** The public page tells anybody the same, and nothing about people, senders or money. */
async function checkPublic(stage: Stage): Promise<void> {
  for (const shipment of await stage.know(playShipments)) {
    const owner = stage.as(shipment.ownerId, shipment.mode);
    const { tracking_number } = (await owner.getShipment({ params: { id: shipment.id } })).body;
    const answer = await stage.made.fetch(`/v1/track/${tracking_number}`);
    assert.equal(answer.status, shipment.mode === 'live' ? 200 : 404);
    const text = `${await answer.text()}${await (await stage.made.fetch(`/track/${tracking_number}`)).text()}`;
    assert.doesNotMatch(text, /Name \d|\+91|Road \d|order \d|thing \d|_minor|shp_|org_|usr_/);
  }
}

function kindOf({ organisations }: Stage, partyId: string): 'carrier' | 'shipper' | undefined {
  return organisations.find(({ id }) => id === partyId)?.kind;
}
